#include <baton/message/codec.hpp>

#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/base64.hpp>
#include <baton/core/error.hpp>

#include "message/json_read.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;
using detail::JsonReader;

void put(json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

void put_bytes(json& object, const std::string& bytes) {
  if (!bytes.empty()) object["bytes"] = base64_encode(bytes);
}

std::string bytes_of(const JsonReader& part) {
  auto bytes = base64_decode(part.text("bytes"));
  if (!bytes) part.fail("bytes", "base64");
  return *std::move(bytes);
}

struct PartWriter {
  json operator()(const Text& part) const { return {{"type", "text"}, {"text", part.text}}; }
  json operator()(const Image& part) const {
    json out = {{"type", "image"}};
    put(out, "url", part.url);
    put_bytes(out, part.bytes);
    put(out, "media_type", part.media_type);
    put(out, "detail", part.detail);
    return out;
  }
  json operator()(const File& part) const {
    json out = {{"type", "file"}};
    put(out, "name", part.name);
    put(out, "id", part.id);
    put_bytes(out, part.bytes);
    put(out, "media_type", part.media_type);
    return out;
  }
  json operator()(const ToolCall& part) const {
    return {{"type", "tool_call"}, {"id", part.id}, {"name", part.name}, {"arguments", part.arguments}};
  }
  json operator()(const ToolResult& part) const {
    json out = {{"type", "tool_result"}, {"call_id", part.call_id}, {"content", part.content}};
    put(out, "name", part.name);
    if (part.is_error) out["is_error"] = true;
    return out;
  }
  json operator()(const Reasoning& part) const {
    json out = {{"type", "reasoning"}};
    put(out, "text", part.text);
    put(out, "provider", part.provider);
    put(out, "raw", part.raw);
    return out;
  }
};

Part read_part(const json& value) {
  const JsonReader part(value, "message part");
  const std::string type = part.text("type");
  if (type == "text") return Text{part.text("text")};
  if (type == "image") {
    return Image{part.text("url"), bytes_of(part), part.text("media_type"), part.text("detail")};
  }
  if (type == "file") {
    return File{part.text("name"), part.text("id"), bytes_of(part), part.text("media_type")};
  }
  if (type == "tool_call") {
    return ToolCall{part.text("id"), part.text("name"), part.text("arguments")};
  }
  if (type == "tool_result") {
    return ToolResult{part.text("call_id"), part.text("name"), part.text("content"),
                      part.flag("is_error")};
  }
  if (type == "reasoning") {
    return Reasoning{part.text("text"), part.text("provider"), part.text("raw")};
  }
  part.fail("type", "a part type this version knows");
}

Role read_role(const JsonReader& message) {
  const std::string role = message.text("role");
  for (const Role known : {Role::system, Role::user, Role::assistant, Role::tool}) {
    if (role == to_string(known)) return known;
  }
  message.fail("role", "system, user, assistant or tool");
}

void check_version(const JsonReader& stored) {
  const auto version = stored.integer("v");
  if (version > message_schema_version) {
    throw Error(ErrorCode::version_mismatch,
                "stored with schema version " + std::to_string(version) + ", this baton reads up to " +
                    std::to_string(message_schema_version) + ": update the application");
  }
  if (version < 1) stored.fail("v", "a schema version");
}

json write(const Message& message) {
  json parts = json::array();
  for (const auto& part : message.parts) parts.push_back(std::visit(PartWriter{}, part));
  json out = {{"v", message_schema_version}, {"role", to_string(message.role)}, {"parts", std::move(parts)}};
  put(out, "name", message.name);
  if (message.cache != CacheMark::none) out["cache"] = to_string(message.cache);
  return out;
}

CacheMark read_cache(const JsonReader& message) {
  const std::string mark = message.text("cache");
  for (const CacheMark known : {CacheMark::minutes, CacheMark::hour}) {
    if (mark == to_string(known)) return known;
  }
  return CacheMark::none;
}

Message read(const json& value) {
  const JsonReader stored(value, "message");
  check_version(stored);
  Message message{read_role(stored), {}, stored.text("name"), read_cache(stored)};
  for (const auto& part : stored.array("parts")) message.parts.push_back(read_part(part));
  return message;
}

}  // namespace

Json to_json(const Message& message) { return Json(write(message)); }
Message message_from_json(const Json& stored) { return read(stored.ref()); }

Json to_json(const std::vector<Message>& messages) {
  json out = json::array();
  for (const auto& message : messages) out.push_back(write(message));
  return Json(std::move(out));
}

std::vector<Message> messages_from_json(const Json& stored) {
  if (!stored.ref().is_array()) {
    throw Error(ErrorCode::schema_mismatch, "the stored conversation is not an array");
  }
  std::vector<Message> messages;
  for (const auto& one : stored.ref()) messages.push_back(read(one));
  return messages;
}

}  // namespace baton::inline v0
