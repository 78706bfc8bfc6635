#pragma once

#include <cstddef>
#include <string_view>

#include <baton/core/budget.hpp>
#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/span.hpp>
#include <baton/message/chat.hpp>
#include <baton/provider/chat_model.hpp>

/// What surrounds a call of a model. Applications have no need of it.
namespace baton::inline v0::detail {

/// The bookkeeping of one model call: its span, and its budget, reserved before and settled after.
/// Lives in the frame of the call; `context` must outlive it.
class BATON_EXPORT ModelCall {
 public:
  /// Throws `budget_exceeded`, `cancelled` or `deadline_exceeded`: then nothing may be sent.
  /// `name` is that of `chat`, "vendor/model", and must outlive the call.
  ModelCall(const ChatModel& chat, std::string_view name, const ChatRequest& request,
            const Context& context);
  ModelCall(const ModelCall&) = delete;
  ModelCall& operator=(const ModelCall&) = delete;
  ~ModelCall();

  [[nodiscard]] const Context& context() const noexcept { return span_.context(); }
  void saw(const ChatEvent& event) noexcept;
  void succeeded(const ChatResponse& response) noexcept;
  [[nodiscard]] bool ended() const noexcept { return ended_; }
  /// The error to throw for the one being handled: with the vendor's name.
  [[nodiscard]] Error failed() noexcept;

 private:
  void reserve(const ChatRequest& request, const Context& context);

  Span span_;
  std::string_view name_;
  bool relayed_;
  Budget* budget_ = nullptr;
  Spend reserved_;
  Spend actual_{.calls = 1};
  std::size_t streamed_bytes_ = 0;
  bool ended_ = false;
};

}  // namespace baton::inline v0::detail
