#include "live.hpp"

#include "responses.hpp"

std::string LiveStreams::head() { return stream_head() + http_chunk(token_event("", "null")); }

std::string LiveStreams::event(const Stream& stream) const {
  if (stream.sent < tokens_) return http_chunk(token_event(measure::stamp(), "null"));
  return http_chunk(token_event("", "\"stop\"")) + http_chunk("data: [DONE]\n\n") + "0\r\n\r\n";
}
