#include "document/main_content.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t fewest_links = 4;  ///< of a menu
/// A menu has at least four fifths of its bytes in links.
constexpr std::size_t link_share = 5;
constexpr std::size_t least_share = 4;  ///< a quarter of the page

constexpr std::array<std::string_view, 3> frame_elements = {"header", "footer", "aside"};
constexpr std::array<std::string_view, 5> frame_roles = {"banner", "contentinfo", "complementary", "navigation", "search"};
constexpr std::array<std::string_view, 7> block_elements = {"div", "ul", "ol", "dl", "section", "form", "table"};

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::size_t bytes_of(const std::vector<PageRange>& ranges) {
  std::size_t bytes = 0;
  for (const PageRange& range : ranges) bytes += range.end - range.begin;
  return bytes;
}

/// Ascending, without those that lie in others.
std::vector<PageRange> outermost(std::vector<PageRange> ranges) {
  std::ranges::sort(ranges, [](const PageRange& a, const PageRange& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<PageRange> out;
  for (const PageRange& range : ranges) {
    if (out.empty() || range.begin >= out.back().end) out.push_back(range);
  }
  return out;
}

std::vector<PageRange> of_kind(const std::vector<PageRange>& ranges, PageRange::Kind kind) {
  std::vector<PageRange> out;
  std::ranges::copy_if(ranges, std::back_inserter(out), [&](const PageRange& range) { return range.kind == kind; });
  return outermost(std::move(out));
}

/// What lies between the ranges of a page of `size` bytes.
std::vector<PageRange> complement(const std::vector<PageRange>& ranges, std::size_t size) {
  std::vector<PageRange> out;
  std::size_t at = 0;
  for (const PageRange& range : ranges) {
    if (range.begin > at) out.push_back({.begin = at, .end = range.begin});
    at = range.end;
  }
  if (at < size) out.push_back({.begin = at, .end = size});
  return out;
}

/// The ranges that are kept.
std::vector<PageRange> kept_ranges(const std::vector<PageRange>& ranges, std::size_t size) {
  const auto enough = [&](const std::vector<PageRange>& some) { return bytes_of(some) * least_share >= size; };
  if (auto marked = of_kind(ranges, PageRange::Kind::main); !marked.empty() && enough(marked)) return marked;
  const auto articles = of_kind(ranges, PageRange::Kind::article);
  if (articles.size() == 1 && enough(articles)) return articles;
  std::vector<PageRange> around;
  std::ranges::copy_if(ranges, std::back_inserter(around), [](const PageRange& range) {
    return range.kind == PageRange::Kind::frame || range.kind == PageRange::Kind::links;
  });
  auto rest = complement(outermost(std::move(around)), size);
  if (enough(rest)) return rest;
  return {{.begin = 0, .end = size}};
}

/// Copies the kept bytes, with at most one blank line where something was cut out.
class PageCutter {
 public:
  explicit PageCutter(const PageText& page) : page_(page) {}

  void keep(const PageRange& range) {
    for (; at_ < range.begin; ++at_) line_ += page_.text[at_] == '\n' ? 1U : 0U;
    fresh_ = true;
    for (; at_ < range.end; ++at_) take(page_.text[at_]);
  }

  PageText done() { return std::move(out_); }

 private:
  void take(char c) {
    if (c == '\n') {
      ++line_;
      ++newlines_;
      return;
    }
    if (std::exchange(fresh_, false)) newlines_ = out_.text.empty() ? 1 : 2;
    for (; newlines_ > 0; --newlines_) {
      if (!out_.text.empty()) out_.text += '\n';
      out_.lines.push_back(page_.lines[std::min(line_, page_.lines.size() - 1)]);
    }
    out_.text += c;
  }

  const PageText& page_;
  PageText out_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::size_t newlines_ = 0;  ///< that are not written yet
  bool fresh_ = true;         ///< nothing of the range is written
};

}  // namespace

void PageRanges::open(std::string_view name, std::string_view role, std::size_t at) {
  Open block{.name = std::string(name), .begin = at, .link_bytes = link_bytes_, .links = links_};
  if (name == "main" || role == "main") {
    block.kind = PageRange::Kind::main;
    block.content = true;
  } else if (name == "article") {
    block.kind = PageRange::Kind::article;
    block.content = true;
  } else if (within_content_ == 0 && (is_one_of(frame_elements, name) || is_one_of(frame_roles, role))) {
    block.kind = PageRange::Kind::frame;
  } else if (!is_one_of(block_elements, name)) {
    return;
  }
  if (block.content) ++within_content_;
  open_.push_back(std::move(block));
}

void PageRanges::close(std::string_view name, std::size_t at) {
  if (open_.empty() || open_.back().name != name) return;
  const Open block = std::move(open_.back());
  open_.pop_back();
  if (block.content) --within_content_;
  if (at <= block.begin) return;
  const std::size_t linked = link_bytes_ - block.link_bytes;
  const bool menu = links_ - block.links >= fewest_links && linked * link_share >= (at - block.begin) * (link_share - 1);
  if (block.kind == PageRange::Kind::links && !menu) return;
  found_.push_back({block.kind, block.begin, at});
}

PageText main_content(PageText page, const std::vector<PageRange>& ranges) {
  if (page.lines.empty() || ranges.empty()) return page;
  const std::vector<PageRange> kept = kept_ranges(ranges, page.text.size());
  if (kept.size() == 1 && kept[0].begin == 0 && kept[0].end == page.text.size()) return page;
  PageCutter cutter(page);
  for (const PageRange& range : kept) cutter.keep(range);
  return cutter.done();
}

}  // namespace baton::inline v0::detail
