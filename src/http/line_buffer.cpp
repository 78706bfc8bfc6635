#include <baton/http/line_buffer.hpp>

#include <cstring>
#include <utility>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

std::size_t find_byte(std::string_view text, char byte, std::size_t from) noexcept {
  if (from >= text.size()) return text.size();
  const void* hit = std::memchr(text.data() + from, byte, text.size() - from);
  return hit == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
}

}  // namespace

void LineBuffer::forget_taken() {
  if (start_ == 0) return;
  text_ = text_.substr(start_);
  scanned_ -= start_;
  start_ = 0;
}

void LineBuffer::look_for_cr(std::string_view block) noexcept {
  if (start_ == text_.size()) has_cr_ = false;
  // Most streams have none, and then one search a line is enough.
  has_cr_ = has_cr_ || (ending_ == Ending::any && find_byte(block, '\r', 0) != block.size());
}

void LineBuffer::feed(std::string_view block) {
  look_for_cr(block);
  forget_taken();
  text_.append(block);
}

void LineBuffer::feed(std::string&& block) {
  if (start_ != text_.size()) return feed(std::string_view(block));
  look_for_cr(block);
  text_ = std::move(block);
  start_ = scanned_ = 0;
}

std::size_t LineBuffer::find_end() const noexcept {
  const std::size_t lf = find_byte(text_, '\n', scanned_);
  return has_cr_ ? find_byte(std::string_view(text_).substr(0, lf), '\r', scanned_) : lf;
}

void LineBuffer::check(std::size_t length) const {
  if (length <= max_line_) return;
  throw Error(ErrorCode::limit_exceeded, "a line of the stream is longer than " + std::to_string(max_line_) +
                                             " bytes: raise Limits::line_bytes if the sender is trusted");
}

std::string_view LineBuffer::take_line(std::size_t end) {
  check(end - start_);
  const auto line = std::string_view(text_).substr(start_, end - start_);
  skip_lf_ = text_[end] == '\r';
  start_ = scanned_ = end + 1;
  return line;
}

std::optional<std::string_view> LineBuffer::next() {
  if (skip_lf_ && start_ < text_.size()) {
    skip_lf_ = false;
    if (text_[start_] == '\n') scanned_ = ++start_;
  }
  const std::size_t end = find_end();
  if (end != text_.size()) return take_line(end);
  scanned_ = end;
  check(end - start_);
  return std::nullopt;
}

}  // namespace baton::inline v0
