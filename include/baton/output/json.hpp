#pragma once

#include <string_view>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/stream.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// The step that turns an answer into the JSON it contains: `model | json`. Streaming, it gives the
/// growing value, each time valid JSON; the last is the whole.
///
/// The value is the first object or array in the text, so prose before it and code fences are
/// tolerated, or the whole text if that is a JSON scalar. Throws `model_output_invalid` when there is
/// none, or it is malformed or cut off; `content_filtered` when the vendor withheld it. It leaves the
/// model's response format alone, because the JSON modes of vendors have conditions of their own (an
/// object, the word in the prompt). Stateless: any thread may use it.
class BATON_EXPORT JsonParser {
 public:
  using baton_step = void;
  using output_type = Json;
  static constexpr std::string_view step_name() { return "json"; }

  [[nodiscard]] Json operator()(const ChatResponse& response) const;
  [[nodiscard]] Json operator()(std::string_view text) const;
  [[nodiscard]] Stream<Json> transform(Stream<ChatEvent> events, Context context) const;
  [[nodiscard]] Stream<Json> transform(Stream<std::string> pieces, Context context) const;
};

// In a namespace of its own, so that a local variable of that name does not shadow it.
inline namespace parsers {
inline constexpr JsonParser json;
}

}  // namespace baton::inline v0
