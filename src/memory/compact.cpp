#include <baton/memory/compact.hpp>

#include <cstdint>
#include <string>
#include <utility>

#include <baton/core/error.hpp>

#include "memory/window.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t no_group = SIZE_MAX;

/// The groups of a request and what becomes of them.
class Compaction {
 public:
  Compaction(ChatRequest request, const CompactOptions& options)
      : request_(std::move(request)),
        groups_(group_messages(request_.messages)),
        keep_(groups_.size(), true),
        limit_(options.max_tokens),
        tokens_(estimate_overhead_tokens(request_)) {
    costs_.reserve(groups_.size());
    for (const MessageGroup& group : groups_) costs_.push_back(group_tokens(request_.messages, group, options.count));
    for (const std::size_t cost : costs_) tokens_ += cost;
    drop_broken();
  }

  void fit() {
    const std::size_t last = last_group();
    const std::size_t question = last_question();
    std::size_t at = 0;
    for (; at < groups_.size() && tokens_ > limit_; ++at) {
      if (!groups_[at].is_system && at != last && at != question) drop(at);
    }
    // The rest of a turn whose question is gone makes no sense, and vendors refuse to begin with it.
    for (; question != no_group && at > 0 && at < question && !groups_[at].opens_turn; ++at) {
      if (!groups_[at].is_system) drop(at);
    }
    if (tokens_ > limit_) refuse();
  }

  /// Takes the messages out of the request, which ends the use of this object.
  Compacted take() && {
    Compacted result{.request = {}, .dropped = {}, .tokens = tokens_};
    std::vector<Message> kept;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      std::vector<Message>& to = keep_[i] ? kept : result.dropped;
      for (std::size_t at = groups_[i].begin; at < groups_[i].end; ++at) {
        to.push_back(std::move(request_.messages[at]));
      }
    }
    result.request = std::move(request_);
    result.request.messages = std::move(kept);
    return result;
  }

 private:
  void drop(std::size_t at) {
    if (!keep_[at]) return;
    keep_[at] = false;
    tokens_ -= costs_[at];
  }
  void drop_broken() {
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      if (!groups_[i].is_whole) drop(i);
    }
  }
  [[nodiscard]] std::size_t last_group() const {
    for (std::size_t i = groups_.size(); i > 0; --i) {
      if (keep_[i - 1] && !groups_[i - 1].is_system) return i - 1;
    }
    return no_group;
  }
  [[nodiscard]] std::size_t last_question() const {
    for (std::size_t i = groups_.size(); i > 0; --i) {
      if (groups_[i - 1].opens_turn) return i - 1;
    }
    return no_group;
  }
  [[noreturn]] void refuse() const {
    throw Error(ErrorCode::context_too_long,
                "the system messages, tools, last question and last answer are " + std::to_string(tokens_) +
                    " tokens by themselves, and CompactOptions::max_tokens is " + std::to_string(limit_) +
                    ": shorten them or raise the limit");
  }

  ChatRequest request_;
  std::vector<MessageGroup> groups_;
  std::vector<bool> keep_;
  std::vector<std::size_t> costs_;
  std::size_t limit_;
  std::size_t tokens_;
};

}  // namespace

Compacted compact(ChatRequest request, const CompactOptions& options) {
  require_counter(options.count, "CompactOptions::count");
  Compaction compaction(std::move(request), options);
  compaction.fit();
  return std::move(compaction).take();
}

}  // namespace baton::inline v0
