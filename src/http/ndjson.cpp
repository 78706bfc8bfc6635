#include <baton/http/ndjson.hpp>

namespace baton::inline v0 {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) noexcept {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

std::string_view NdjsonDecoder::trim(std::string_view line) noexcept {
  if (first_line_ && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
  first_line_ = false;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::optional<std::string_view> NdjsonDecoder::next() {
  while (const auto line = lines_.next()) {
    const auto text = trim(*line);
    if (!is_blank(text)) return text;
  }
  return std::nullopt;
}

std::optional<std::string_view> NdjsonDecoder::finish() {
  const auto text = trim(lines_.rest());
  return is_blank(text) ? std::nullopt : std::optional(text);
}

}  // namespace baton::inline v0
