#pragma once

#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/message/chat.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0 {

/// The stored form of messages and responses: for memories, caches and checkpoints.
///
/// Data only, the same in every version that shares `message_schema_version`: an object with "v", then
/// the fields that are not empty. Bytes of images and files are base64. What was written reads back
/// equal. The reading functions throw `version_mismatch` for a newer version and `schema_mismatch`
/// naming the field for anything else; unknown fields are ignored.
///
///     Json stored = to_json(Message::user("Hello"));
///     // {"v":1,"role":"user","parts":[{"type":"text","text":"Hello"}]}
inline constexpr int message_schema_version = 1;

[[nodiscard]] BATON_EXPORT Json to_json(const Message& message);
[[nodiscard]] BATON_EXPORT Message message_from_json(const Json& json);

/// A conversation, as an array.
[[nodiscard]] BATON_EXPORT Json to_json(const std::vector<Message>& messages);
[[nodiscard]] BATON_EXPORT std::vector<Message> messages_from_json(const Json& json);

[[nodiscard]] BATON_EXPORT Json to_json(const ChatResponse& response);
[[nodiscard]] BATON_EXPORT ChatResponse response_from_json(const Json& json);

/// A request: the key of a response cache and the input of a replay. `extra` and schemas are kept;
/// `cached_answers` is not, as it changes no answer.
[[nodiscard]] BATON_EXPORT Json to_json(const ChatRequest& request);

[[nodiscard]] BATON_EXPORT Json to_json(const Usage& usage);
[[nodiscard]] BATON_EXPORT Usage usage_from_json(const Json& json);

}  // namespace baton::inline v0
