#include "span_text.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <type_traits>

#include <baton/core/text.hpp>

namespace baton::inline v0::detail {
namespace {

void append_escaped(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += "\\t";
  } else if (byte < 0x20 || byte == 0x7F) {
    out += {'\\', 'x', digits[byte >> 4U], digits[byte & 15U]};
  } else {
    out += c;
  }
}

// U+0080..U+009F are control characters, and U+2028 and U+2029 end a line for some readers.
bool is_hidden_break(std::string_view rest) {
  return (rest.size() >= 2 && rest[0] == '\xC2' && static_cast<unsigned char>(rest[1]) < 0xA0) ||
         rest.starts_with("\u2028") || rest.starts_with("\u2029");
}

std::string number(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end.ptr};
}

}  // namespace

std::string one_line(std::string_view text) {
  const std::string clean = sanitize_utf8(text);
  std::string out;
  out.reserve(clean.size());
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const std::string_view rest = std::string_view(clean).substr(i);
    if (is_hidden_break(rest)) {
      out += "\uFFFD";
      i += rest[0] == '\xC2' ? 1 : 2;
    } else {
      append_escaped(out, clean[i]);
    }
  }
  return out;
}

std::string duration_text(std::chrono::nanoseconds duration) {
  const auto microseconds = static_cast<double>(duration.count()) / 1e3;
  std::array<char, 32> text{};
  const char* format = microseconds < 1e3 ? "%.1f µs" : microseconds < 1e6 ? "%.1f ms" : "%.2f s";
  const double scale = microseconds < 1e3 ? 1.0 : microseconds < 1e6 ? 1e3 : 1e6;
  std::snprintf(text.data(), text.size(), format, microseconds / scale);
  return text.data();
}

std::string title(SpanKind kind, std::string_view name) {
  std::string text = kind == SpanKind::step ? "" : std::string(to_string(kind)) + " ";
  return text + one_line(name);
}

std::string attribute_text(std::string_view key, const SpanValue& value) {
  const auto text = std::visit(
      [](const auto& held) -> std::string {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, bool>) {
          return held ? "true" : "false";
        } else if constexpr (std::is_same_v<Held, std::string>) {
          const std::string line = one_line(held);
          return line.find_first_of(" =\"") == std::string::npos ? line : "\"" + line + "\"";
        } else if constexpr (std::is_same_v<Held, double>) {
          return number(held);
        } else {
          return std::to_string(held);
        }
      },
      value);
  return " " + one_line(key) + "=" + text;
}

SpanValue owned(const AttributeValue& value, std::size_t max_bytes) {
  return std::visit(
      [&](const auto& held) -> SpanValue {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::string_view>) {
          return std::string(utf8_prefix(held, max_bytes));
        } else {
          return held;
        }
      },
      value);
}

}  // namespace baton::inline v0::detail
