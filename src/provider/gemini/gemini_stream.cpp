#include "provider/gemini/gemini_stream.hpp"

#include <string>
#include <utility>

#include "provider/json_fields.hpp"
#include "provider/stream_error.hpp"

namespace baton::inline v0::detail {

void GeminiStream::feed(std::string_view type, std::string_view data) {
  if (data.empty()) return;
  bytes_ += data.size();
  try {
    check_stream_size(peer_, bytes_, limits_);
    read(type, data);
  } catch (const Error& error) {
    throw broken(error);
  }
}

void GeminiStream::read(std::string_view type, std::string_view data) {
  const auto chunk = parse_lenient(data, limits_);
  if (type == "error") {
    throw vendor_body_error(peer_, head_, chunk.value_or(nlohmann::json(std::string(data))));
  }
  if (!chunk) throw unreadable_event(peer_, head_, data, answer_.text());
  answer_.add(*chunk);
}

std::optional<ChatEvent> GeminiStream::next() { return cursor_.next(answer_.events()); }

Error GeminiStream::broken(const Error& error) const { return broken_stream(peer_, error, answer_.text()); }

}  // namespace baton::inline v0::detail
