#include <algorithm>
#include <utility>

#include "provider/offline/prompt_reader.hpp"
#include "provider/offline/sentences.hpp"

namespace baton::inline v0::offline {
namespace {

constexpr std::size_t longest_item = 240;
constexpr std::size_t code_lines = 12;

std::size_t indent(std::string_view line) noexcept {
  std::size_t width = 0;
  for (const char c : line) {
    if (c != ' ' && c != '\t') break;
    width += c == '\t' ? 4 : 1;
  }
  return width;
}

bool is_fence(std::string_view line) noexcept {
  line = trim(line);
  return line.starts_with("```") || line.starts_with("~~~");
}

// The bytes of a list marker ("- ", "12. ") at the front of a trimmed line, else 0.
std::size_t marker(std::string_view line) noexcept {
  if (line.size() > 1 && std::string_view("-*+").find(line[0]) != std::string_view::npos && line[1] == ' ') return 2;
  if (line.starts_with("\u2022")) return 3;
  std::size_t digits = 0;
  while (digits < line.size() && digits < 4 && line[digits] >= '0' && line[digits] <= '9') ++digits;
  if (digits == 0 || digits + 1 >= line.size()) return 0;
  return (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ' ? digits + 2 : 0;
}

// A line of one repeated sign: a rule, an underline, a table's frame.
bool is_rule(std::string_view line) noexcept {
  line = trim(line);
  return line.size() >= 3 && line.find_first_not_of("-=~^*_+|: ") == std::string_view::npos;
}

std::size_t hashes(std::string_view line) noexcept {
  const auto end = std::min(line.find_first_not_of('#'), line.size());
  return end > 0 && end <= 6 && end < line.size() && line[end] == ' ' ? end : 0;
}

// Signs that code is full of and prose is not.
bool looks_like_code(std::string_view line) noexcept {
  line = trim(line);
  if (line.starts_with("$ ") || line.starts_with("#include") || line.ends_with(';') || line.ends_with('{')) return true;
  const auto signs = std::ranges::count_if(line, [](char c) {
    return std::string_view("(){}[];=<>|&$/\\").find(c) != std::string_view::npos;
  });
  return !line.ends_with('.') && signs * 12 > static_cast<std::ptrdiff_t>(line.size());
}

// A short line alone between blank ones and without a stop is a title in plain text.
bool is_title(std::string_view line) noexcept {
  line = trim(line);
  if (line.size() < 3 || line.size() > 60 || looks_like_code(line)) return false;
  const char first = line.front();
  const bool starts = (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9');
  return starts && std::string_view(".:;,?!)`").find(line.back()) == std::string_view::npos;
}

// "[Title](target)" and no more: an entry of a table of contents, which answers nothing.
bool is_bare_link(std::string_view text) noexcept {
  text = trim(text);
  const auto middle = text.find("](");
  return text.starts_with('[') && text.ends_with(')') && middle != std::string_view::npos &&
         text.find(')', middle) + 1 == text.size();
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : lines_(split_lines(text)) {}

  std::vector<Unit> run() {
    while (at_ < lines_.size()) line();
    flush();
    return std::move(units_);
  }

 private:
  [[nodiscard]] bool blank(std::size_t at) const noexcept {
    return at >= lines_.size() || trim(lines_[at]).empty();
  }

  void line() {
    const auto raw = lines_[at_];
    const auto text = trim(raw);
    if (is_fence(raw)) return fenced();
    if (text.empty()) return skip();
    if (hashes(text) > 0) return heading(text.substr(hashes(text)));
    if (is_rule(text)) return skip();
    if (text.starts_with('|')) return row(text);
    if (const auto size = marker(text); size > 0) return item(text.substr(size));
    const bool starts = buffer_.empty() && !in_item_;
    if (starts && indent(raw) >= 4 && looks_like_code(raw)) return indented();
    const bool underlined = at_ + 1 < lines_.size() && is_rule(lines_[at_ + 1]) && !lines_[at_ + 1].starts_with(' ');
    if (buffer_.empty() && underlined && !text.ends_with('.')) return heading(text);
    const bool alone = (at_ == 0 || blank(at_ - 1)) && blank(at_ + 1) && at_ + 1 < lines_.size();
    if (starts && alone && indent(raw) == 0 && is_title(text)) return heading(text);
    add(text.starts_with("> ") ? text.substr(2) : text);
  }

  // Takes all blank lines that follow as well, so that looking ahead over them stays linear.
  void skip() {
    flush();
    do ++at_;
    while (at_ < lines_.size() && blank(at_));
  }

  void add(std::string_view text) {
    if (!buffer_.empty()) buffer_ += ' ';
    buffer_ += text;
    ++at_;
  }

  void heading(std::string_view text) {
    flush();
    heading_ = strip_markup(trim(text));
    while (heading_.ends_with('#') || heading_.ends_with(' ')) heading_.pop_back();
    ++paragraph_;
    push(UnitKind::heading, heading_);
    ++at_;
  }

  void item(std::string_view text) {
    if (!in_list_) ++paragraph_;
    flush_text();
    in_item_ = true;
    in_list_ = true;
    add(text);
  }

  void row(std::string_view text) {
    flush();
    text.remove_prefix(1);
    if (text.ends_with('|')) text.remove_suffix(1);
    push(UnitKind::row, strip_markup(trim(text)));
    ++at_;
  }

  void fenced() {
    flush();
    const auto fence = trim(lines_[at_]).substr(0, 3);
    std::vector<std::string_view> code;
    while (++at_ < lines_.size() && !trim(lines_[at_]).starts_with(fence)) code.push_back(lines_[at_]);
    ++at_;
    push_code(code);
  }

  void indented() {
    flush();
    std::vector<std::string_view> code;
    while (at_ < lines_.size() && !blank(at_) && indent(lines_[at_]) >= 4) code.push_back(lines_[at_++]);
    push_code(code);
  }

  // Long listings are quoted in parts.
  void push_code(const std::vector<std::string_view>& code) {
    for (std::size_t from = 0; from < code.size(); from += code_lines) {
      std::string text;
      for (std::size_t i = from; i < std::min(code.size(), from + code_lines); ++i) {
        text.append(text.empty() ? "" : "\n").append(code[i]);
      }
      if (!trim(text).empty()) push(UnitKind::code, std::move(text));
    }
  }

  void flush() {
    flush_text();
    // A blank line does not end a list when another item follows it.
    std::size_t next = at_;
    while (next < lines_.size() && blank(next)) ++next;
    const bool goes_on = next < lines_.size() && marker(trim(lines_[next])) > 0;
    if (!goes_on) in_list_ = false;
  }

  void flush_text() {
    const bool item = std::exchange(in_item_, false);
    const auto raw = std::exchange(buffer_, {});
    const auto text = strip_markup(raw);
    if (trim(text).empty()) return;
    if (!item) ++paragraph_;
    if (is_bare_link(raw)) return push(UnitKind::heading, text);
    if (item && text.size() <= longest_item) return push(UnitKind::item, text);
    for (auto& sentence : split_sentences(text)) {
      push(UnitKind::sentence, std::move(sentence));
    }
  }

  void push(UnitKind kind, std::string text) {
    units_.push_back({kind, std::move(text), paragraph_, kind == UnitKind::heading ? std::string() : heading_});
  }

  std::vector<std::string_view> lines_;
  std::vector<Unit> units_;
  std::string buffer_;
  std::string heading_;
  std::size_t at_ = 0;
  std::size_t paragraph_ = 0;
  bool in_item_ = false;
  bool in_list_ = false;
};

}  // namespace

std::vector<Unit> split_units(std::string_view text) { return Splitter(text).run(); }

}  // namespace baton::inline v0::offline
