#include "provider/json_body.hpp"

#include <algorithm>

#include <baton/core/base64.hpp>
#include <baton/core/error.hpp>

namespace baton::inline v0::detail {
namespace {

[[noreturn]] void invalid(const char* message) {
  throw Error(ErrorCode::invalid_argument, message);
}

}  // namespace

void put_extra(wire_json& body, const Json& extra) {
  if (extra.is_null()) return;
  if (!extra.ref().is_object()) invalid("ChatOptions::extra must be a JSON object");
  for (const auto& [key, value] : extra.ref().items()) body[key] = value;
}

wire_json only(const wire_json& body, std::initializer_list<std::string_view> names) {
  wire_json some = wire_json::object();
  for (const auto& [key, value] : body.items()) {
    if (std::find(names.begin(), names.end(), key) != names.end()) some[key] = value;
  }
  return some;
}

wire_json tool_parameters(const ToolSpec& tool) {
  if (!tool.parameters.is_null()) return wire_json(tool.parameters.ref());
  return {{"type", "object"}, {"properties", wire_json::object()}};
}

wire_json format_schema(const ResponseFormat& format) {
  if (!format.schema.ref().is_object())
    invalid("a response format of kind schema needs a schema object");
  return wire_json(format.schema.ref());
}

void check_request(const ChatRequest& request) {
  using Mode = ToolChoice::Mode;
  if (request.messages.empty()) invalid("a chat request needs at least one message");
  const Mode mode = request.options.tool_choice.mode;
  if (request.tools.empty() && (mode == Mode::required || mode == Mode::named)) {
    invalid("tool_choice demands a tool, but the request has none");
  }
}

void check_image(const Image& image) {
  if (image.url.empty() == image.bytes.empty()) invalid("an Image needs either a url or bytes");
  if (!image.bytes.empty() && image.media_type.empty()) {
    invalid("an Image of bytes needs its media_type, like image/png");
  }
}

std::string data_url(const std::string& media_type, const std::string& bytes) {
  return "data:" + media_type + ";base64," + base64_encode(bytes);
}

std::string to_text(const wire_json& body, int indent) {
  return body.dump(indent, ' ', false, wire_json::error_handler_t::replace);
}

}  // namespace baton::inline v0::detail
