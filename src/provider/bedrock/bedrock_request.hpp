#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/message/chat.hpp>
#include <baton/provider/bedrock.hpp>

namespace baton::inline v0::detail {

/// The body of a Converse call, members in the order of the documentation. Throws `invalid_argument`
/// for what can never work and `unsupported` for what the protocol cannot carry. Source: botocore's
/// bedrock-runtime/2023-09-30/service-2.json, `ConverseRequest`.
///
/// System messages, wherever they stand, are the system prompt. Messages of one side that follow each
/// other are one, results of tools first.
[[nodiscard]] nlohmann::ordered_json bedrock_request_body(const BedrockOptions& options,
                                                          const ChatRequest& request);

/// `system` and `messages` of the body.
void put_bedrock_messages(nlohmann::ordered_json& body, const BedrockOptions& options,
                          const std::vector<Message>& messages);

/// The block of a picture or a document. Throws `unsupported` for a format that Bedrock does not take.
[[nodiscard]] nlohmann::ordered_json bedrock_image(const Image& image);
[[nodiscard]] nlohmann::ordered_json bedrock_document(const File& file);

/// `{"cachePoint":{"type":"default"}}`, with the time where it is not the default.
[[nodiscard]] nlohmann::ordered_json bedrock_cache_point(CacheMark mark);

}  // namespace baton::inline v0::detail
