#pragma once

#include <cstdint>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/stream.hpp>
#include <baton/core/task.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// How many tokens of input a request is: the vendor's count, unless `estimated`.
struct TokenCount {
  std::int64_t tokens = 0;
  bool estimated = false;

  bool operator==(const TokenCount&) const = default;
};

/// A language model that chats: the interface every provider implements.
///
/// `stream` is enough; `complete` collects it, and is overridden only where the vendor has a cheaper
/// call. Implementations are immutable and thread-safe: any number of calls may run at once, on any
/// thread. Streams and tasks must not outlive the model (hold it by `Model`, which shares it).
///
///     class Parrot : public ChatModel {
///       std::string name() const override { return "test/parrot"; }
///       Stream<ChatEvent> stream(ChatRequest request, Context) const override {
///         auto response = std::make_shared<ChatResponse>();
///         response->message = Message::assistant(request.messages.back().text());
///         co_yield TextDelta{response->text()};
///         co_yield ChatEnd{response};
///       }
///     };
class BATON_EXPORT ChatModel {
 public:
  virtual ~ChatModel();

  /// "vendor/model", as in the registry.
  [[nodiscard]] virtual std::string name() const = 0;

  /// The answer as it is generated: deltas, then one `ChatEnd`. Nothing is sent before the first
  /// `next()`; destroying the stream cancels the call.
  [[nodiscard]] virtual Stream<ChatEvent> stream(ChatRequest request, Context context) const = 0;

  /// The whole answer.
  [[nodiscard]] virtual Task<ChatResponse> complete(ChatRequest request, Context context) const;

  /// How many tokens of input this request would be, tools and system prompt included, without an answer.
  /// The default estimates, without a call; so do models whose vendor counts nothing but plain text.
  [[nodiscard]] virtual Task<TokenCount> count_tokens(ChatRequest request, Context context) const;

  /// Whether other `Model`s make its calls, which trace and pay for them: a router, a cache.
  [[nodiscard]] virtual bool delegates() const noexcept;

  /// Exactly what `stream` would send, as text: for a vendor the method, URL and JSON body, without
  /// credentials. The default lists the messages.
  [[nodiscard]] virtual std::string explain(const ChatRequest& request) const;
};

}  // namespace baton::inline v0
