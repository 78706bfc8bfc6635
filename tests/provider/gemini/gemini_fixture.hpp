#pragma once

#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/gemini/gemini_request.hpp"
#include "provider/gemini/gemini_wire.hpp"
#include "provider/json_body.hpp"

namespace baton::test {

/// The body that is sent to a model.
[[nodiscard]] inline nlohmann::json gemini_body(const ChatRequest& request, std::string model = "gemini-3-flash") {
  const auto server = detail::gemini_server(GeminiOptions{.model = std::move(model)});
  return nlohmann::json::parse(detail::to_text(detail::gemini_request_body(server, request)));
}

/// Why it is not sent.
[[nodiscard]] inline ErrorCode gemini_refusal(const ChatRequest& request, std::string model = "gemini-3-flash") {
  try {
    (void)gemini_body(request, std::move(model));
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

}  // namespace baton::test
