#include <baton/http/sse.hpp>

#include <algorithm>
#include <charconv>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

constexpr std::string_view stream_mark = "\xEF\xBB\xBF";
constexpr std::string_view data_field = "data: ";

}  // namespace

// The data seen so far lies in the block that is about to go away.
void SseDecoder::keep_data() {
  if (dispatched_) clear_event();
  if (!has_data_ || data_.data() == joined_.data()) return;
  joined_.assign(data_);
  data_ = joined_;
}

void SseDecoder::feed(std::string_view block) {
  keep_data();
  lines_.feed(block);
}

void SseDecoder::feed(std::string&& block) {
  keep_data();
  lines_.feed(std::move(block));
}

void SseDecoder::clear_event() noexcept {
  type_.clear();
  joined_.clear();
  data_ = {};
  size_ = 0;
  has_data_ = dispatched_ = false;
}

std::optional<SseEvent> SseDecoder::next() {
  if (dispatched_) clear_event();
  while (auto line = lines_.next()) {
    if (first_line_) {
      first_line_ = false;
      if (line->starts_with(stream_mark)) line->remove_prefix(stream_mark.size());
    }
    if (!line->empty()) {
      take_field(*line);
    } else if (has_data_) {
      dispatched_ = true;
      return SseEvent{type_.empty() ? std::string_view("message") : std::string_view(type_), data_, id_};
    } else {
      clear_event();
    }
  }
  keep_data();
  lines_.forget_taken();
  return std::nullopt;
}

void SseDecoder::take_field(std::string_view line) {
  if (line.starts_with(data_field)) return add_data(line.substr(data_field.size()));
  const std::size_t colon = line.find(':');
  if (colon == 0) return;  // a comment
  auto value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  set_field(line.substr(0, colon), value);
}

void SseDecoder::set_field(std::string_view name, std::string_view value) {
  if (name == "data") {
    add_data(value);
  } else if (name == "event") {
    check_size(value.size());
    type_.assign(value);
  } else if (name == "id") {
    if (value.find('\0') == std::string_view::npos) id_.assign(value);
  } else if (name == "retry") {
    set_retry(value);
  }
}

void SseDecoder::add_data(std::string_view value) {
  check_size(value.size() + 1);
  if (!has_data_) {
    has_data_ = true;
    data_ = value;
    return;
  }
  if (data_.data() != joined_.data()) joined_.assign(data_);
  joined_.push_back('\n');
  joined_.append(value);
  data_ = joined_;
}

void SseDecoder::set_retry(std::string_view value) noexcept {
  std::int64_t milliseconds = 0;
  const auto* const end = value.data() + value.size();
  const bool digits = std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  const auto [stop, failure] = std::from_chars(value.data(), end, milliseconds);
  if (digits && failure == std::errc() && stop == end) retry_ = std::chrono::milliseconds(milliseconds);
}

void SseDecoder::check_size(std::size_t added) {
  size_ += added;
  if (size_ <= max_event_ + 1) return;
  throw Error(ErrorCode::limit_exceeded, "an event of the stream is larger than " + std::to_string(max_event_) +
                                             " bytes: raise Limits::event_bytes if the sender is trusted");
}

}  // namespace baton::inline v0
