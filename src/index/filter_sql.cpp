#include "filter_sql.hpp"

#include <cstdint>

#include "metadata_values.hpp"

namespace baton::inline v0 {
namespace {

const char* sign_of(FilterOp op) {
  switch (op) {
    case FilterOp::lt: return "<?";
    case FilterOp::le: return "<=?";
    case FilterOp::gt: return ">?";
    case FilterOp::ge: return ">=?";
    default: return "=?";
  }
}

/// Each value has one of the columns text, number and flag; comparing NULL in the others is never true.
void add_value_sql(SqlCondition& out, FilterOp op, const FilterValue& given) {
  if (const auto* text = std::get_if<std::string>(&given.variant())) {
    out.text += op == FilterOp::contains ? "instr(text,?)>0" : std::string("text") + sign_of(op);
    out.values.emplace_back(*text);
  } else if (const auto* number = std::get_if<double>(&given.variant())) {
    out.text += std::string("number") + sign_of(op);
    out.values.emplace_back(*number);
  } else {
    out.text += "flag=?";
    out.values.emplace_back(static_cast<std::int64_t>(std::get<bool>(given.variant())));
  }
}

void add_condition_sql(SqlCondition& out, const Filter& filter) {
  if (filter.op == FilterOp::in && filter.values.empty()) {
    out.text += "0";
    return;
  }
  if (filter.op == FilterOp::ne) out.text += "NOT ";
  out.text += "c.id IN (SELECT chunk FROM fields WHERE key=?";
  out.values.emplace_back(filter.key);
  const char* between = " AND (";
  for (const FilterValue& value : filter.values) {
    out.text += between;
    add_value_sql(out, filter.op, value);
    between = " OR ";
  }
  out.text += filter.values.empty() ? ")" : "))";
}

void add_filter_sql(SqlCondition& out, const Filter& filter) {
  if (filter.op > FilterOp::negation) return add_condition_sql(out, filter);
  if (filter.parts.empty()) {
    out.text += filter.op == FilterOp::all ? "1" : "0";
    return;
  }
  const char* between = filter.op == FilterOp::negation ? "NOT (" : "(";
  for (const Filter& part : filter.parts) {
    out.text += between;
    add_filter_sql(out, part);
    between = filter.op == FilterOp::any ? " OR " : " AND ";
  }
  out.text += ")";
}

}  // namespace

SqlCondition filter_to_sql(const Filter& filter) {
  SqlCondition out;
  add_filter_sql(out, filter);
  return out;
}

void put_fields(sqlite::Database& database, std::int64_t chunk, const Json& metadata) {
  if (!metadata.ref().is_object()) return;
  for (const auto& [key, entry] : metadata.ref().items()) {
    std::int64_t place = 0;
    any_value(entry, [&, &name = key](const nlohmann::json& value) {
      sqlite::Rows rows = database.query("INSERT INTO fields(chunk, key, place, text, number, flag) VALUES(?,?,?,?,?,?)",
                                         chunk, std::string_view(name), place++);
      if (value.is_string()) rows.bind(4, std::string_view(value.get_ref<const std::string&>()));
      if (value.is_number()) rows.bind(5, value.get<double>());
      if (value.is_boolean()) rows.bind(6, static_cast<std::int64_t>(value.get<bool>()));
      rows.next();
      return false;
    });
  }
}

}  // namespace baton::inline v0
