#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/limits.hpp>

namespace baton::inline v0::offline {

/// One tensor of a safetensors file; `bytes` points into the file's text.
struct Tensor {
  std::string name;
  std::string dtype;
  std::vector<std::size_t> shape;
  std::string_view bytes;
  [[nodiscard]] std::size_t elements() const noexcept;
};

/// Reads the header of a safetensors file (https://github.com/huggingface/safetensors, "Format") and
/// checks every size and offset, as well as that the tensors fill the data without holes or overlap.
/// Throws `data_corrupt` naming the tensor, `unsupported` for an unknown dtype, or `limit_exceeded`.
[[nodiscard]] std::vector<Tensor> parse_safetensors(std::string_view file, const Limits& limits);

/// The numbers of an F64, F32, F16 or BF16 tensor. Throws `unsupported` for others, `data_corrupt` for
/// numbers that are not finite.
[[nodiscard]] std::vector<float> to_floats(const Tensor& tensor);

/// The numbers of an I64, I32 or U32 tensor, which must not be negative.
[[nodiscard]] std::vector<std::size_t> to_indices(const Tensor& tensor);

/// The float with these IEEE 754 half-precision bits.
[[nodiscard]] float half_to_float(std::uint16_t bits) noexcept;

}  // namespace baton::inline v0::offline
