#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/core/export.hpp>
#include <baton/provider/chat_model.hpp>

namespace baton::inline v0 {

/// A stream that goes exactly this way: the events, and then `failure` when there is one. A list
/// without `ChatEnd` and without failure gets the `ChatEnd` that its deltas make; give it a failure of
/// `stream_truncated` to see what the application does with a broken one.
struct ScriptedStream {
  std::vector<ChatEvent> events{};
  std::optional<Error> failure{};
};

/// One turn of a `ScriptedModel`: a text, a whole response, an error to throw, or a stream.
using ScriptedReply = std::variant<std::string, ChatResponse, Error, ScriptedStream>;

/// Answers what it was told to, in order, and records what it was asked.
///
/// Each call takes the next reply when it starts; after the last one calls fail with `invalid_state`,
/// so that a test notices a call too many. Texts stream in pieces of `piece_bytes` (never inside a
/// code point), word by word when that is 0. A response without usage gets an estimate. Thread-safe:
/// replies are handed out once each, requests are recorded in the order the calls started.
///
///     auto fake = std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{
///         "Hello", Error(ErrorCode::rate_limited, "slow down"), "Hello again"});
///     run_application(Model(fake));
///     EXPECT_EQ(fake->requests().size(), 3u);
class BATON_EXPORT ScriptedModel : public ChatModel {
 public:
  explicit ScriptedModel(std::vector<ScriptedReply> replies, std::size_t piece_bytes = 0);

  [[nodiscard]] std::string name() const override { return "test/scripted"; }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const override;

  /// The requests so far, oldest first.
  [[nodiscard]] std::vector<ChatRequest> requests() const;
  /// How many replies nobody has asked for yet.
  [[nodiscard]] std::size_t remaining() const;

 private:
  [[nodiscard]] ScriptedReply take(const ChatRequest& request) const;

  std::vector<ScriptedReply> replies_;
  std::size_t piece_bytes_;
  mutable std::mutex mutex_;
  mutable std::vector<ChatRequest> requests_;
};

/// Answers with a function of the request. The function is called from any thread, possibly from
/// several at once; what it throws is the call's error. Streams as `ScriptedModel` does.
///
///     FunctionModel parrot([](const ChatRequest& r) { return r.messages.back().text(); });
class BATON_EXPORT FunctionModel : public ChatModel {
 public:
  using Text = std::function<std::string(const ChatRequest&)>;
  using Whole = std::function<ChatResponse(const ChatRequest&)>;

  /// From a callable that gives a text or a whole `ChatResponse`.
  template <class F>
    requires std::is_invocable_v<const F&, const ChatRequest&>
  explicit FunctionModel(F function, std::size_t piece_bytes = 0) : piece_bytes_(piece_bytes) {
    if constexpr (std::is_same_v<std::invoke_result_t<const F&, const ChatRequest&>, ChatResponse>) {
      whole_ = std::move(function);
    } else {
      text_ = std::move(function);
    }
  }

  [[nodiscard]] std::string name() const override { return "test/function"; }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const override;

 private:
  Text text_;
  Whole whole_;
  std::size_t piece_bytes_;
};

/// How `SchemaModel` makes its output.
struct SchemaOptions {
  std::uint64_t seed = 0;       ///< another seed, other values
  std::size_t piece_bytes = 8;  ///< of the streamed text and tool arguments; 0: word by word
  bool optional_properties = true;  ///< whether properties that are not required are made as well
};

/// Makes output that fits the schema it is asked for: to try an application's structured output and
/// tools without a model.
///
/// * With a response format of kind `schema`, the text is a value of that schema; with kind `json`, a
///   small object.
/// * Otherwise, when the request has tools, the choice allows them and no tool result follows the last
///   user message, it calls the tool that is named, or else the first one, with valid arguments.
/// * Otherwise a short text.
///
/// It follows type, enum, const, properties, required, items, prefixItems, minItems, maxItems,
/// uniqueItems, additionalProperties (as a schema, for maps), minProperties, minLength, maxLength,
/// minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, anyOf, oneOf, allOf, $ref into
/// the same document, the formats date, time, date-time, email, uri, uuid, and patterns made of
/// literals, classes, groups and repetitions. A schema that it cannot satisfy is
/// `ErrorCode::unsupported`. Deterministic for a seed and request. Immutable and thread-safe.
class BATON_EXPORT SchemaModel : public ChatModel {
 public:
  explicit SchemaModel(SchemaOptions options = {}) : options_(options) {}

  [[nodiscard]] std::string name() const override { return "test/schema"; }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const override;

 private:
  SchemaOptions options_;
};

/// A value that fits `schema`, as `SchemaModel` makes it.
[[nodiscard]] BATON_EXPORT Json schema_sample(const Json& schema, SchemaOptions options = {});

}  // namespace baton::inline v0
