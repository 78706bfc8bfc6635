#include "mailbox.hpp"

#include <utility>

namespace baton::inline v0 {

void Mailbox::put_head(HttpHead head) {
  const std::lock_guard lock(mutex_);
  head_ = std::move(head);
  has_head_ = true;
}

std::size_t Mailbox::put_data(std::string& data) {
  const std::lock_guard lock(mutex_);
  unread_ += data.size();
  size_ += data.size();
  if (taken_ < blocks_.size() && blocks_.back().size() + data.size() <= most_block) {
    blocks_.back().append(data);
    data.clear();
  } else if (!data.empty()) {
    blocks_.push_back(std::exchange(data, {}));
  }
  return size_;
}

void Mailbox::put_end(std::optional<Error> failure) {
  const std::lock_guard lock(mutex_);
  failure_ = std::move(failure);
  ended_ = true;
}

bool Mailbox::mark_paused() {
  const std::lock_guard lock(mutex_);
  paused_ = size_ > 0;
  return paused_;
}

bool Mailbox::has(Need need) const noexcept {
  switch (need) {
    case Need::head: return has_head_ || ended_;
    case Need::data: return size_ > 0 || ended_;
    case Need::end: break;
  }
  return ended_;
}

void Mailbox::wake() {
  Completion<std::monostate>* arrival = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (!waiting_ || !has(need_)) return;
    waiting_ = false;
    arrival = &*arrival_;
  }
  arrival->set_value({});
}

bool Mailbox::arm(Need need) {
  const std::lock_guard lock(mutex_);
  if (has(need)) return false;
  need_ = need;
  waiting_ = true;
  arrival_.emplace();
  return true;
}

HttpHead Mailbox::take_head() {
  const std::lock_guard lock(mutex_);
  if (!has_head_) throw *failure_;
  return std::move(head_);
}

Mailbox::Block Mailbox::take_data() {
  const std::lock_guard lock(mutex_);
  if (size_ == 0) {
    if (failure_) throw *failure_;
    return {{}, false};
  }
  std::string block = std::move(blocks_[taken_++]);
  unread_ -= block.size();
  size_ -= block.size();
  if (size_ > 0) return {std::move(block), false};
  blocks_.clear();
  taken_ = 0;
  return {std::move(block), std::exchange(paused_, false)};
}

bool Mailbox::ended() {
  const std::lock_guard lock(mutex_);
  return ended_;
}

}  // namespace baton::inline v0
