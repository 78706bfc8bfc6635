#include <algorithm>

#include "prompt/callables.hpp"
#include "prompt/python_text.hpp"
#include "prompt/unicode.hpp"

namespace baton::inline v0::jinja {
namespace {

std::string text_of(const Value& value, const Bound& arguments) {
  return to_text(value, arguments.limits->bytes);
}

/// Text made from escaped text stays escaped.
Value like(const Value& target, std::string text) {
  return target.get<Markup>() ? Value::markup(std::move(text)) : Value::text(std::move(text));
}

const std::string& require_text(const Value& value, std::string_view filter) {
  require_defined(value);
  const auto* text = value.as_text();
  if (!text) {
    throw ValueError("filter '" + std::string(filter) + "' needs a string, not a " +
                     std::string(type_name(value)) + ": add '| string' before");
  }
  return *text;
}

Value to_upper_case(const Value& target, const Bound& a) {
  return like(target, upper(text_of(target, a)));
}
Value to_lower_case(const Value& target, const Bound& a) {
  return like(target, lower(text_of(target, a)));
}
Value to_capital(const Value& target, const Bound& a) {
  return like(target, capitalize(text_of(target, a)));
}

bool separates_words(char32_t c) {
  return is_space(c) || c == '-' || c == '(' || c == '{' || c == '[' || c == '<';
}

Value title_case(const Value& target, const Bound& a) {
  const std::string text = text_of(target, a);
  std::string out;
  bool begins = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const bool separator = separates_words(next_code_point(text, at));
    const auto character = std::string_view(text).substr(begin, at - begin);
    out += separator ? std::string(character) : (begins ? upper(character) : lower(character));
    begins = separator;
  }
  return Value::text(std::move(out));
}

Value trim(const Value& target, const Bound& a) {
  const std::string text = text_of(target, a);
  if (!a.given(0)) return like(target, std::string(strip_left(strip_right(text))));
  return like(target, std::string(strip_set(text, require_text(a.at(0), "trim"))));
}

/// `str.replace` with an empty pattern: `with` goes before each character and to the end.
std::string interleave(const std::string& text, const std::string& with, std::size_t count,
                       std::size_t limit) {
  BoundedText out(limit);
  std::size_t at = 0;
  for (std::size_t done = 0; done < count; ++done) {
    out.append(with);
    if (at >= text.size()) return std::move(out).take();
    const std::size_t begin = at;
    (void)next_code_point(text, at);
    out.append(std::string_view(text).substr(begin, at - begin));
  }
  out.append(std::string_view(text).substr(at));
  return std::move(out).take();
}

Value replace(const Value& target, const Bound& a) {
  const std::string text = text_of(target, a);
  const std::string from = a.text(0, "");
  const std::string to = a.text(1, "");
  const std::int64_t wanted = a.given(2) ? a.integer(2, -1) : -1;
  const auto count = wanted < 0 ? SIZE_MAX : static_cast<std::size_t>(wanted);
  if (from.empty()) return Value::text(interleave(text, to, count, a.limits->bytes));
  BoundedText out(a.limits->bytes);
  std::size_t at = 0;
  for (std::size_t done = 0; done < count; ++done) {
    const std::size_t found = text.find(from, at);
    if (found == std::string::npos) break;
    out.append(std::string_view(text).substr(at, found - at));
    out.append(to);
    at = found + from.size();
  }
  out.append(std::string_view(text).substr(at));
  return Value::text(std::move(out).take());
}

std::string indentation(const Bound& a) {
  if (a.has(0) && a.at(0).as_text()) return *a.at(0).as_text();
  const std::int64_t width = a.integer(0, 4);
  if (width > 1000)
    throw ValueError("an indentation of more than 1000 blanks is refused",
                     ErrorCode::limit_exceeded);
  return std::string(static_cast<std::size_t>(std::max<std::int64_t>(width, 0)), ' ');
}

Value indent(const Value& target, const Bound& a) {
  const std::string text = require_text(target, "indent") + "\n";
  const std::string margin = indentation(a);
  const bool blank = a.flag(2);
  const auto lines = split_lines(text);
  BoundedText out(a.limits->bytes);
  if (a.flag(1)) out.append(margin);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out.append("\n");
    if (i > 0 && (blank || !lines[i].empty())) out.append(margin);
    out.append(lines[i]);
  }
  return like(target, std::move(out).take());
}

Value truncate(const Value& target, const Bound& a) {
  const std::string& text = require_text(target, "truncate");
  if (target.get<Markup>())
    throw ValueError("escaped text cannot be truncated: truncate it before escaping");
  const std::string end = a.has(2) ? require_text(a.at(2), "truncate") : "...";
  const std::int64_t length = a.integer(0, 255);
  const std::int64_t leeway = a.given(3) ? a.integer(3, 5) : 5;
  const auto end_length = static_cast<std::int64_t>(count_code_points(end));
  if (length < end_length)
    throw ValueError("the length must be at least that of the end mark, " +
                     std::to_string(end_length));
  if (leeway < 0) throw ValueError("the leeway must not be negative");
  const auto size = static_cast<std::int64_t>(count_code_points(text));
  if (size <= length || size - length <= leeway) return target;
  std::string head = text.substr(0, offset_of(text, static_cast<std::size_t>(length - end_length)));
  if (!a.flag(1)) head = head.substr(0, head.rfind(' '));
  return Value::text(head + end);
}

Value word_count(const Value& target, const Bound& a) {
  const std::string text = text_of(target, a);
  std::size_t words = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool word = c == '_' || is_alphanumeric(c);
    words += word && !inside ? 1U : 0U;
    inside = word;
  }
  return Value::integer(words);
}

Value as_string(const Value& target, const Bound& a) { return like(target, text_of(target, a)); }

Value escape(const Value& target, const Bound& a) {
  if (target.get<Markup>()) return target;
  BoundedText out(a.limits->bytes);
  for (const char c : text_of(target, a)) {
    switch (c) {
      case '&':
        out.append("&amp;");
        break;
      case '<':
        out.append("&lt;");
        break;
      case '>':
        out.append("&gt;");
        break;
      case '\'':
        out.append("&#39;");
        break;
      case '"':
        out.append("&#34;");
        break;
      default:
        out.append(1, c);
    }
  }
  return Value::markup(std::move(out).take());
}

Value json(const Value& target, const Bound& a) {
  const bool pretty = a.given(0);
  const std::int64_t width = pretty ? std::max<std::int64_t>(a.integer(0, 0), 0) : 0;
  if (width > 100)
    throw ValueError("an indentation of more than 100 blanks is refused",
                     ErrorCode::limit_exceeded);
  return Value::markup(to_json(target, static_cast<std::size_t>(width), pretty, a.limits->bytes));
}

}  // namespace

const std::vector<FilterSpec>& text_filters() {
  static const std::vector<FilterSpec> rows = {
      {"upper", 0, {}, false, to_upper_case},
      {"lower", 0, {}, false, to_lower_case},
      {"title", 0, {}, false, title_case},
      {"capitalize", 0, {}, false, to_capital},
      {"trim", 0, {"chars"}, false, trim},
      {"replace", 2, {"old", "new", "count"}, false, replace},
      {"indent", 0, {"width", "first", "blank"}, false, indent},
      {"truncate", 0, {"length", "killwords", "end", "leeway"}, false, truncate},
      {"wordcount", 0, {}, false, word_count},
      {"string", 0, {}, false, as_string},
      {"escape", 0, {}, false, escape},
      {"e", 0, {}, false, escape},
      {"tojson", 0, {"indent"}, false, json},
  };
  return rows;
}

}  // namespace baton::inline v0::jinja
