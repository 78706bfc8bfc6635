#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/core/limits.hpp>
#include <baton/http/http.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// The errors that the stream of every vendor has. `text` is what had arrived.

/// Throws `limit_exceeded` when `bytes` is more than a stream may have.
void check_stream_size(const Peer& peer, std::size_t bytes, const Limits& limits);

/// `error` with the vendor's name and the text.
[[nodiscard]] Error broken_stream(const Peer& peer, const Error& error, const std::string& text);

/// The end came too early. `why` says what is missing.
[[nodiscard]] Error truncated_stream(const Peer& peer, const HttpHead& head, const char* why,
                                     const std::string& text);

/// The vendor went on after the end.
[[nodiscard]] Error stream_after_end(const Peer& peer, const HttpHead& head);

/// The vendor's events do not fit each other. `what` says which.
[[noreturn]] void refuse_contradiction(const std::string& vendor, const char* what);

/// The error in an event that is not JSON: one that is cut off, or the exception of a server whose
/// stream broke, written as it is.
[[nodiscard]] Error unreadable_event(const Peer& peer, const HttpHead& head, std::string_view data,
                                     const std::string& text);

}  // namespace baton::inline v0::detail
