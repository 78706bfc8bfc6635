#include "prompt/python_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "prompt/operators.hpp"
#include "prompt/unicode.hpp"

namespace baton::inline v0::jinja {
namespace {

std::string hex(char32_t c, int digits) {
  static constexpr std::string_view alphabet = "0123456789abcdef";
  std::string out(static_cast<std::size_t>(digits), '0');
  for (auto it = out.rbegin(); it != out.rend(); ++it, c >>= 4U) *it = alphabet[c & 0xFU];
  return out;
}

void append_escaped(BoundedText& out, char32_t c, std::string_view raw, char quote) {
  if (c == static_cast<char32_t>(quote) || c == '\\') {
    out.append("\\");
    out.append(raw);
  } else if (c == '\n') {
    out.append("\\n");
  } else if (c == '\r') {
    out.append("\\r");
  } else if (c == '\t') {
    out.append("\\t");
  } else if (is_printable(c)) {
    out.append(raw);
  } else {
    out.append(c < 0x100 ? "\\x" + hex(c, 2) : c < 0x10000 ? "\\u" + hex(c, 4) : "\\U" + hex(c, 8));
  }
}

void append_text_repr(BoundedText& out, std::string_view text) {
  const bool single =
      text.find('\'') == std::string_view::npos || text.find('"') != std::string_view::npos;
  const char quote = single ? '\'' : '"';
  out.append(1, quote);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    append_escaped(out, c, text.substr(begin, at - begin), quote);
  }
  out.append(1, quote);
}

void append_repr(BoundedText& out, const Value& value);

/// Jinja2 prints "Undefined" inside a list, which is what a strict template must not let through.
void append_element(BoundedText& out, const Value& value) {
  if (const auto* undefined = value.get<Undefined>()) {
    throw ValueError(
        "an undefined value inside a list or dict cannot be printed: " + *undefined->reason,
        ErrorCode::not_found);
  }
  append_repr(out, value);
}

void append_items(BoundedText& out, const Sequence& sequence) {
  bool first = true;
  for (const Value& item : sequence.items) {
    if (!first) out.append(", ");
    first = false;
    append_element(out, item);
  }
}

void append_dict(BoundedText& out, const Dict& dict) {
  out.append("{");
  bool first = true;
  for (const auto& [key, value] : dict.items) {
    if (!first) out.append(", ");
    first = false;
    append_element(out, key);
    out.append(": ");
    append_element(out, value);
  }
  out.append("}");
}

/// Numbers, booleans and none, which look the same in `str` and `repr`. False for other values.
bool append_scalar(BoundedText& out, const Value& value) {
  if (value.is_none()) {
    out.append("None");
  } else if (const auto* flag = value.get<bool>()) {
    out.append(*flag ? "True" : "False");
  } else if (const auto* integer = value.get<std::int64_t>()) {
    out.append(std::to_string(*integer));
  } else if (const auto* number = value.get<double>()) {
    out.append(float_repr(*number));
  } else {
    return false;
  }
  return true;
}

void append_repr(BoundedText& out, const Value& value) {
  require_defined(value);
  if (append_scalar(out, value)) return;
  if (const auto* text = value.get<Text>()) {
    append_text_repr(out, **text);
  } else if (const auto* markup = value.get<Markup>()) {
    out.append("Markup(");
    append_text_repr(out, *markup->text);
    out.append(")");
  } else if (const auto* list = value.get<List>()) {
    out.append("[");
    append_items(out, *list->data);
    out.append("]");
  } else if (const auto* tuple = value.get<Tuple>()) {
    out.append("(");
    append_items(out, *tuple->data);
    out.append(tuple->data->items.size() == 1 ? ",)" : ")");
  } else if (const auto* dict = value.as_dict()) {
    append_dict(out, *dict);
  } else if (value.get<std::shared_ptr<Lazy>>()) {
    throw ValueError("a lazy sequence cannot be printed: add '| list' or '| join(\", \")'");
  } else {
    throw ValueError("'loop' cannot be printed: use one of its attributes, like loop.index");
  }
}

void append_unicode_escape(BoundedText& out, char32_t c) {
  if (c >= 0x10000) {
    c -= 0x10000;
    out.append("\\u" + hex(0xD800U + (c >> 10U), 4));
    c = 0xDC00U + (c & 0x3FFU);
  }
  out.append("\\u" + hex(c, 4));
}

void append_json_text(BoundedText& out, std::string_view text) {
  static constexpr std::string_view named = "\"\\\b\f\n\r\t";
  static constexpr std::string_view letters = "\"\\bfnrt";
  out.append("\"");
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const auto place = c < 128 ? named.find(static_cast<char>(c)) : std::string_view::npos;
    if (place != std::string_view::npos) {
      out.append("\\");
      out.append(1, letters[place]);
    } else if (c < 0x20 || c > 0x7E || c == '<' || c == '>' || c == '&' || c == '\'') {
      c == 0x7F ? out.append("\x7F") : append_unicode_escape(out, c);
    } else {
      out.append(1, static_cast<char>(c));
    }
  }
  out.append("\"");
}

