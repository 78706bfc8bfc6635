#include "provider/stream_error.hpp"

#include <nlohmann/json.hpp>

namespace baton::inline v0::detail {

void check_stream_size(const Peer& peer, std::size_t bytes, const Limits& limits) {
  if (bytes <= limits.bytes) return;
  throw Error(ErrorCode::limit_exceeded, peer.vendor + " streamed more than the limit of " +
                                             std::to_string(limits.bytes) + " bytes");
}

Error broken_stream(const Peer& peer, const Error& error, const std::string& text) {
  Error known = error.provider().empty() ? error.with_provider(peer.vendor) : error;
  // The transfer cannot tell whether anybody has seen what came; whoever sends again can.
  if (known.code() == ErrorCode::stream_truncated) known = known.with_retry(true);
  return known.with_partial(text);
}

Error truncated_stream(const Peer& peer, const HttpHead& head, const char* why,
                       const std::string& text) {
  return Error(ErrorCode::stream_truncated, "the stream of " + peer.vendor + " broke off (" + why +
                                                "): what arrived is in partial()")
      .with_provider(peer.vendor)
      .with_http(head.status, vendor_request_id(head))
      .with_retry(true)
      .with_partial(text);
}

Error stream_after_end(const Peer& peer, const HttpHead& head) {
  return Error(ErrorCode::bad_response,
               peer.vendor + " went on after it had finished: the answer cannot be trusted")
      .with_provider(peer.vendor)
      .with_http(head.status, vendor_request_id(head));
}

void refuse_contradiction(const std::string& vendor, const char* what) {
  throw Error(ErrorCode::bad_response,
              vendor + " contradicts its protocol (" + what + "): the answer cannot be trusted");
}

Error unreadable_event(const Peer& peer, const HttpHead& head, std::string_view data,
                       const std::string& text) {
  if (data.starts_with('{') || data.starts_with('[')) {
    return truncated_stream(peer, head, "an event is cut off", text);
  }
  return vendor_body_error(peer, head, nlohmann::json(std::string(data)));
}

}  // namespace baton::inline v0::detail
