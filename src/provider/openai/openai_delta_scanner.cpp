#include "provider/openai/openai_delta_scanner.hpp"

#include <utility>

namespace baton::inline v0::detail {

bool OpenAiDeltaScanner::scan(std::string_view event) {
  begin_ = at_ = event.data();
  end_ = at_ + event.size();
  piece_ = {};
  if (!prefix_.empty() && event.starts_with(prefix_)) return resume();
  seen_ = {};
  text_at_ = 0;
  if (!scan_all()) return false;
  if (text_at_ != 0) {
    prefix_.assign(begin_, text_at_);
    prefix_seen_ = text_seen_;
    suffix_.clear();
  }
  return true;
}

bool OpenAiDeltaScanner::scan_all() {
  return object(&OpenAiDeltaScanner::chunk_member) && end();
}

bool OpenAiDeltaScanner::resume() {
  seen_ = prefix_seen_;
  at_ = begin_ + prefix_.size();
  if (!text(piece_)) return false;
  const std::string_view left(at_, static_cast<std::size_t>(end_ - at_));
  if (!suffix_.empty() && left == suffix_) return true;
  if (!rest()) return false;
  suffix_ = left;
  return true;
}

bool OpenAiDeltaScanner::rest() {
  return object_rest(&OpenAiDeltaScanner::delta_member) &&
         object_rest(&OpenAiDeltaScanner::choice_member) && choices_rest() &&
         object_rest(&OpenAiDeltaScanner::chunk_member) && end();
}

bool OpenAiDeltaScanner::object(Member member) {
  space();
  if (!take('{')) return false;
  space();
  if (take('}')) return true;
  return one_member(member) && object_rest(member);
}

bool OpenAiDeltaScanner::object_rest(Member member) {
  for (;;) {
    space();
    if (take('}')) return true;
    if (!take(',')) return false;
    space();
    if (!one_member(member)) return false;
  }
}

bool OpenAiDeltaScanner::one_member(Member member) {
  std::string_view key;
  if (!plain_string(key)) return false;
  space();
  if (!take(':')) return false;
  space();
  return (this->*member)(key);
}

bool OpenAiDeltaScanner::chunk_member(std::string_view key) {
  if (key == "choices") return !std::exchange(seen_.choices, true) && choices();
  if (key == "error" || key == "usage" || key == "x_groq" || key == "detail" || key == "message") {
    return literal("null");
  }
  if (key == "object" && at_ != end_ && *at_ == '"') {
    std::string_view name;
    return plain_string(name) && name != "error";
  }
  return skip_value(0);
}

bool OpenAiDeltaScanner::choices() {
  return take('[') && object(&OpenAiDeltaScanner::choice_member) && choices_rest();
}

bool OpenAiDeltaScanner::choices_rest() {
  space();
  return take(']');
}

bool OpenAiDeltaScanner::choice_member(std::string_view key) {
  if (key == "delta") {
    return !std::exchange(seen_.delta, true) && object(&OpenAiDeltaScanner::delta_member);
  }
  if (key == "index") return !std::exchange(seen_.index, true) && zero();
  if (key == "finish_reason") return !std::exchange(seen_.finish, true) && null_or_empty();
  if (key == "logprobs" || key == "error" || key == "message") return literal("null");
  return skip_value(0);
}

bool OpenAiDeltaScanner::delta_member(std::string_view key) {
  if (key == "content") return delta_text(Kind::text, seen_.content);
  if (key == "reasoning_content") return delta_text(Kind::reasoning, seen_.reasoning_content);
  if (key == "reasoning") return delta_text(Kind::reasoning, seen_.reasoning);
  if (key == "role") {
    std::string_view role;
    return at_ != end_ && *at_ == '"' ? plain_string(role) : literal("null");
  }
  return literal("null");
}

bool OpenAiDeltaScanner::delta_text(Kind kind, bool& seen) {
  if (std::exchange(seen, true)) return false;
  if (at_ == end_ || *at_ != '"') return literal("null");
  if (seen_.kind != Kind::none) {
    std::string_view other;
    return plain_string(other) && other.empty();
  }
  ++at_;
  seen_.kind = kind;
  text_at_ = static_cast<std::size_t>(at_ - begin_);
  text_seen_ = seen_;
  return text(piece_);
}

bool OpenAiDeltaScanner::end() {
  space();
  return at_ == end_ && seen_.delta;
}

}  // namespace baton::inline v0::detail