class JsonWriter {
 public:
  JsonWriter(BoundedText& out, std::size_t indent, bool pretty)
      : out_(out), indent_(indent), pretty_(pretty) {}

  void write(const Value& value) {
    if (const auto* text = value.as_text()) {
      append_json_text(out_, *text);
    } else if (const auto* sequence = value.as_sequence()) {
      write_sequence(*sequence);
    } else if (const auto* dict = value.as_dict()) {
      write_dict(*dict);
    } else {
      out_.append(scalar(value));
    }
  }

 private:
  static std::string scalar(const Value& value) {
    require_defined(value);
    if (value.is_none()) return "null";
    if (const auto* flag = value.get<bool>()) return *flag ? "true" : "false";
    if (const auto* integer = value.get<std::int64_t>()) return std::to_string(*integer);
    if (const auto* number = value.get<double>()) {
      return std::isinf(*number) ? (*number > 0 ? "Infinity" : "-Infinity") : float_repr(*number);
    }
    throw ValueError("a " + std::string(type_name(value)) +
                     " cannot be written as JSON: add '| list' before");
  }

  void write_sequence(const Sequence& sequence) {
    if (sequence.items.empty()) return out_.append("[]");
    out_.append("[");
    ++level_;
    for (std::size_t i = 0; i < sequence.items.size(); ++i) {
      separate(i == 0);
      write(sequence.items[i]);
    }
    close("]");
  }

  void write_dict(const Dict& dict) {
    if (dict.items.empty()) return out_.append("{}");
    std::vector<const std::pair<Value, Value>*> sorted;
    for (const auto& item : dict.items) sorted.push_back(&item);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto* a, const auto* b) { return less(a->first, b->first); });
    out_.append("{");
    ++level_;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      separate(i == 0);
      write_key(sorted[i]->first);
      out_.append(": ");
      write(sorted[i]->second);
    }
    close("}");
  }

  void write_key(const Value& key) {
    if (key.as_sequence()) throw ValueError("a tuple cannot be a key in JSON");
    append_json_text(out_, key.as_text() ? *key.as_text() : scalar(key));
  }

  void separate(bool first) {
    if (!first) out_.append(pretty_ ? "," : ", ");
    if (pretty_) new_line();
  }
  void close(std::string_view bracket) {
    --level_;
    if (pretty_) new_line();
    out_.append(bracket);
  }
  void new_line() {
    out_.append("\n");
    out_.append(level_ * indent_, ' ');
  }

  BoundedText& out_;
  std::size_t indent_;
  bool pretty_;
  std::size_t level_ = 0;
};

}  // namespace

void BoundedText::require(std::size_t more) const {
  if (more > max_bytes_ - text_.size()) {
    throw ValueError("the text grows over the limit of " + std::to_string(max_bytes_) +
                         " bytes: pass less to the prompt, or raise Limits::bytes",
                     ErrorCode::limit_exceeded);
  }
}

void BoundedText::append(std::string_view text) {
  require(text.size());
  text_ += text;
}

void BoundedText::append(std::size_t count, char c) {
  require(count);
  text_.append(count, c);
}

std::string float_repr(double value) {
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::scientific)
                       .ptr;
  const std::string_view scientific(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t e = scientific.find('e');
  std::string digits;
  for (const char c : scientific.substr(0, e)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  int exponent = 0;
  const std::size_t plus = scientific[e + 1] == '+' ? 1 : 0;
  std::from_chars(scientific.data() + e + 1 + plus, scientific.data() + scientific.size(),
                  exponent);
  std::string out = std::signbit(value) ? "-" : "";
  if (exponent < -4 || exponent >= 16) {
    out += digits.substr(0, 1) + (digits.size() > 1 ? "." + digits.substr(1) : "");
    const std::string power = std::to_string(std::abs(exponent));
    return out + (exponent < 0 ? "e-" : "e+") + (power.size() < 2 ? "0" : "") + power;
  }
  if (exponent < 0)
    return out + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return out + digits + std::string(whole - digits.size(), '0') + ".0";
  return out + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::string to_text(const Value& value, std::size_t max_bytes) {
  if (const auto* undefined = value.get<Undefined>(); undefined && undefined->silent) return {};
  if (const auto* text = value.as_text()) return *text;
  return repr(value, max_bytes);
}

std::string repr(const Value& value, std::size_t max_bytes) {
  BoundedText out(max_bytes);
  append_repr(out, value);
  return std::move(out).take();
}

std::string to_json(const Value& value, std::size_t indent, bool pretty, std::size_t max_bytes) {
  BoundedText out(max_bytes);
  JsonWriter(out, indent, pretty).write(value);
  return std::move(out).take();
}

}  // namespace baton::inline v0::jinja
