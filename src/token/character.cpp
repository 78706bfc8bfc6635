#include "token/character.hpp"

#include <vector>

#include "token/unicode_tables.hpp"

namespace baton::inline v0::token {
namespace {

constexpr std::uint8_t class_bits[] = {other, upper, lower, caseless, mark, number, space};

std::vector<std::uint8_t> flat_classes() {
  std::vector<std::uint8_t> flat;
  flat.reserve(0x110000);
  for (const std::uint32_t run : class_runs) flat.insert(flat.end(), run / 8, class_bits[run % 8]);
  flat['\r'] |= line_end;
  flat['\n'] |= line_end;
  return flat;
}

}  // namespace

ClassTable::ClassTable() : table_(flat_classes()) {}

const ClassTable& ClassTable::get() {
  static const ClassTable table;
  return table;
}

}  // namespace baton::inline v0::token
