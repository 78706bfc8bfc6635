// Long fuzzing of the stream decoders: whatever the bytes and however they are cut, the events are those
// of the uncut input and the only way out is `limit_exceeded`.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/http/ndjson.hpp>
#include <baton/http/sse.hpp>

namespace {

constexpr baton::Limits limits{.line_bytes = 200, .event_bytes = 500};

std::vector<std::string> sse_events(std::string_view text, std::size_t step) {
  std::vector<std::string> events;
  baton::SseDecoder decoder(limits);
  try {
    for (std::size_t at = 0; at < text.size(); at += step) {
      decoder.feed(text.substr(at, step));
      while (const auto event = decoder.next()) {
        events.push_back(std::string(event->type) + '\0' + std::string(event->data) + '\0' + std::string(event->id));
      }
    }
  } catch (const baton::Error& error) {
    if (error.code() != baton::ErrorCode::limit_exceeded) std::abort();
  }
  return events;
}

std::vector<std::string> ndjson_texts(std::string_view text, std::size_t step) {
  std::vector<std::string> texts;
  baton::NdjsonDecoder decoder(limits);
  try {
    for (std::size_t at = 0; at < text.size(); at += step) {
      decoder.feed(text.substr(at, step));
      while (const auto line = decoder.next()) texts.emplace_back(*line);
    }
    if (const auto line = decoder.finish()) texts.emplace_back(*line);
  } catch (const baton::Error& error) {
    if (error.code() != baton::ErrorCode::limit_exceeded) std::abort();
  }
  return texts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t step = 1 + data[0] % 16;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  if (sse_events(text, step) != sse_events(text, text.size())) std::abort();
  if (ndjson_texts(text, step) != ndjson_texts(text, text.size())) std::abort();
  return 0;
}
