#include "provider/responses/responses_response.hpp"

#include <utility>

#include <baton/core/error.hpp>

#include "provider/json_fields.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

Error no_responses_result(const Peer& peer, const HttpHead& head, const std::string& why) {
  return Error(ErrorCode::bad_response, peer.vendor + " answered " + why + ": ask again")
      .with_provider(peer.vendor)
      .with_http(head.status, vendor_request_id(head))
      .with_retry(true);
}

FinishReason responses_finish(const json& answer, const ResponsesItems& items) {
  if (member_text(answer, "status") == "incomplete") {
    const json* details = member(answer, "incomplete_details");
    const std::string reason = details == nullptr ? std::string() : member_text(*details, "reason");
    if (reason == "content_filter") return FinishReason::content_filter;
    return reason.empty() || reason == "max_output_tokens" ? FinishReason::length : FinishReason::other;
  }
  if (items.refused()) return FinishReason::content_filter;
  return items.called() ? FinishReason::tool_calls : FinishReason::stop;
}

/// Servers that leave the status out have come to an end.
bool responses_ended(const std::string& status) {
  return status.empty() || status == "completed" || status == "incomplete";
}

}  // namespace

std::optional<Usage> responses_usage(const json& usage) {
  Usage out;
  out.input_tokens = member_count(usage, "input_tokens");
  out.output_tokens = member_count(usage, "output_tokens");
  if (const json* details = member(usage, "input_tokens_details")) {
    out.cached_tokens = member_count(*details, "cached_tokens");
    out.cache_write_tokens = member_count(*details, "cache_write_tokens");
  }
  if (const json* details = member(usage, "output_tokens_details")) {
    out.reasoning_tokens = member_count(*details, "reasoning_tokens");
  }
  if (out.input_tokens == 0 && out.output_tokens == 0) return std::nullopt;
  return out;
}

ChatResponse responses_result(const Peer& peer, const HttpHead& head, const json& answer,
                              ResponsesItems& items) {
  if (member(answer, "error") != nullptr) throw vendor_body_error(peer, head, answer);
  const std::string status = member_text(answer, "status");
  if (status == "failed") throw vendor_body_error(peer, head, json("it failed without a reason"));
  if (!responses_ended(status)) throw no_responses_result(peer, head, "before it had come to an end");
  if (items.empty() && status != "incomplete") throw no_responses_result(peer, head, "without any output");
  ChatResponse response;
  response.finish_reason = responses_finish(answer, items);
  items.move_into(response);
  response.id = member_text(answer, "id");
  response.model = member_text(answer, "model");
  response.request_id = vendor_request_id(head);
  const json* usage = member(answer, "usage");
  response.usage = (usage != nullptr ? responses_usage(*usage) : std::nullopt)
                       .value_or(estimated_output(response));
  return response;
}

ChatResponse read_responses_response(const Peer& peer, const HttpHead& head, std::string_view body,
                                     const Limits& limits) {
  const auto answer = parse_lenient(body, limits);
  if (!answer) throw foreign_answer(peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(peer, head, *answer);
  const json* output = member_array(*answer, "output");
  if (output == nullptr) throw foreign_answer(peer, head, body);
  ResponsesItems items(peer.vendor);
  items.finish_all(*output);
  return responses_result(peer, head, *answer, items);
}

}  // namespace baton::inline v0::detail
