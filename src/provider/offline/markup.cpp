#include <algorithm>
#include <array>

#include "provider/offline/sentences.hpp"
#include "provider/offline/unicode.hpp"

namespace baton::inline v0::offline {
namespace {

constexpr std::size_t longest_link = 2048;

constexpr std::array<std::string_view, 34> tags = {
    "a",  "abbr", "b",  "blockquote", "br", "center", "code", "dd",  "details", "div",    "dl", "dt",
    "em", "font", "h1", "h2",         "h3", "h4",     "hr",   "i",   "img",     "kbd",    "li", "ol",
    "p",  "pre",  "span", "strong",   "sub", "summary", "sup", "td", "tr",      "ul"};

// The size of a known HTML tag or comment at the front, else 0.
std::size_t tag_size(std::string_view text) {
  const auto close = text.substr(0, longest_link).find('>');
  if (close == std::string_view::npos) return 0;
  if (text.starts_with("<!--")) {
    const auto end = text.substr(0, longest_link).find("-->");
    return end == std::string_view::npos ? 0 : end + 3;
  }
  std::size_t at = text.size() > 1 && text[1] == '/' ? 2 : 1;
  std::string name;
  while (at < close && is_ascii_alnum(static_cast<unsigned char>(text[at])) && name.size() < 16) {
    name += static_cast<char>(lower(static_cast<unsigned char>(text[at++])));
  }
  return std::ranges::find(tags, name) != tags.end() ? close + 1 : 0;
}

// "[text](target)" at the front: the size of all of it and the text.
struct Link {
  std::size_t size = 0;
  std::string_view text;
};

Link link_at(std::string_view text) {
  const auto head = text.substr(0, longest_link);
  const auto close = head.find(']');
  if (close == std::string_view::npos || close + 1 >= head.size()) return {};
  const char open = head[close + 1];
  if (open != '(' && open != '[') return {};
  const auto end = head.find(open == '(' ? ')' : ']', close + 2);
  if (end == std::string_view::npos) return {};
  return {end + 1, head.substr(1, close - 1)};
}

// The size of a run of '*' that opens or closes emphasis: beside a word on at least one side.
// Underscores stay, because "__init__" and "max_tokens" are names.
std::size_t emphasis_at(std::string_view text, std::size_t at) noexcept {
  std::size_t end = at;
  while (end < text.size() && text[end] == '*' && end - at < 3) ++end;
  const bool left = at > 0 && text[at - 1] != ' ';
  const bool right = end < text.size() && text[end] != ' ';
  return left || right ? end - at : 0;
}

// One piece of markup or one character: what it becomes, and its size.
struct Step {
  std::size_t size = 1;
  std::string text;
};

// `last_tick` is the last back tick, so that an unclosed one is not searched for again and again.
Step code_span(std::string_view text, std::size_t at, std::size_t last_tick) {
  const auto end = at < last_tick ? text.find('`', at + 1) : at;
  const auto size = end > at + 1 ? end - at + 1 : 1;
  return {size, std::string(text.substr(at, size))};
}

Step link(std::string_view text, std::size_t at) {
  const std::size_t image = text[at] == '!' ? 1 : 0;
  const Link found = link_at(text.substr(at + image));
  if (found.size == 0) return {1, std::string(1, text[at])};
  return {found.size + image, image != 0 ? "" : std::string(found.text)};
}

Step step(std::string_view text, std::size_t at, std::size_t last_tick) {
  const char c = text[at];
  const char next = at + 1 < text.size() ? text[at + 1] : ' ';
  if (c == '`') return code_span(text, at, last_tick);
  if (c == '\\' && next != '\\' && is_punctuation(static_cast<unsigned char>(next))) return {2, {next}};
  if (c == '[' || (c == '!' && next == '[')) return link(text, at);
  std::size_t drop = 0;
  if (c == '<') drop = tag_size(text.substr(at));
  if (c == '*') drop = emphasis_at(text, at);
  if (drop > 0) return {drop, {}};
  return {1, {c}};
}

}  // namespace

std::string strip_markup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const std::size_t last_tick = text.find('`') == std::string_view::npos ? 0 : text.rfind('`');
  for (std::size_t at = 0; at < text.size();) {
    auto [size, kept] = step(text, at, last_tick);
    out += kept;
    at += size;
  }
  return out;
}

}  // namespace baton::inline v0::offline
