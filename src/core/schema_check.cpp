#include "schema_check.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <baton/core/error.hpp>

namespace baton::inline v0 {

std::string Place::pointer() const {
  if (parent == nullptr) return {};
  std::string whole = parent->pointer() + "/";
  if (key.data() == nullptr) return whole + std::to_string(index);
  for (const char c : key) {
    if (c == '~') whole += "~0";
    else if (c == '/') whole += "~1";
    else whole += c;
  }
  return whole;
}

void SchemaCheck::append(std::vector<Violation> more) {
  const std::size_t room = max_ - std::min(max_, violations_.size());
  const auto end = more.begin() + static_cast<std::ptrdiff_t>(std::min(room, more.size()));
  std::move(more.begin(), end, std::back_inserter(violations_));
}

std::vector<Violation> SchemaCheck::trial(const nlohmann::json& schema, const nlohmann::json& value,
                                          const Place& place, std::size_t max) {
  std::vector<Violation> outer = std::exchange(violations_, {});
  const std::size_t outer_max = std::exchange(max_, max);
  apply(schema, value, place);
  max_ = outer_max;
  return std::exchange(violations_, std::move(outer));
}

void SchemaCheck::apply(const nlohmann::json& schema, const nlohmann::json& value, const Place& place) {
  if (full()) return;
  if (schema.is_boolean()) {
    if (!schema.get<bool>()) fail(place, "is not allowed");
    return;
  }
  // Each level of a value may take several levels of schema: a reference, an allOf, the properties.
  constexpr std::size_t levels = 4;
  if (depth_ >= levels * limits_.depth) {
    throw Error(ErrorCode::limit_exceeded,
                "the schema's references run in circles, or the value is nested too deep");
  }
  if (++steps_ > limits_.items) {
    throw Error(ErrorCode::limit_exceeded, "the schema takes more than " +
                                               std::to_string(limits_.items) + " steps to check");
  }
  ++depth_;
  apply_object(schema, value, place);
  --depth_;
}

void SchemaCheck::apply_object(const nlohmann::json& schema, const nlohmann::json& value,
                               const Place& place) {
  const auto ref = schema.find("$ref");
  if (ref != schema.end() && ref->is_string()) {
    apply(index_.target(schema), value, place);
    if (index_.ref_stands_alone()) return;
  }
  for (const auto& [name, keyword] : schema.items()) {
    if (full()) return;
    if (const Keyword run = find_keyword(name)) run(*this, keyword, schema, value, place);
  }
}

Keyword find_keyword(std::string_view name) {
  if (const Keyword found = find_scalar_keyword(name)) return found;
  if (const Keyword found = find_container_keyword(name)) return found;
  return find_logic_keyword(name);
}

}  // namespace baton::inline v0
