#include "document/html_text.hpp"

#include <algorithm>
#include <array>

#include "document/cut.hpp"

namespace baton::inline v0::detail {
namespace {

template <std::size_t size>
bool any_of(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 12> hiding = {"script",   "style",  "nav",    "template",
                                                     "noscript", "iframe", "object", "select",
                                                     "button",   "svg",    "math",   "canvas"};
/// Set off by a blank line.
constexpr std::array<std::string_view, 17> paragraphs = {
    "p",  "h1", "h2",    "h3", "h4",      "h5",         "h6",      "pre",   "ul",
    "ol", "dl", "table", "hr", "section", "blockquote", "article", "figure"};
/// On lines of their own.
constexpr std::array<std::string_view, 21> lines_of_their_own = {
    "div",    "li",         "dt",      "dd",      "tr",      "body",     "main",
    "header", "footer",     "aside",   "address", "form",    "head",     "thead",
    "tbody",  "figcaption", "details", "summary", "caption", "fieldset", "center"};

/// Deeper lists are not indented further, or nesting would multiply the text.
constexpr std::size_t max_indent_levels = 8;

unsigned heading_level(std::string_view name) {
  const bool heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
  return heading ? static_cast<unsigned>(name[1] - '0') : 0;
}

unsigned newlines_around(std::string_view name) {
  if (any_of(paragraphs, name)) return 2;
  return any_of(lines_of_their_own, name) ? 1 : 0;
}

/// Text that Markdown would take for a heading or a fence.
bool needs_escape(std::string_view word) {
  return word.find_first_not_of('#') == std::string_view::npos || word.starts_with("```") ||
         word.starts_with("~~~");
}

}  // namespace

void HtmlText::open(std::string_view name, std::string_view role, std::uint32_t line) {
  if (any_of(hiding, name)) hidden_.emplace_back(name);
  if (!hidden_.empty()) return;
  if (tables_ == 0) ranges_.open(name, role, text_.size());
  if (name == "title") {
    in_title_ = true;
  } else if (name == "a") {
    close_link();
    in_link_ = true;
    ranges_.begin_link();
  } else if (name == "br") {
    if (heading_ != 0 || tables_ != 0)
      pending_space_ = true;
    else if (pre_ != 0)
      put_verbatim("\n", line);
    else
      pending_newlines_ = std::max(pending_newlines_, 1U);
  } else if (name == "td" || name == "th") {
    if (link_shown_) close_link();
    if (cells_++ > 0) put(" | ", line);
    pending_space_ = false;
  } else {
    open_block(name, line);
  }
}

void HtmlText::open_block(std::string_view name, std::uint32_t line) {
  // Paragraphs in a table cell would tear its row apart.
  const bool in_row =
      tables_ != 0 && name != "tr" && name != "table" && name != "pre" && heading_level(name) == 0;
  if (in_row && newlines_around(name) != 0)
    pending_space_ = true;
  else
    start_block(newlines_around(name));
  if (name == "tr") cells_ = 0;
  if (name == "table") {
    ++tables_;
    first_row_ = true;
  }
  if (name == "ul" || name == "ol") {
    if (!lists_.empty()) pending_newlines_ = std::min(pending_newlines_, 1U);
    lists_.push_back({name == "ol", 0});
  }
  if (name == "li") start_item(line);
  if (name == "pre" && pre_++ == 0) {
    put("```\n", line);
    fresh_pre_ = true;
  }
  if (const unsigned level = heading_level(name); level != 0) {
    heading_ = level;
    put(std::string(level, '#') + " ", line);
  }
}

void HtmlText::close(std::string_view name) {
  if (!hidden_.empty()) {
    if (hidden_.back() == name) hidden_.pop_back();
    return;
  }
  if (name == "title")
    in_title_ = false;
  else if (name == "a")
    close_link();
  else
    close_block(name);
  if (tables_ == 0) ranges_.close(name, text_.size());
}

void HtmlText::close_link() {
  if (link_shown_) {
    const unsigned newlines = std::exchange(pending_newlines_, 0);
    put("](" + address_ + ")", lines_.back());
    pending_newlines_ = newlines;
  }
  address_.clear();
  in_link_ = link_shown_ = false;
}

/// Under the head of a table that has columns, as Markdown has it.
void HtmlText::put_rule() {
  if (!std::exchange(first_row_, false) || cells_ < 2) return;
  std::string rule = "---";
  for (unsigned cell = 1; cell < cells_; ++cell) rule += "|---";
  const std::uint32_t line = lines_.empty() ? 1 : lines_.back();
  put("\n", line);
  put(rule, line);
}

void HtmlText::close_block(std::string_view name) {
  if (name == "pre" && pre_ > 0 && --pre_ == 0) {
    const std::uint32_t line = lines_.empty() ? 1 : lines_.back();
    if (!text_.ends_with('\n')) put("\n", line);
    put("```", line);
    fresh_pre_ = false;
  }
  if (heading_level(name) != 0) heading_ = 0;
  if (name == "tr") put_rule();
  if (name == "table" && tables_ > 0) --tables_;
  if ((name == "ul" || name == "ol") && !lists_.empty()) {
    lists_.pop_back();
    if (!lists_.empty()) return start_block(1);
  }
  if (tables_ == 0 || name == "tr")
    start_block(newlines_around(name));
  else if (newlines_around(name) != 0)
    pending_space_ = true;
}

void HtmlText::start_block(unsigned newlines) {
  if (newlines == 0) return;
  if (link_shown_) close_link();
  pending_newlines_ = std::max(pending_newlines_, newlines);
  pending_space_ = pending_break_ = false;
}

void HtmlText::start_item(std::uint32_t line) {
  std::string mark = "- ";
  const std::size_t level = std::min(lists_.size(), max_indent_levels);
  if (!lists_.empty() && lists_.back().ordered) mark = std::to_string(++lists_.back().items) + ". ";
  put(std::string(level > 1 ? 2 * (level - 1) : 0, ' ') + mark, line);
}

void HtmlText::characters(std::string_view text, std::uint32_t line) {
  if (!hidden_.empty()) return;
  if (in_title_) {
    title_ += text;
    return;
  }
  if (pre_ != 0) return put_verbatim(text, line);
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      pending_space_ = true;
      if (text[at] == '\n') {
        pending_break_ = true;
        ++line;
      }
      ++at;
      continue;
    }
    const auto end = static_cast<std::size_t>(
        std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_space) -
        text.begin());
    put_word(text.substr(at, end - at), line);
    at = end;
  }
}

