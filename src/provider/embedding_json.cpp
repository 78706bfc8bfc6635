#include "provider/embedding_json.hpp"

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <baton/core/base64.hpp>

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

float float_at(std::string_view bytes, std::size_t at) {
  std::uint32_t bits = 0;
  for (std::size_t i = 4; i-- > 0;) bits = bits << 8U | static_cast<unsigned char>(bytes[at + i]);
  return std::bit_cast<float>(bits);
}

std::optional<Embedding> from_base64(const std::string& text) {
  const auto bytes = base64_decode(text);
  if (!bytes || bytes->size() % 4 != 0) return std::nullopt;
  Embedding vector(bytes->size() / 4);
  for (std::size_t i = 0; i < vector.size(); ++i) vector[i] = float_at(*bytes, i * 4);
  return vector;
}

std::optional<Embedding> from_array(const json& values) {
  Embedding vector;
  vector.reserve(values.size());
  for (const auto& value : values) {
    if (!value.is_number()) return std::nullopt;
    vector.push_back(value.get<float>());
  }
  return vector;
}

}  // namespace

std::optional<Embedding> embedding_from(const json& value) {
  if (value.is_string()) return from_base64(value.get_ref<const std::string&>());
  return value.is_array() ? from_array(value) : std::nullopt;
}

}  // namespace baton::inline v0::detail
