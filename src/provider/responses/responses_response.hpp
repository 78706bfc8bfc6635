#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <baton/http/http.hpp>
#include <baton/message/chat.hpp>

#include "provider/responses/responses_items.hpp"
#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// The response of a whole answer. Throws the mapped error when the body is one, and `bad_response`
/// when it is not of this protocol.
[[nodiscard]] ChatResponse read_responses_response(const Peer& peer, const HttpHead& head,
                                                   std::string_view body, const Limits& limits);

/// The response that the items and `answer`, a response object at its end, make. Throws the error that
/// it failed with, and `bad_response` when it has not come to an end or has nothing in it.
[[nodiscard]] ChatResponse responses_result(const Peer& peer, const HttpHead& head,
                                            const nlohmann::json& answer, ResponsesItems& items);

/// The counts of a `usage` object; nothing when there are none.
[[nodiscard]] std::optional<Usage> responses_usage(const nlohmann::json& usage);

}  // namespace baton::inline v0::detail
