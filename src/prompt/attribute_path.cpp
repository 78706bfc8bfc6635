#include "prompt/attribute_path.hpp"

#include <algorithm>

#include "prompt/literals.hpp"
#include "prompt/operators.hpp"
#include "prompt/unicode.hpp"

namespace baton::inline v0::jinja {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  for (std::size_t end = text.find(separator); end != std::string::npos;
       end = text.find(separator, begin)) {
    out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  out.push_back(text.substr(begin));
  return out;
}

bool all_digits(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

AttributePath::AttributePath(const Value& attribute) {
  require_defined(attribute);
  if (attribute.is_none()) return;
  if (!attribute.as_text()) {
    parts_.push_back(attribute);
    return;
  }
  for (auto& part : split(*attribute.as_text(), '.')) {
    parts_.push_back(all_digits(part) ? Value::integer(read_integer(part, 10).value_or(0))
                                      : Value::text(std::move(part)));
  }
}

Value AttributePath::operator()(Value item, const Value* otherwise) const {
  for (const Value& part : parts_) {
    item = subscript(item, part);
    if (otherwise && !otherwise->is_none() && item.is_undefined()) item = *otherwise;
  }
  return item;
}

std::vector<AttributePath> AttributePath::list(const Value& attributes) {
  std::vector<AttributePath> out;
  if (!attributes.as_text()) {
    out.emplace_back(attributes);
    return out;
  }
  for (auto& attribute : split(*attributes.as_text(), ','))
    out.emplace_back(Value::text(std::move(attribute)));
  return out;
}

Value fold_case(Value value) {
  return value.as_text() ? Value::text(lower(*value.as_text())) : value;
}

}  // namespace baton::inline v0::jinja
