#include "token/compatibility.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "token/compatibility_tables.hpp"

namespace baton::inline v0::token {
namespace {

struct CompatiblePlace {
  char32_t code;
  std::uint32_t begin;
  std::uint32_t size;
};
struct CompatibleTable {
  std::vector<CompatiblePlace> places;  ///< by code
  std::vector<std::uint32_t> texts;
};

CompatibleTable compatible_table() {
  CompatibleTable table;
  const auto add = [&](char32_t code, std::uint32_t size) { table.places.push_back({code, static_cast<std::uint32_t>(table.texts.size()), size}); };
  const std::span<const std::uint32_t> runs = compatible_runs;
  char32_t code = 0;
  for (std::size_t i = 0; i < runs.size(); i += 3) {
    code += runs[i];
    for (std::uint32_t k = 0; k < runs[i + 1]; ++k, ++code) {
      add(code, 1);
      table.texts.push_back(runs[i + 2] + k);
    }
  }
  const std::span<const std::uint32_t> texts = compatible_texts;
  code = 0;
  for (std::size_t i = 0; i < texts.size(); i += texts[i + 1] + 2) {
    code += texts[i];
    add(code++, texts[i + 1]);
    const auto to = texts.subspan(i + 2, texts[i + 1]);
    table.texts.insert(table.texts.end(), to.begin(), to.end());
  }
  std::ranges::sort(table.places, {}, &CompatiblePlace::code);
  return table;
}

}  // namespace

std::span<const std::uint32_t> compatible(char32_t code) {
  if (code < 0xA0) return {};
  static const auto table = compatible_table();
  const auto found = std::ranges::lower_bound(table.places, code, {}, &CompatiblePlace::code);
  if (found == table.places.end() || found->code != code) return {};
  return std::span(table.texts).subspan(found->begin, found->size);
}

}  // namespace baton::inline v0::token
