#include "replay/ask.hpp"

#include <utility>

#include <baton/core/sha256.hpp>
#include <baton/message/codec.hpp>

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

constexpr std::size_t most_inline_bytes = 1'024;

/// Takes the bytes out of a part when they are many.
std::string digest_of_bytes(Part& part) {
  std::string* bytes = nullptr;
  if (auto* image = std::get_if<Image>(&part)) bytes = &image->bytes;
  if (auto* file = std::get_if<File>(&part)) bytes = &file->bytes;
  if (bytes == nullptr || bytes->size() <= most_inline_bytes) return {};
  std::string digest = to_hex(sha256(*bytes));
  bytes->clear();
  return digest;
}

json message_line(Message message) {
  std::vector<std::string> digests;
  for (auto& part : message.parts) digests.push_back(digest_of_bytes(part));
  json out = std::move(to_json(message).ref());
  out.erase("v");
  for (std::size_t i = 0; i < digests.size(); ++i) {
    if (!digests[i].empty()) out["parts"][i]["sha256"] = std::move(digests[i]);
  }
  return out;
}

json without_defaults(json options) {
  if (options["tool_choice"]["mode"] == "auto") options.erase("tool_choice");
  if (options["format"]["kind"] == "text") options.erase("format");
  return options;
}

}  // namespace

Ask chat_ask(std::string model, ChatRequest request, const Redact& redact) {
  const std::vector<Message> messages = std::exchange(request.messages, {});
  json out = std::move(to_json(request).ref());
  out.erase("v");
  out.erase("messages");
  if (out["tools"].empty()) out.erase("tools");
  out["options"] = without_defaults(std::move(out["options"]));
  if (out["options"].empty()) out.erase("options");
  for (const auto& message : messages) out["messages"].push_back(message_line(message));
  redact_strings(out, redact);
  return {"chat", std::move(model), {}, std::move(out)};
}

Ask embedding_ask(std::string model, const std::vector<std::string>& texts, EmbedPurpose purpose,
                  const Redact& redact) {
  json out = {{"purpose", purpose == EmbedPurpose::query ? "query" : "document"}};
  if (!texts.empty()) out["texts"] = texts;
  redact_strings(out, redact);
  return {"embedding", std::move(model), {}, std::move(out)};
}

Ask rerank_ask(std::string model, const std::string& query, const std::vector<std::string>& texts,
               std::size_t top, const Redact& redact) {
  json out = {{"query", query}, {"top", top}};
  if (!texts.empty()) out["texts"] = texts;
  redact_strings(out, redact);
  return {"rerank", std::move(model), {}, std::move(out)};
}

}  // namespace baton::inline v0::detail
