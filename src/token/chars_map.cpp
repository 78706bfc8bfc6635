#include "token/chars_map.hpp"

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "token/grapheme.hpp"
#include "token/text_codes.hpp"

namespace baton::inline v0::token {
namespace {

constexpr std::size_t longest_cluster = 5;

std::uint32_t little_endian(std::string_view bytes, std::size_t at) noexcept {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

[[noreturn]] void corrupt_map(const char* what) {
  throw Error(ErrorCode::data_corrupt, std::string("tokenizer.json is malformed: precompiled_charsmap ") + what);
}

bool has_leaf(std::uint32_t unit) noexcept { return ((unit >> 8U) & 1U) != 0; }
std::size_t offset_of(std::uint32_t unit) noexcept { return static_cast<std::size_t>(unit >> 10U) << ((unit & 0x200U) >> 6U); }

}  // namespace

CharsMap::CharsMap(std::string_view bytes) {
  if (bytes.size() < 4) corrupt_map("is too short");
  const std::size_t count = little_endian(bytes, 0) / 4;
  if (count > (bytes.size() - 4) / 4) corrupt_map("is shorter than its double array");
  units_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) units_.push_back(little_endian(bytes, 4 + i * 4));
  texts_ = bytes.substr(4 + count * 4);
  if (!is_utf8(texts_)) corrupt_map("has texts that are no UTF-8");
}

std::optional<std::string_view> CharsMap::find(std::string_view text) const {
  if (units_.empty()) return std::nullopt;
  std::size_t node = offset_of(units_[0]);
  for (const char c : text) {
    const std::uint32_t byte = static_cast<unsigned char>(c);
    node ^= byte;
    if (byte == 0 || node >= units_.size() || (units_[node] & 0x800000FFU) != byte) return std::nullopt;
    const auto unit = units_[node];
    node ^= offset_of(unit);
    if (!has_leaf(unit)) continue;
    if (node >= units_.size()) return std::nullopt;
    const std::size_t begin = units_[node] & 0x7FFFFFFFU;
    if (begin > texts_.size() || !is_utf8_boundary(texts_, begin)) return std::nullopt;
    const auto all = std::string_view(texts_).substr(begin);
    return all.substr(0, all.find('\0'));
  }
  return std::nullopt;
}

void CharsMap::append(std::string_view cluster, std::string& out) const {
  if (cluster.size() <= longest_cluster) {
    if (const auto found = find(cluster)) {
      out += *found;
      return;
    }
  }
  for_each_code(cluster, [&](char32_t, std::string_view bytes) { out += find(bytes).value_or(bytes); });
}

std::string CharsMap::normalized(std::string_view text) const {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto size = grapheme_size(text);
    append(text.substr(0, size), out);
    text.remove_prefix(size);
  }
  return out;
}

}  // namespace baton::inline v0::token
