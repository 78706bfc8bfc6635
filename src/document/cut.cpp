#include "document/cut.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <baton/core/text.hpp>

namespace baton::inline v0::detail {
namespace {

constexpr unsigned rank_line = 1;
constexpr unsigned rank_paragraph = 2;
constexpr unsigned rank_block = 3;

/// Types under "text/" that are prose or are laid out like it.
constexpr std::array prose = {
    std::string_view("text/plain"),     std::string_view("text/troff"),
    std::string_view("text/asciidoc"),  std::string_view("text/x-rst"),
    std::string_view("text/x-texinfo"), std::string_view("text/x-tex"),
    std::string_view("text/x-org"),     std::string_view("text/x-pod"),
};

/// The position of the last newline in [lower, upper), or upper.
std::size_t last_newline(std::string_view text, std::size_t lower, std::size_t upper) {
  const void* found = ::memrchr(text.data() + lower, '\n', upper - lower);
  return found == nullptr ? upper
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

bool blank_before(std::string_view text, std::size_t line_start) {
  std::size_t at = line_start - 1;  // the newline that ends the line before
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t' || text[at - 1] == '\r')) --at;
  return at == 0 || text[at - 1] == '\n';
}

/// Whether a sentence ends before the space at `at`: its mark, perhaps in quotes or brackets.
bool mark_stands_before(std::string_view text, std::size_t at) {
  while (at > 0 && std::string_view("\"')]").find(text[at - 1]) != std::string_view::npos) --at;
  return at > 0 && (text[at - 1] == '.' || text[at - 1] == '!' || text[at - 1] == '?');
}

/// Whether a full-width sentence mark of Chinese and Japanese ends before `at`.
bool wide_mark_stands_before(std::string_view text, std::size_t at) {
  if (at < 3) return false;
  const std::string_view mark = text.substr(at - 3, 3);
  return mark == "\u3002" || mark == "\uFF01" || mark == "\uFF1F";
}

}  // namespace

Grammar grammar_of(std::string_view media_type) noexcept {
  if (media_type == "text/markdown" || media_type == "text/html") return Grammar::markdown;
  if (!media_type.starts_with("text/")) return Grammar::text;
  const bool is_prose = std::find(prose.begin(), prose.end(), media_type) != prose.end();
  return is_prose ? Grammar::text : Grammar::code;
}

Cut CutFinder::find(std::size_t lower, std::size_t upper) const {
  if (grammar_ == Grammar::markdown) {
    if (const std::size_t at = last_heading(lower, upper); at != 0) return {at, true};
  }
  if (const std::size_t at = last_line(lower, upper); at != 0) return {at};
  if (const std::size_t at = last_word(lower, upper); at != 0) return {at};
  return {utf8_floor(text_, upper)};
}

std::size_t CutFinder::last_heading(std::size_t lower, std::size_t upper) const {
  const auto& headings = outline_.headings;
  const auto after =
      std::upper_bound(headings.begin(), headings.end(), upper,
                       [](std::size_t at, const auto& heading) { return at < heading.offset; });
  if (after == headings.begin()) return 0;
  const std::size_t offset = std::prev(after)->offset;
  return offset > lower ? offset : 0;
}

bool CutFinder::in_fence(std::size_t at) const {
  const auto& fences = outline_.fences;
  const auto after =
      std::upper_bound(fences.begin(), fences.end(), at,
                       [](std::size_t point, const auto& fence) { return point <= fence.begin; });
  return after != fences.begin() && at < std::prev(after)->end;
}

unsigned CutFinder::rank_of_line(std::size_t start) const {
  if (!blank_before(text_, start)) return rank_line;
  if (grammar_ == Grammar::markdown) return in_fence(start) ? rank_line : rank_block;
  if (grammar_ == Grammar::text) return rank_block;
  const bool top_level = !is_space(text_[start]) &&
                         std::string_view("})]").find(text_[start]) == std::string_view::npos;
  return top_level ? rank_block : rank_paragraph;
}

std::size_t CutFinder::last_line(std::size_t lower, std::size_t upper) const {
  std::size_t best = 0;
  unsigned best_rank = 0;
  for (std::size_t end = upper;;) {
    const std::size_t newline = last_newline(text_, lower, end);
    if (newline == end) return best;
    const unsigned rank = rank_of_line(newline + 1);
    if (rank > best_rank) {
      best = newline + 1;
      best_rank = rank;
    }
    if (best_rank == rank_block) return best;
    end = newline;
  }
}

std::size_t CutFinder::last_word(std::size_t lower, std::size_t upper) const {
  std::size_t word = 0;
  for (std::size_t at = upper; at > lower; --at) {
    if (grammar_ != Grammar::code && wide_mark_stands_before(text_, at)) return at;
    if (!is_space(text_[at - 1])) continue;
    if (word == 0) word = at;
    if (grammar_ == Grammar::code) break;
    if (mark_stands_before(text_, at - 1)) return at;
  }
  return word;
}

std::size_t CutFinder::overlap_start(std::size_t from, std::size_t to) const {
  // The first half only, or little would be left to overlap.
  const void* newline = std::memchr(text_.data() + from, '\n', (to - from) / 2);
  std::size_t at = newline != nullptr
                       ? static_cast<std::size_t>(static_cast<const char*>(newline) - text_.data())
                       : from;
  if (newline == nullptr) {
    const auto* const begin = text_.begin() + static_cast<std::ptrdiff_t>(from);
    const auto* const space =
        std::find_if(begin, text_.begin() + static_cast<std::ptrdiff_t>(to), is_space);
    at = static_cast<std::size_t>(space - text_.begin());
    if (at == to) at = utf8_ceil(text_, from);
  }
  while (at < to && is_space(text_[at])) ++at;
  return std::min(at, to);
}

}  // namespace baton::inline v0::detail
