#include "token/normal_form.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include <baton/core/text.hpp>

#include "token/character.hpp"
#include "token/compatibility.hpp"
#include "token/normal_form_tables.hpp"

namespace baton::inline v0::token {
namespace {

constexpr char32_t hangul_first = 0xAC00;
constexpr char32_t lead_first = 0x1100;
constexpr char32_t vowel_first = 0x1161;
constexpr char32_t trail_first = 0x11A7;  // one before the first: no trailing consonant is number 0
constexpr char32_t vowels = 21;
constexpr char32_t trails = 28;
constexpr char32_t hangul_count = 19 * vowels * trails;

struct Marked {
  char32_t code;
  std::uint8_t order;  // canonical combining class
};

std::uint8_t order_of(char32_t code) noexcept {
  if (code < 0x300) return 0;
  const auto* found = std::ranges::upper_bound(combining_orders, code, {}, &CombiningOrder::first);
  return found != std::begin(combining_orders) && code <= std::prev(found)->last ? std::prev(found)->order : std::uint8_t{0};
}

// The row of a code point in a sorted table, or null.
template <class Row, std::size_t Size>
const Row* look_up(const Row (&table)[Size], char32_t code) noexcept {
  const auto* found = std::ranges::lower_bound(table, code, {}, &Row::code);
  return found != std::end(table) && found->code == code ? found : nullptr;
}

void decompose(char32_t code, bool compatibly, std::vector<Marked>& out) {
  if (code < 0xA0) return out.push_back({code, 0});
  if (code - hangul_first < hangul_count) {
    const char32_t index = code - hangul_first;
    out.push_back({lead_first + index / (vowels * trails), 0});
    out.push_back({vowel_first + index % (vowels * trails) / trails, 0});
    if (index % trails != 0) out.push_back({trail_first + index % trails, 0});
    return;
  }
  if (compatibly) {
    const auto parts = compatible(code);
    for (const auto part : parts) decompose(part, true, out);
    if (!parts.empty()) return;
  }
  if (const auto* single = look_up(singletons, code)) return decompose(single->to, compatibly, out);
  const auto* pair = look_up(compositions, code);
  if (pair == nullptr) pair = look_up(excluded, code);
  if (pair == nullptr) return out.push_back({code, order_of(code)});
  decompose(pair->first, compatibly, out);
  decompose(pair->second, compatibly, out);
}

// What two code points become, or 0.
char32_t composed(char32_t first, char32_t second) {
  if (first - lead_first < 19 && second - vowel_first < vowels) return hangul_first + ((first - lead_first) * vowels + (second - vowel_first)) * trails;
  if (first - hangul_first < hangul_count && (first - hangul_first) % trails == 0 && second - trail_first - 1 < trails - 1) return first + (second - trail_first);
  static const auto pairs = [] {
    std::vector<Decomposition> sorted(std::begin(compositions), std::end(compositions));
    std::ranges::sort(sorted, [](const auto& a, const auto& b) { return std::pair(a.first, a.second) < std::pair(b.first, b.second); });
    return sorted;
  }();
  const auto found = std::ranges::lower_bound(pairs, std::pair<std::uint32_t, std::uint32_t>(first, second), {}, [](const auto& each) { return std::pair(each.first, each.second); });
  return found != pairs.end() && found->first == first && found->second == second ? char32_t{found->code} : 0;
}

void order_marks(std::vector<Marked>& codes) {
  for (auto begin = codes.begin(); begin != codes.end();) {
    begin = std::find_if(begin, codes.end(), [](const Marked& each) { return each.order != 0; });
    const auto end = std::find_if(begin, codes.end(), [](const Marked& each) { return each.order == 0; });
    std::stable_sort(begin, end, [](const Marked& a, const Marked& b) { return a.order < b.order; });
    begin = end;
  }
}

// Each mark combined with the last starter that nothing in between blocks.
void compose(std::vector<Marked>& codes) {
  constexpr auto none = static_cast<std::size_t>(-1);
  std::size_t starter = none;
  std::size_t kept = 0;
  for (const Marked each : codes) {
    const bool adjacent = starter != none && kept == starter + 1;
    const bool blocked = starter == none || (!adjacent && codes[kept - 1].order >= each.order);
    if (const char32_t both = blocked ? 0 : composed(codes[starter].code, each.code); both != 0) {
      codes[starter].code = both;
      continue;
    }
    if (each.order == 0) starter = kept;
    codes[kept++] = each;
  }
  codes.resize(kept);
}

void append_formed(std::vector<Marked>& codes, bool composes, std::string& out) {
  order_marks(codes);
  if (composes) compose(codes);
  for (const Marked each : codes) append_utf8(out, each.code);
  codes.clear();
}

}  // namespace

std::string to_form(std::string_view text, NormalForm form) {
  const bool composes = form == NormalForm::c || form == NormalForm::kc;
  const bool compatibly = form == NormalForm::kc || form == NormalForm::kd;
  std::string out;
  out.reserve(text.size());
  std::vector<Marked> codes;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const char* plain = std::find_if(at, end, [](char c) { return static_cast<signed char>(c) < 0; });
    // Nothing before an ASCII character combines with it, so that the text falls into parts there.
    if (plain != at) {
      append_formed(codes, composes, out);
      out.append(at, plain - 1);
      codes.push_back({static_cast<unsigned char>(plain[-1]), 0});
      at = plain;
      continue;
    }
    const auto code = decode_code(at, end);
    if (code.value == invalid_code) {
      append_formed(codes, composes, out);
      out += *at;
    } else {
      decompose(code.value, compatibly, codes);
    }
    at += code.size;
  }
  append_formed(codes, composes, out);
  return out;
}

}  // namespace baton::inline v0::token
