#include "provider/offline/safetensors.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/json.hpp>

namespace baton::inline v0::offline {
namespace {

using nlohmann::json;

constexpr std::size_t size_bytes = 8;
constexpr std::size_t longest_header = std::size_t{100} << 20;  // as the reference reader has it

[[noreturn]] void corrupt(const std::string& what) {
  throw Error(ErrorCode::data_corrupt, "not a whole safetensors file: " + what + "; download it again");
}

template <class T>
T load(std::string_view bytes, std::size_t at) noexcept {
  static_assert(std::endian::native == std::endian::little, "the format is little-endian");
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

std::size_t element_size(const std::string& dtype, const std::string& name) {
  constexpr std::pair<std::string_view, std::size_t> known[] = {
      {"F64", 8}, {"I64", 8}, {"U64", 8}, {"F32", 4}, {"I32", 4}, {"U32", 4},  {"F16", 2},
      {"BF16", 2}, {"I16", 2}, {"U16", 2}, {"I8", 1},  {"U8", 1},  {"BOOL", 1}};
  for (const auto& [type, size] : known) {
    if (dtype == type) return size;
  }
  throw Error(ErrorCode::unsupported, "tensor '" + name + "' has the dtype '" + dtype.substr(0, 32) + "', which is not known");
}

std::size_t natural(const json& value, const std::string& name) {
  if (!value.is_number_unsigned()) corrupt("tensor '" + name + "' has a size or offset that is no natural number");
  return value.get<std::size_t>();
}

std::size_t checked_product(const std::vector<std::size_t>& shape, std::size_t element, const std::string& name) {
  std::size_t product = element;
  for (const std::size_t side : shape) {
    if (side != 0 && product > std::numeric_limits<std::size_t>::max() / side) corrupt("tensor '" + name + "' is too large");
    product *= side;
  }
  return product;
}

Tensor tensor_of(const std::string& name, const json& entry, std::string_view data) {
  const auto dtype = entry.find("dtype");
  const auto shape = entry.find("shape");
  const auto offsets = entry.find("data_offsets");
  const bool whole = entry.is_object() && dtype != entry.end() && dtype->is_string() && shape != entry.end() && shape->is_array() &&
                     shape->size() <= 16 && offsets != entry.end() && offsets->is_array() && offsets->size() == 2;
  if (!whole) corrupt("tensor '" + name + "' lacks dtype, shape or data_offsets");
  Tensor tensor{name, dtype->get<std::string>(), {}, {}};
  for (const auto& side : *shape) tensor.shape.push_back(natural(side, name));
  const std::size_t from = natural((*offsets)[0], name);
  const std::size_t to = natural((*offsets)[1], name);
  if (from > to || to > data.size()) {
    corrupt("tensor '" + name + "' reaches to byte " + std::to_string(to) + " of " + std::to_string(data.size()));
  }
  if (to - from != checked_product(tensor.shape, element_size(tensor.dtype, name), name)) {
    corrupt("tensor '" + name + "' has " + std::to_string(to - from) + " bytes, which is not what its shape needs");
  }
  tensor.bytes = data.substr(from, to - from);
  return tensor;
}

void check_layout(std::vector<Tensor>& tensors, std::string_view data) {
  std::ranges::sort(tensors, [](const Tensor& left, const Tensor& right) {
    return std::pair(left.bytes.data(), left.bytes.size()) < std::pair(right.bytes.data(), right.bytes.size());
  });
  const char* expected = data.data();
  for (const auto& tensor : tensors) {
    if (tensor.bytes.data() != expected) corrupt("tensor '" + tensor.name + "' overlaps another or leaves a hole");
    expected += tensor.bytes.size();
  }
  if (expected != data.data() + data.size()) corrupt("there are bytes after the last tensor");
}

float bfloat_to_float(std::uint16_t bits) noexcept {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16U);
}

}  // namespace

std::size_t Tensor::elements() const noexcept {
  std::size_t product = 1;
  for (const std::size_t side : shape) product *= side;
  return product;
}

std::vector<Tensor> parse_safetensors(std::string_view file, const Limits& limits) {
  if (file.size() > limits.bytes) throw Error(ErrorCode::limit_exceeded, "the safetensors file is over Limits::bytes");
  if (file.size() < size_bytes) corrupt("it is shorter than its header's size field");
  const auto header = load<std::uint64_t>(file, 0);
  if (header > longest_header || header > file.size() - size_bytes) corrupt("its header is longer than the file");
  const auto text = file.substr(size_bytes, static_cast<std::size_t>(header));
  const auto data = file.substr(size_bytes + static_cast<std::size_t>(header));
  if (!text.starts_with('{')) corrupt("its header is no JSON object");
  Limits json_limits = limits;
  json_limits.depth = 8;
  const Json parsed = Json::parse(text, json_limits);
  if (!parsed.ref().is_object() || parsed.ref().size() > limits.items) corrupt("its header is no JSON object of a sane size");
  std::vector<Tensor> tensors;
  for (const auto& [name, entry] : parsed.ref().items()) {
    if (name != "__metadata__") tensors.push_back(tensor_of(name, entry, data));
  }
  check_layout(tensors, data);
  return tensors;
}

float half_to_float(std::uint16_t bits) noexcept {
  const std::uint32_t sign = (bits & 0x8000U) << 16U;
  const std::uint32_t exponent = (bits >> 10U) & 0x1FU;
  const std::uint32_t fraction = bits & 0x3FFU;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7F800000U | (fraction << 13U));
  if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 112U) << 23U) | (fraction << 13U));
  const float small = std::ldexp(static_cast<float>(fraction), -24);
  return sign != 0 ? -small : small;
}

std::vector<float> to_floats(const Tensor& tensor) {
  const std::size_t size = element_size(tensor.dtype, tensor.name);
  const std::size_t count = tensor.bytes.size() / size;
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    float& value = values[i];
    if (tensor.dtype == "F32") value = load<float>(tensor.bytes, i * size);
    else if (tensor.dtype == "F16") value = half_to_float(load<std::uint16_t>(tensor.bytes, i * size));
    else if (tensor.dtype == "BF16") value = bfloat_to_float(load<std::uint16_t>(tensor.bytes, i * size));
    else if (tensor.dtype == "F64") value = static_cast<float>(load<double>(tensor.bytes, i * size));
    else throw Error(ErrorCode::unsupported, "tensor '" + tensor.name + "' is " + tensor.dtype + ": F32, F16, BF16 or F64 is needed");
    if (!std::isfinite(value)) corrupt("tensor '" + tensor.name + "' has an element " + std::to_string(i) + " that is not finite");
  }
  return values;
}

std::vector<std::size_t> to_indices(const Tensor& tensor) {
  const std::size_t size = element_size(tensor.dtype, tensor.name);
  std::vector<std::size_t> values(tensor.bytes.size() / size);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::int64_t value = 0;
    if (tensor.dtype == "I64") value = load<std::int64_t>(tensor.bytes, i * size);
    else if (tensor.dtype == "I32") value = load<std::int32_t>(tensor.bytes, i * size);
    else if (tensor.dtype == "U32") value = load<std::uint32_t>(tensor.bytes, i * size);
    else throw Error(ErrorCode::unsupported, "tensor '" + tensor.name + "' is " + tensor.dtype + ": I64, I32 or U32 is needed");
    if (value < 0) corrupt("tensor '" + tensor.name + "' has a negative index");
    values[i] = static_cast<std::size_t>(value);
  }
  return values;
}

}  // namespace baton::inline v0::offline