void HtmlText::image(std::string_view alt, std::uint32_t line) { characters(alt, line); }

void HtmlText::put_word(std::string_view word, std::uint32_t line) {
  const bool fresh = text_.empty() || pending_newlines_ != 0;
  if (!fresh && pending_space_ && !text_.ends_with(' ') && !text_.ends_with('\n')) {
    put(pending_break_ && heading_ == 0 && tables_ == 0 ? "\n" : " ", line);
  }
  flush_breaks();
  if (heading_ == 0 && (text_.empty() || text_.ends_with('\n')) && needs_escape(word))
    put("\\", line);
  if (in_link_) ranges_.link(word.size() + 1);
  if (!address_.empty() && heading_ == 0 && !std::exchange(link_shown_, true)) put("[", line);
  for (std::size_t bar = word.find('|'); tables_ != 0 && bar != std::string_view::npos; bar = word.find('|')) {
    put(std::string(word.substr(0, bar)) + "\\|", line);
    word.remove_prefix(bar + 1);
  }
  put(word, line);
  if (heading_ != 0 && title_.empty() && first_heading_.size() < 200) {
    if (!first_heading_.empty() && pending_space_) first_heading_ += ' ';
    first_heading_ += word;
  }
  pending_space_ = pending_break_ = false;
}

void HtmlText::put_verbatim(std::string_view text, std::uint32_t line) {
  if (fresh_pre_ && text.starts_with('\n')) {
    text.remove_prefix(1);
    ++line;
  }
  if (!text.empty()) fresh_pre_ = false;
  put(text, line);
}

void HtmlText::flush_breaks() {
  if (pending_newlines_ == 0) return;
  trim_line();
  if (!text_.empty()) {
    unsigned have = text_.ends_with("\n\n") ? 2 : text_.ends_with('\n') ? 1 : 0;
    for (; have < pending_newlines_; ++have) {
      if (text_.ends_with('\n')) lines_.push_back(lines_.back());
      text_ += '\n';
    }
  }
  pending_newlines_ = 0;
}

/// Takes trailing spaces off, and the line itself if it was nothing else.
void HtmlText::trim_line() {
  if (!text_.ends_with(' ')) return;
  while (text_.ends_with(' ')) text_.pop_back();
  if (text_.empty() || text_.ends_with('\n')) lines_.pop_back();
}

void HtmlText::put(std::string_view text, std::uint32_t line) {
  flush_breaks();
  while (!text.empty()) {
    if (text_.empty() || text_.ends_with('\n'))
      lines_.push_back(std::max(line, lines_.empty() ? 1U : lines_.back()));
    const std::size_t newline = text.find('\n');
    const std::size_t size = newline == std::string_view::npos ? text.size() : newline + 1;
    text_ += text.substr(0, size);
    text.remove_prefix(size);
    ++line;
  }
}

PageText HtmlText::take_page() { return {std::move(text_), std::move(lines_)}; }

std::string HtmlText::title() const {
  const std::string& from = title_.empty() ? first_heading_ : title_;
  std::string out;
  for (const char c : from) {
    if (!is_space(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace baton::inline v0::detail
