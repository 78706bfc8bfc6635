#pragma once

#include <optional>
#include <string>

#include <baton/core/error.hpp>
#include <baton/core/span.hpp>
#include <baton/core/stream.hpp>
#include <baton/message/chat.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/model.hpp>

#include "route/journey.hpp"

namespace baton::inline v0::detail {

/// The span of an attempt: "deployment NAME", with a warning when the shared limits could not be asked.
class AttemptSpan : public Span {
 public:
  AttemptSpan(const Visit& visit, const Context& parent);
};
/// Throw `unsupported` when the deployment has none.
[[nodiscard]] const Model& chat_of(const Visit& visit);
[[nodiscard]] const Embedder& embedder_of(const Visit& visit);

[[nodiscard]] std::int64_t tokens_of_answer(const ChatResponse& response);
/// The error to go on with when the answer was withheld and another deployment is there for that.
[[nodiscard]] std::optional<Error> withheld(const ChatResponse& response, const Journey& journey);

/// One attempt at a stream, in the frame of the call.
class StreamAttempt {
 public:
  /// `journey` must outlive the attempt.
  StreamAttempt(Visit visit, Journey& journey);

  /// The stream of the deployment, begun when first asked for.
  [[nodiscard]] Stream<ChatEvent>& events(const ChatRequest& request);
  /// Looks at what came, before it is delivered. Throws when it must not be.
  void take(const std::optional<ChatEvent>& event);
  void fail(Error failure);
  [[nodiscard]] bool failed() const noexcept { return failure_.has_value(); }
  [[nodiscard]] bool over() const noexcept { return ended_ || failed(); }
  /// Tells how it failed; returns when another deployment may be tried, else throws.
  void give_way();

 private:
  Visit visit_;
  Journey& journey_;
  AttemptSpan span_;
  std::optional<Stream<ChatEvent>> events_;
  std::optional<Error> failure_;
  bool delivered_ = false;
  bool ended_ = false;
};

}  // namespace baton::inline v0::detail
