#pragma once

#include <string>
#include <string_view>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/stream.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// The step that turns an answer into its text: `model | text`. Streaming, it passes each piece of text
/// on as it comes; what a model thinks aloud and its tool calls are left out.
///
/// An answer cut off by the token limit is passed as it is; one withheld by the vendor throws
/// `content_filtered`. Stateless: any thread may use it.
class BATON_EXPORT TextParser {
 public:
  using baton_step = void;
  using output_type = std::string;
  static constexpr std::string_view step_name() { return "text"; }

  [[nodiscard]] std::string operator()(const ChatResponse& response) const;
  [[nodiscard]] std::string operator()(std::string_view text) const { return std::string(text); }
  [[nodiscard]] Stream<std::string> transform(Stream<ChatEvent> events, Context context) const;
  [[nodiscard]] Stream<std::string> transform(Stream<std::string> pieces, Context) const {
    return pieces;
  }
};

// In a namespace of its own, so that a local variable of that name does not shadow it.
inline namespace parsers {
inline constexpr TextParser text;
}

}  // namespace baton::inline v0
