#include "document/json_path.hpp"

#include "document/cut.hpp"
#include "document/ranked_cuts.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t max_levels = 128;  ///< of a pointer; what is deeper has that of its container
constexpr std::size_t max_key = 200;     ///< bytes of a key in a pointer

void append_token(std::string& out, std::string_view key) {
  out += '/';
  for (const char c : key) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
}

}  // namespace

void JsonCursor::advance(std::size_t offset) {
  for (; at_ < offset; ++at_) take(text_[at_], at_);
}

void JsonCursor::take(char c, std::size_t at) {
  if (in_string_) {
    if (escaped_) escaped_ = false;
    else if (c == '\\') escaped_ = true;
    else if (c == '"') end_string(at);
    return;
  }
  switch (c) {
    case '"':
      in_string_ = true;
      string_begin_ = at + 1;
      return;
    case '{': return enter(false);
    case '[': return enter(true);
    case '}':
    case ']': return leave();
    case ',':
      if (depth_ == 0 || depth_ > levels_.size()) return;
      ++levels_.back().index;
      levels_.back().at_key = !levels_.back().array;
      return;
    default: return;
  }
}

void JsonCursor::enter(bool array) {
  if (++depth_ <= max_levels) levels_.push_back({.array = array, .at_key = !array, .index = 0, .key = {}});
}

void JsonCursor::leave() {
  if (depth_ == 0) return;
  if (depth_-- <= levels_.size()) levels_.pop_back();
}

void JsonCursor::end_string(std::size_t at) {
  in_string_ = false;
  if (depth_ == 0 || depth_ > levels_.size() || !levels_.back().at_key) return;
  levels_.back().key = text_.substr(string_begin_, at - string_begin_);
  levels_.back().at_key = false;
}

/// The key that follows, when an object's next member begins here.
std::string_view JsonCursor::key_ahead() const {
  std::size_t at = at_;
  while (at < text_.size() && is_space(text_[at])) ++at;
  if (at == text_.size() || text_[at] != '"') return {};
  const std::size_t begin = ++at;
  while (at < text_.size() && text_[at] != '"' && at - begin <= max_key) at += text_[at] == '\\' ? 2 : 1;
  return at < text_.size() && text_[at] == '"' ? text_.substr(begin, at - begin) : std::string_view();
}

std::string JsonCursor::pointer() const {
  std::string out;
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const Level& level = levels_[i];
    if (level.array) {
      append_token(out, std::to_string(level.index));
      continue;
    }
    const bool next = level.at_key && !in_string_ && i + 1 == levels_.size() && depth_ == levels_.size();
    const std::string_view key = next ? key_ahead() : level.key;
    if (key.size() > max_key || (key.empty() && level.at_key)) break;
    append_token(out, key);
  }
  return out;
}

std::vector<RankedCut> json_cuts(std::string_view text) {
  std::vector<RankedCut> cuts;
  JsonCursor cursor(text);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool member = c == ',' && !cursor.in_string();
    const bool record = c == '\n' && !cursor.in_string() && cursor.depth() == 0;
    cursor.advance(at + 1);
    if (!member && !record) continue;
    std::size_t next = at + 1;  // a line end belongs to the member before it
    while (member && next < text.size() && is_space(text[next]) && text[next] != '\n') ++next;
    if (member && next < text.size() && text[next] == '\n') ++next;
    cuts.push_back({next, cursor.depth()});
  }
  return cuts;
}

}  // namespace baton::inline v0::detail
