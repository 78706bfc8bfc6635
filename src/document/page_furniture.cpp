#include "document/page_furniture.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "document/markdown_writer.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t edge_lines = 3;    ///< at the top and at the bottom of a page
constexpr std::size_t longest_line = 200;
constexpr std::size_t fewest_pages = 3;
constexpr std::size_t most_numbers = 4;  ///< of a line that are tried as the number of the page

bool is_digit_char(char c) { return c >= '0' && c <= '9'; }

/// What a line may have in common with others: its text, and its text with one number in it counted from the
/// page: "page #0 of 12" for "page 3 of 12" on the third page.
std::vector<std::string> keys_of(std::string_view line, std::size_t page) {
  const std::string_view text = trimmed(line);
  std::vector<std::string> keys = {std::string(text)};
  for (std::size_t at = 0; at < text.size() && keys.size() <= most_numbers;) {
    if (!is_digit_char(text[at])) {
      ++at;
      continue;
    }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    const auto stop = static_cast<std::size_t>(end - text.data());
    if (error == std::errc())
      keys.push_back(std::string(text.substr(0, at)) + '\0' + std::to_string(value - static_cast<std::int64_t>(page)) + std::string(text.substr(stop)));
    at = std::max(stop, at + 1);
  }
  return keys;
}

/// The lines at the edges of one page, [begin, end) of the lines: the top ones, and the bottom ones.
using Edges = std::pair<std::vector<std::size_t>, std::vector<std::size_t>>;

Edges edges_of(const std::vector<PageLine>& lines, std::size_t begin, std::size_t end) {
  std::vector<std::size_t> seen;
  for (std::size_t at = begin; at < end; ++at) {
    if (!trimmed(lines[at].text).empty()) seen.push_back(at);
  }
  const auto count = static_cast<std::ptrdiff_t>(std::min(edge_lines, seen.size()));
  return {{seen.begin(), seen.begin() + count}, {seen.end() - count, seen.end()}};
}

/// Marks the lines whose keys come on enough pages. All are at the same edge.
void mark_common(const std::vector<PageLine>& lines, const std::vector<std::size_t>& edge, std::size_t pages, std::vector<bool>& marked) {
  std::map<std::string, std::set<std::size_t>, std::less<>> found;
  const auto each_key = [&](auto take) {
    for (const std::size_t at : edge) {
      if (lines[at].text.size() > longest_line || lines[at].text.starts_with('#')) continue;  // a heading of slides
      for (std::string& key : keys_of(lines[at].text, lines[at].page)) take(at, std::move(key));
    }
  };
  each_key([&](std::size_t at, std::string key) { found[std::move(key)].insert(lines[at].page); });
  each_key([&](std::size_t at, const std::string& key) {
    const std::size_t on = found.find(key)->second.size();
    if (on >= fewest_pages && on * 5 >= pages * 2) marked[at] = true;
  });
}

}  // namespace

std::vector<bool> page_furniture(const std::vector<PageLine>& lines) {
  std::vector<bool> marked(lines.size());
  std::vector<std::size_t> tops;
  std::vector<std::size_t> bottoms;
  std::size_t pages = 0;
  for (std::size_t begin = 0; begin < lines.size(); ++pages) {
    std::size_t end = begin;
    while (end < lines.size() && lines[end].page == lines[begin].page) ++end;
    const Edges edges = edges_of(lines, begin, end);
    tops.insert(tops.end(), edges.first.begin(), edges.first.end());
    bottoms.insert(bottoms.end(), edges.second.begin(), edges.second.end());
    begin = end;
  }
  if (pages < fewest_pages) return marked;
  mark_common(lines, tops, pages, marked);
  mark_common(lines, bottoms, pages, marked);
  return marked;
}

}  // namespace baton::inline v0::detail
