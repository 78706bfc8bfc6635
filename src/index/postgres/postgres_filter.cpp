#include "index/postgres/postgres_filter.hpp"

#include <array>
#include <charconv>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "index/metadata_values.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;
using Values = std::vector<postgres::Value>;

std::string bind_value(Values& values, postgres::Value value, const char* type) {
  values.push_back(std::move(value));
  return "$" + std::to_string(values.size()) + "::" + type;
}

std::string digits_of(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {text.data(), end};
}

/// Some element of the key's array is the value. Answered by the index.
std::string equal_sql(const Filter& filter, const FilterValue& given, Values& values) {
  json wanted;
  std::visit([&](const auto& value) { wanted[filter.key] = json::array({json(value)}); }, given.variant());
  return "fields @> " + bind_value(values, wanted.dump(), "jsonb");
}

/// Some element of the key's array has the type of the value and compares so.
std::string compared_sql(const Filter& filter, const FilterValue& given, Values& values) {
  std::string sql = "EXISTS(SELECT 1 FROM jsonb_array_elements(fields->" + bind_value(values, filter.key, "text") +
                    ") AS e(v) WHERE CASE jsonb_typeof(v) WHEN ";
  const char* sign = filter.op == FilterOp::lt ? "<" : filter.op == FilterOp::le ? "<=" : filter.op == FilterOp::gt ? ">" : ">=";
  if (const auto* number = std::get_if<double>(&given.variant())) {
    sql += "'number' THEN (v#>>'{}')::float8 " + std::string(sign) + bind_value(values, digits_of(*number), "float8");
  } else if (filter.op == FilterOp::contains) {
    sql += "'string' THEN strpos(v#>>'{}', " + bind_value(values, std::get<std::string>(given.variant()), "text") + ") > 0";
  } else {
    sql += "'string' THEN (v#>>'{}') COLLATE \"C\" " + std::string(sign) +
           bind_value(values, std::get<std::string>(given.variant()), "text");
  }
  return sql + " ELSE FALSE END)";
}

std::string condition_sql(const Filter& filter, Values& values) {
  if (filter.op == FilterOp::exists) return "fields ? " + bind_value(values, filter.key, "text");
  if (filter.op == FilterOp::ne) return "NOT (" + equal_sql(filter, filter.values.front(), values) + ")";
  if (filter.op != FilterOp::eq && filter.op != FilterOp::in) return compared_sql(filter, filter.values.front(), values);
  if (filter.values.empty()) return "FALSE";
  std::string sql;
  for (const FilterValue& value : filter.values) sql += (sql.empty() ? "(" : " OR ") + equal_sql(filter, value, values);
  return sql + ")";
}

}  // namespace

std::string postgres_fields(const Json& metadata) {
  json fields = json::object();
  if (!metadata.ref().is_object()) return fields.dump();
  for (const auto& [key, entry] : metadata.ref().items()) {
    json seen = json::array();
    any_value(entry, [&](const json& value) {
      seen.push_back(value.is_number() ? json(value.get<double>()) : value);
      return false;
    });
    if (!seen.empty()) fields[key] = std::move(seen);
  }
  return fields.dump();
}

std::string postgres_condition(const Filter& filter, Values& values) {
  if (filter.op > FilterOp::negation) return condition_sql(filter, values);
  if (filter.parts.empty()) return filter.op == FilterOp::all ? "TRUE" : "FALSE";
  std::string sql;
  const char* between = filter.op == FilterOp::negation ? "NOT (" : "(";
  for (const Filter& part : filter.parts) {
    sql += between + postgres_condition(part, values);
    between = filter.op == FilterOp::any ? " OR " : " AND ";
  }
  return sql + ")";
}

}  // namespace baton::inline v0
