#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <baton/message/chat.hpp>
#include <baton/provider/ollama.hpp>

namespace baton::inline v0::detail {

/// The body of a chat call, members in the order of the documentation. Throws `invalid_argument` for
/// what can never work and `unsupported` for what the protocol cannot carry. Source: Ollama's
/// docs/api.md, "Generate a chat completion", and api/types.go (`ChatRequest`, `Message`).
[[nodiscard]] nlohmann::ordered_json ollama_request_body(const OllamaOptions& options,
                                                         const ChatRequest& request, bool stream);

/// One message, or several where it has results of tools.
void append_ollama_messages(nlohmann::ordered_json& messages, const OllamaOptions& options,
                            const Message& message);

/// The base URL for a value of OLLAMA_HOST, which may lack the scheme and the port, and which for the
/// server may be an address to listen on. Source: Ollama's envconfig/config.go, `ConnectableHost`.
[[nodiscard]] std::string ollama_address(std::string_view host);

}  // namespace baton::inline v0::detail
