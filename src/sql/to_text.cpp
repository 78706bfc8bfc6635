#include <algorithm>
#include <array>
#include <charconv>

#include <baton/core/text.hpp>
#include <baton/sql/sql_database.hpp>

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_value_bytes = 1'000;

std::string number_text(double number) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return {buffer.data(), error == std::errc() ? end : buffer.data()};
}

std::string value_text(const SqlValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return "NULL";
  std::string line(utf8_prefix(*text, most_value_bytes));
  if (line.size() < text->size()) line += "…";
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '|'; }, ' ');
  return line;
}

}  // namespace

std::string to_text(const SqlRows& rows, std::size_t most, std::size_t most_bytes) {
  std::string result;
  const auto add = [&](const std::string& cell, bool last) { result += cell + (last ? "\n" : " | "); };
  for (std::size_t i = 0; i < rows.columns.size(); ++i) add(rows.columns[i], i + 1 == rows.columns.size());
  std::size_t row = 0;
  for (; row < std::min(most, rows.rows.size()) && result.size() < most_bytes; ++row) {
    const auto& values = rows.rows[row];
    for (std::size_t i = 0; i < values.size(); ++i) add(value_text(values[i]), i + 1 == values.size());
  }
  if (rows.rows.empty()) result += "(no rows)\n";
  if (rows.truncated || row < rows.rows.size()) result += "(and more rows)\n";
  return result;
}

}  // namespace baton::inline v0
