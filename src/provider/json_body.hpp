#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <baton/core/json.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0::detail {

/// Request bodies are written in the order of the vendor's documentation.
using wire_json = nlohmann::ordered_json;

/// Sets the member when there is a value.
template <class T>
void put(wire_json& body, const std::string& key, const std::optional<T>& value) {
  if (value) body[key] = *value;
}

/// Lays `ChatOptions::extra` over the body. Throws `invalid_argument` when it is not an object.
void put_extra(wire_json& body, const Json& extra);

/// The members of `body` that have one of these names.
[[nodiscard]] wire_json only(const wire_json& body, std::initializer_list<std::string_view> names);

/// A tool's parameters, or the schema of an object without properties.
[[nodiscard]] wire_json tool_parameters(const ToolSpec& tool);

/// The schema of a response format of kind `schema`. Throws `invalid_argument` when it is no
/// object.
[[nodiscard]] wire_json format_schema(const ResponseFormat& format);

/// Throws `invalid_argument` when there is no message, or a tool is demanded where there is none.
void check_request(const ChatRequest& request);

/// Throws `invalid_argument` unless the picture is given either by URL or by bytes with a media
/// type.
void check_image(const Image& image);

/// "data:image/png;base64,…"
[[nodiscard]] std::string data_url(const std::string& media_type, const std::string& bytes);

/// Compact JSON text; invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string to_text(const wire_json& body, int indent = -1);

}  // namespace baton::inline v0::detail
