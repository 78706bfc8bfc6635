#include "document/code_lines.hpp"

#include <algorithm>
#include <array>

#include <baton/core/text.hpp>

#include "core/ascii.hpp"
#include "document/cut.hpp"
#include "document/ranked_cuts.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t max_head = 100;    ///< bytes of a block's first line in a scope
constexpr std::size_t max_blocks = 64;   ///< a scope has

constexpr std::array continuations = {
    std::string_view("end"),   std::string_view("else"),    std::string_view("elif"),
    std::string_view("elsif"), std::string_view("except"),  std::string_view("finally"),
    std::string_view("catch"), std::string_view("rescue"),  std::string_view("ensure"),
    std::string_view("fi"),    std::string_view("done"),    std::string_view("esac"),
};

constexpr std::array leaders = {
    std::string_view("//"), std::string_view("/*"), std::string_view("*"),  std::string_view("--"),
    std::string_view("#!"), std::string_view("# "), std::string_view("#["), std::string_view("@"),
    std::string_view(";;"), std::string_view("[["),
};

bool is_word(char c) { return ascii::is_alnum(c) || c == '_'; }

bool goes_on(std::string_view line) {
  if (std::string_view("})]{").find(line.front()) != std::string_view::npos) return true;
  return std::ranges::any_of(continuations, [&](std::string_view word) {
    return line.starts_with(word) && (line.size() == word.size() || !is_word(line[word.size()]));
  });
}

bool leads_on(std::string_view line) {
  return line == "#" || line.starts_with("template <") || line.starts_with("template<") ||
         std::ranges::any_of(leaders, [&](std::string_view mark) { return line.starts_with(mark); });
}

std::size_t columns(std::string_view indentation) {
  std::size_t count = 0;
  for (const char c : indentation) count += c == '\t' ? 4 : 1;
  return count;
}

std::string_view head_of(std::string_view line) {
  while (!line.empty() && (is_space(line.back()) || line.back() == '{' || line.back() == ':')) {
    line.remove_suffix(1);
  }
  return utf8_prefix(line, max_head);
}

}  // namespace

CodeLine code_line(std::string_view text, std::size_t begin) {
  CodeLine line;
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  std::size_t at = begin;
  while (at < end && (text[at] == ' ' || text[at] == '\t')) ++at;
  std::size_t last = end;
  while (last > at && is_space(text[last - 1])) --last;
  line.begin = begin;
  line.next = std::min(end + 1, text.size());
  line.indent = columns(text.substr(begin, at - begin));
  line.text = text.substr(at, last - at);
  if (line.text.empty()) return line;
  line.closes = goes_on(line.text);
  line.leads = leads_on(line.text);
  return line;
}

std::vector<RankedCut> code_cuts(std::string_view text) {
  std::vector<RankedCut> cuts;
  bool blank_before = true;
  bool led = false;  // the line before belongs to this one
  for (std::size_t at = 0; at < text.size();) {
    const CodeLine line = code_line(text, at);
    at = line.next;
    if (line.text.empty()) {
      blank_before = true;
      led = false;
      continue;
    }
    // A blank line is worth less than a step of the indentation.
    if (!line.closes && !led) cuts.push_back({line.begin, 2 * line.indent + (blank_before ? 0 : 1)});
    blank_before = false;
    led = line.leads;
  }
  return cuts;
}

std::string CodeScope::at(std::size_t offset) {
  while (line_.next <= offset && line_.next < text_.size()) {
    take(line_);
    line_ = code_line(text_, line_.next);
  }
  std::size_t first = offset;  // the place's own line may be further on
  while (first < text_.size() && is_space(text_[first])) ++first;
  if (first == text_.size()) return {};
  std::size_t begin = first;
  while (begin > line_.begin && is_space(text_[begin - 1]) && text_[begin - 1] != '\n') --begin;
  const bool own_line = begin == 0 || text_[begin - 1] == '\n';
  const std::size_t own = own_line ? columns(text_.substr(begin, first - begin)) : line_.indent;
  std::string scope;
  for (const Block& block : blocks_) {
    if (block.indent >= own) break;
    if (!scope.empty()) scope += " > ";
    scope += block.head;
  }
  return scope;
}

void CodeScope::take(const CodeLine& line) {
  if (line.text.empty() || line.closes || line.leads) return;
  while (!blocks_.empty() && blocks_.back().indent >= line.indent) blocks_.pop_back();
  if (blocks_.size() < max_blocks) blocks_.push_back({line.indent, head_of(line.text)});
}

}  // namespace baton::inline v0::detail
