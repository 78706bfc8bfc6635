#include "provider/frame_reader.hpp"

#include <utility>

namespace baton::inline v0::detail {
namespace {

std::optional<Frame> frame_of(const std::optional<SseEvent>& event) {
  return event ? std::optional(Frame{event->type, event->data}) : std::nullopt;
}
std::optional<Frame> frame_of(const std::optional<std::string_view>& line) {
  return line ? std::optional(Frame{{}, *line}) : std::nullopt;
}

std::optional<Frame> frame_of(const std::optional<AwsEvent>& event) {
  return event ? std::optional(Frame{event->type, event->data}) : std::nullopt;
}

}  // namespace

FrameReader::FrameReader(Framing framing, const Limits& limits) : decoder_(SseDecoder(limits)) {
  if (framing == Framing::ndjson) decoder_ = NdjsonDecoder(limits);
  if (framing == Framing::aws_event_stream) decoder_ = AwsEventStreamDecoder(limits);
}

void FrameReader::feed(std::string_view block) {
  std::visit([&](auto& decoder) { decoder.feed(block); }, decoder_);
}

void FrameReader::feed(std::string&& block) {
  std::visit([&](auto& decoder) { decoder.feed(std::move(block)); }, decoder_);
}

std::optional<Frame> FrameReader::next() {
  return std::visit([](auto& decoder) { return frame_of(decoder.next()); }, decoder_);
}

std::optional<Frame> FrameReader::finish() {
  auto* const lines = std::get_if<NdjsonDecoder>(&decoder_);
  return lines == nullptr ? std::nullopt : frame_of(lines->finish());
}

}  // namespace baton::inline v0::detail
