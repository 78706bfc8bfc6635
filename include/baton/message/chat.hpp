#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0 {

/// What a call used. Token counts are the vendor's unless `estimated`.
struct Usage {
  std::int64_t input_tokens = 0;      ///< all of the prompt, cached part included
  std::int64_t output_tokens = 0;     ///< all that was generated, reasoning included
  std::int64_t cached_tokens = 0;     ///< part of `input_tokens` read from the vendor's cache
  std::int64_t reasoning_tokens = 0;  ///< part of `output_tokens` spent on reasoning
  bool estimated = false;
  std::int64_t cache_write_tokens = 0;  ///< part of `input_tokens` written to the cache, where that costs
  std::int64_t cache_write_hour_tokens = 0;  ///< part of those kept for an hour, where that costs more

  BATON_EXPORT Usage& operator+=(const Usage& other) noexcept;
  bool operator==(const Usage&) const = default;
};

/// Why the model stopped.
enum class FinishReason : std::uint8_t {
  stop,            ///< the natural end, or a stop sequence
  length,          ///< max_tokens or the context window: the text is cut off
  tool_calls,      ///< it waits for tool results
  content_filter,  ///< the vendor withheld the rest
  other,           ///< a reason this version does not know
};
[[nodiscard]] BATON_EXPORT std::string_view to_string(FinishReason reason) noexcept;

/// A tool as the model sees it. `parameters` is a JSON Schema of type object.
struct ToolSpec {
  std::string name{};
  std::string description{};
  Json parameters{};
  bool strict = false;  ///< ask the vendor to enforce the schema
  CacheMark cache = CacheMark::none;  ///< the tools up to and including this one
};

/// Whether and which tool the model must call.
struct ToolChoice {
  enum class Mode : std::uint8_t { automatic, none, required, named };
  Mode mode = Mode::automatic;
  std::string name{};  ///< with `named`
};

/// The form of the answer.
struct ResponseFormat {
  enum class Kind : std::uint8_t { text, json, schema };
  Kind kind = Kind::text;
  std::string name = "answer";  ///< with `schema`: [a-zA-Z0-9_-], as vendors require
  Json schema{};                  ///< with `schema`
  bool strict = true;
};

/// What a response cache (`cached`) may do with a request. Never sent, and nothing to a model without one.
enum class CachedAnswers : std::uint8_t {
  allow,    ///< answer from the cache, and keep the answer
  refresh,  ///< ask the model, and keep its answer instead of the old one
  bypass,   ///< ask the model, and keep nothing
};

/// How to generate. What is not set is left to the vendor's default.
struct ChatOptions {
  std::optional<double> temperature{};
  std::optional<double> top_p{};
  std::optional<std::int64_t> max_tokens{};
  std::vector<std::string> stop{};
  std::optional<std::int64_t> seed{};
  std::optional<int> logprobs{};  ///< how many alternatives per token
  std::optional<bool> parallel_tool_calls{};
  std::string reasoning_effort{};  ///< "low", "medium", "high", …; empty: the default
  ToolChoice tool_choice{};
  ResponseFormat format{};
  Json extra{};  ///< an object merged into the request body as it is, for what this struct lacks
  std::optional<CachedAnswers> cached_answers{};

  /// These options with everything that `other` sets laid over them.
  [[nodiscard]] BATON_EXPORT ChatOptions merged_with(const ChatOptions& other) const;
};

/// All that one call sends.
struct ChatRequest {
  std::vector<Message> messages{};
  std::vector<ToolSpec> tools{};
  ChatOptions options{};
};

/// One generated token and its logarithmic probability, with the alternatives asked for.
struct TokenLogprob {
  std::string token;
  double logprob = 0.0;
  std::vector<TokenLogprob> alternatives;
};

/// All that one call answered.
struct ChatResponse {
  Message message;
  FinishReason finish_reason = FinishReason::stop;
  Usage usage;
  std::string model;       ///< as the vendor names it
  std::string id;          ///< of the response
  std::string request_id;  ///< of the HTTP request, for support tickets
  std::vector<TokenLogprob> logprobs;
  bool from_cache = false;  ///< another call made it: `usage` is zero, because this one spent nothing

  [[nodiscard]] std::string text() const { return message.text(); }
};

/// A piece of the answer's text.
struct TextDelta {
  TextDelta() = default;
  explicit TextDelta(std::string piece) noexcept : text(std::move(piece)) {}
  std::string text;
};
/// A piece of what the model thinks aloud.
struct ReasoningDelta {
  ReasoningDelta() = default;
  explicit ReasoningDelta(std::string piece) noexcept : text(std::move(piece)) {}
  std::string text;
};
/// A piece of a tool call. `id` and `name` come with the first piece of each `index`.
struct ToolCallDelta {
  ToolCallDelta() = default;
  explicit ToolCallDelta(std::size_t call_index, std::string call_id = {}, std::string tool_name = {},
                         std::string piece = {}) noexcept
      : index(call_index),
        id(std::move(call_id)),
        name(std::move(tool_name)),
        arguments(std::move(piece)) {}
  std::size_t index = 0;
  std::string id;
  std::string name;
  std::string arguments;
};
/// The last event of every stream that did not fail: the whole response.
struct ChatEnd {
  ChatEnd() = default;
  explicit ChatEnd(std::shared_ptr<const ChatResponse> whole) noexcept : response(std::move(whole)) {}
  std::shared_ptr<const ChatResponse> response;
};

/// What a streaming call yields: any number of deltas, then exactly one `ChatEnd`. A stream that
/// breaks before throws instead, with the text so far in `Error::partial()`.
///
/// (The events have constructors because GCC 12 destroys an aggregate made inside `co_yield` twice.)
using ChatEvent = std::variant<TextDelta, ReasoningDelta, ToolCallDelta, ChatEnd>;

}  // namespace baton::inline v0
