#include "token/character.hpp"

#include <algorithm>
#include <map>
#include <string>

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

ClassTable::ClassTable() {
  const auto flat = flat_classes();
  std::map<std::string, std::uint8_t> known;
  for (std::size_t page = 0; page < index_.size(); ++page) {
    const auto begin = flat.begin() + static_cast<std::ptrdiff_t>(page * 256);
    const std::string content(begin, begin + 256);
    const auto [found, fresh] = known.emplace(content, static_cast<std::uint8_t>(known.size()));
    if (fresh) pages_.insert(pages_.end(), content.begin(), content.end());
    index_[page] = found->second;
  }
}

const ClassTable& ClassTable::get() {
  static const ClassTable table;
  return table;
}

}  // namespace baton::inline v0::token
