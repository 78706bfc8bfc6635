#include "token/text_class.hpp"

#include <cstddef>
#include <span>
#include <vector>

#include "token/text_tables.hpp"

namespace baton::inline v0::token {
namespace {

void mark_set(std::vector<std::uint8_t>& flat, std::span<const std::uint32_t> runs, TextClass kind) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < runs.size(); i += 2) {
    at += runs[i];
    for (auto count = runs[i + 1]; count > 0; --count) flat[at++] |= kind;
  }
}

std::vector<std::uint8_t> flat_text_classes() {
  std::vector<std::uint8_t> flat(0x110000);
  mark_set(flat, nonspacing_runs, nonspacing);
  mark_set(flat, punctuation_runs, punctuation);
  mark_set(flat, control_runs, control);
  mark_set(flat, word_runs, word);
  mark_set(flat, extend_runs, extends);
  mark_set(flat, spacing_runs, spacing_mark);
  mark_set(flat, prepend_runs, prepends);
  mark_set(flat, break_runs, alone);
  return flat;
}

}  // namespace

TextTable::TextTable() : table_(flat_text_classes()) {}

const TextTable& TextTable::get() {
  static const TextTable table;
  return table;
}

}  // namespace baton::inline v0::token
