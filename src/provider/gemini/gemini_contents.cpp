#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/base64.hpp>
#include <baton/core/error.hpp>

#include "provider/gemini/gemini_request.hpp"
#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"

namespace baton::inline v0::detail {
namespace {

using GeminiMessages = std::vector<Message>;

[[noreturn]] void gemini_cannot_carry(Role role, const char* part) {
  throw Error(ErrorCode::unsupported, std::string("the Gemini protocol has no ") + part +
                                          " in messages of role " + std::string(to_string(role)));
}

[[noreturn]] void invalid_gemini_part(const char* message) {
  throw Error(ErrorCode::invalid_argument, message);
}

/// Vertex AI wants the type of everything that is given by its address.
std::string type_of_url(std::string_view url) {
  constexpr std::array<std::pair<std::string_view, const char*>, 6> known = {
      {{".png", "image/png"}, {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"},
       {".webp", "image/webp"}, {".heic", "image/heic"}, {".heif", "image/heif"}}};
  url = url.substr(0, url.find_first_of("?#"));
  for (const auto& [ending, type] : known) {
    if (url.ends_with(ending)) return type;
  }
  return {};
}

wire_json gemini_reference(const std::string& address, const std::string& type) {
  wire_json file = wire_json::object();
  if (!type.empty()) file["mimeType"] = type;
  file["fileUri"] = address;
  return {{"fileData", std::move(file)}};
}

wire_json gemini_bytes(const std::string& bytes, const std::string& type) {
  return {{"inlineData", {{"mimeType", type}, {"data", base64_encode(bytes)}}}};
}

wire_json gemini_image(const Image& part) {
  check_image(part);
  if (part.url.empty()) return gemini_bytes(part.bytes, part.media_type);
  return gemini_reference(part.url, part.media_type.empty() ? type_of_url(part.url) : part.media_type);
}

wire_json gemini_file(const File& part) {
  if (!part.id.empty()) return gemini_reference(part.id, part.media_type);
  if (part.bytes.empty()) invalid_gemini_part("a File needs either the URI of an upload as its id or bytes");
  if (!part.media_type.empty()) return gemini_bytes(part.bytes, part.media_type);
  if (part.bytes.starts_with("%PDF-")) return gemini_bytes(part.bytes, "application/pdf");
  invalid_gemini_part("a File of bytes needs its media_type, like application/pdf");
}

/// `args` is an object on this wire. What a model wrote badly goes back so that it can be shown its error.
wire_json gemini_call(const ToolCall& call, const Limits& limits) {
  wire_json wire = {{"id", call.id}, {"name", call.name}, {"args", wire_json::object()}};
  if (call.id.empty()) wire.erase("id");
  if (!call.arguments.empty()) {
    const auto args = parse_lenient(call.arguments, limits);
    if (args && args->is_object()) {
      wire["args"] = *args;
    } else {
      wire["args"]["INVALID_JSON"] = call.arguments;
    }
  }
  return {{"functionCall", std::move(wire)}};
}

/// The name of the call that a result answers.
std::string called_name(const GeminiMessages& messages, const std::string& id) {
  for (const auto& message : messages) {
    for (const auto& call : message.tool_calls()) {
      if (call.id == id) return call.name;
    }
  }
  invalid_gemini_part("Gemini needs the name of the tool with its result: make it with Message::tool_result");
}

wire_json gemini_result(const ToolResult& result, const GeminiMessages& messages) {
  wire_json wire = {{"id", result.call_id},
                    {"name", result.name.empty() ? called_name(messages, result.call_id) : result.name},
                    {"response", {{result.is_error ? "error" : "output", result.content}}}};
  if (result.call_id.empty()) wire.erase("id");
  return {{"functionResponse", std::move(wire)}};
}

/// The parts of one message, results of tools apart.
struct GeminiTurn {
  wire_json results = wire_json::array();
  wire_json others = wire_json::array();
  wire_json signature;  ///< of the next part
};

struct GeminiPartWriter {
  GeminiTurn& parts;
  const GeminiServer& server;
  const GeminiMessages& messages;
  Role role;

  void add(wire_json part) const {
    if (!parts.signature.is_null()) part["thoughtSignature"] = std::exchange(parts.signature, wire_json());
    parts.others.push_back(std::move(part));
  }
  void operator()(const Text& part) const {
    if (!part.text.empty()) add({{"text", part.text}});
  }
  void operator()(const Image& part) const {
    if (role == Role::system) gemini_cannot_carry(role, "image");
    add(gemini_image(part));
  }
  void operator()(const File& part) const {
    if (role == Role::assistant || role == Role::system) gemini_cannot_carry(role, "file");
    // The protocol has no place for a file's name that the model would see.
    if (!part.name.empty()) add({{"text", part.name}});
    add(gemini_file(part));
  }
  void operator()(const ToolCall& part) const {
    if (role != Role::assistant) gemini_cannot_carry(role, "tool call");
    add(gemini_call(part, server.limits));
  }
  void operator()(const ToolResult& part) const {
    if (role == Role::assistant || role == Role::system) gemini_cannot_carry(role, "tool result");
    parts.results.push_back(gemini_result(part, messages));
  }
  void operator()(const Reasoning& part) const {
    if (role != Role::assistant || part.provider != server.vendor || part.raw.empty()) return;
    const auto raw = parse_lenient(part.raw, server.limits);
    if (!raw || !raw->is_object()) return;
    if (raw->size() == 1 && raw->contains("thoughtSignature")) {
      parts.signature = (*raw)["thoughtSignature"];
    } else {
      add(wire_json(*raw));
    }
  }
};

/// Adds to the last turn when that is of the same side and kind.
void append_gemini_turn(wire_json& contents, const char* role, wire_json parts) {
  if (parts.empty()) return;
  const bool results = parts[0].contains("functionResponse");
  const bool same = !contents.empty() && contents.back()["role"] == role &&
                    contents.back()["parts"][0].contains("functionResponse") == results;
  if (!same) contents.push_back({{"role", role}, {"parts", wire_json::array()}});
  wire_json& last = contents.back()["parts"];
  last.insert(last.end(), parts.begin(), parts.end());
}

/// The first call of a turn must be signed. For calls that no Gemini model made, Google documents this
/// placeholder: https://ai.google.dev/gemini-api/docs/thought-signatures, "FAQs".
void sign_first_call(wire_json& turn) {
  for (wire_json& part : turn["parts"]) {
    if (!part.contains("functionCall")) continue;
    if (!part.contains("thoughtSignature")) part["thoughtSignature"] = "skip_thought_signature_validator";
    return;
  }
}

std::vector<std::string> ids_of_calls(const wire_json& parts) {
  std::vector<std::string> ids;
  for (const auto& part : parts) {
    if (part.contains("functionCall")) ids.push_back(part["functionCall"].value("id", std::string()));
  }
  return ids;
}

void erase_id(wire_json& part) {
  for (const char* kind : {"functionCall", "functionResponse"}) {
    if (part.contains(kind)) part[kind].erase("id");
  }
}

/// Where there are no ids, results belong to calls by name and order.
void order_instead_of_ids(wire_json& contents) {
  std::vector<std::string> calls;
  const auto place = [&calls](const wire_json& part) {
    const std::string id = part["functionResponse"].value("id", std::string());
    return std::find(calls.begin(), calls.end(), id) - calls.begin();
  };
  for (wire_json& turn : contents) {
    wire_json& parts = turn["parts"];
    if (parts[0].contains("functionResponse")) {
      std::stable_sort(parts.begin(), parts.end(),
                       [&](const wire_json& a, const wire_json& b) { return place(a) < place(b); });
    } else {
      calls = ids_of_calls(parts);
    }
  }
  for (wire_json& turn : contents) {
    for (wire_json& part : turn["parts"]) erase_id(part);
  }
}

GeminiTurn gemini_parts(const GeminiServer& server, const GeminiMessages& messages, const Message& message) {
  GeminiTurn parts;
  for (const auto& part : message.parts) {
    std::visit(GeminiPartWriter{parts, server, messages, message.role}, part);
  }
  if (message.role == Role::tool && parts.results.empty()) {
    invalid_gemini_part("a message of role tool needs a ToolResult: make it with Message::tool_result");
  }
  return parts;
}

}  // namespace

void put_gemini_contents(wire_json& body, const GeminiServer& server, const GeminiMessages& messages) {
  wire_json system = wire_json::array();
  wire_json contents = wire_json::array();
  for (const auto& message : messages) {
    GeminiTurn parts = gemini_parts(server, messages, message);
    if (message.role == Role::system) {
      system.insert(system.end(), parts.others.begin(), parts.others.end());
      continue;
    }
    append_gemini_turn(contents, "user", std::move(parts.results));
    append_gemini_turn(contents, message.role == Role::assistant ? "model" : "user", std::move(parts.others));
  }
  if (contents.empty()) {
    invalid_gemini_part("Gemini needs a message that is not empty besides the system prompt: "
                        "add one of the user");
  }
  if (server.profile.signed_calls) {
    for (wire_json& turn : contents) sign_first_call(turn);
  }
  if (!server.call_ids) order_instead_of_ids(contents);
  body["contents"] = std::move(contents);
  if (!system.empty()) body["systemInstruction"]["parts"] = std::move(system);
}

}  // namespace baton::inline v0::detail
