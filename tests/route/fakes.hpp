#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <baton/core/runtime.hpp>
#include <baton/provider/chat_model.hpp>
#include <baton/provider/model.hpp>
#include <baton/route/router.hpp>

namespace baton::test {

struct FakeTurn {
  std::optional<Error> failure{};
  std::string text = "hello";
  bool deliver_first = false;  ///< the text is delivered before the failure
  std::chrono::milliseconds wait{0};
  FinishReason finish = FinishReason::stop;
};

/// A deployment that does what the test says: waits, says something, and ends or fails.
class FakeModel : public ChatModel {
 public:
  using Turn = FakeTurn;
  using Script = std::function<Turn(int call)>;

  FakeModel(std::string name, Script script)
      : name_(std::move(name)), script_(std::move(script)) {}

  [[nodiscard]] std::string name() const override { return "test/" + name_; }
  [[nodiscard]] int calls() const noexcept { return calls_; }
  [[nodiscard]] int cancelled() const noexcept { return cancelled_; }

  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest, Context context) const override {
    const Turn turn = script_(calls_++);
    if (turn.wait.count() > 0) {
      std::optional<Error> ended;
      try {
        co_await context.runtime().sleep_for(turn.wait, context);
      } catch (...) {
        ended = current_error();
      }
      if (ended) {
        ++cancelled_;
        throw *ended;
      }
    }
    if (turn.failure && !turn.deliver_first) throw *turn.failure;
    const bool silent = turn.finish == FinishReason::content_filter;
    if (!silent) co_yield TextDelta(turn.text);
    if (turn.failure) throw *turn.failure;
    auto response = std::make_shared<ChatResponse>();
    response->message = Message::assistant(silent ? "" : turn.text);
    response->model = name_;
    response->finish_reason = turn.finish;
    response->usage = {3, 2, 0, 0, false};
    co_yield ChatEnd(response);
  }

 private:
  std::string name_;
  Script script_;
  mutable std::atomic<int> calls_{0};
  mutable std::atomic<int> cancelled_{0};
};

/// Always the same.
inline FakeModel::Script always(FakeModel::Turn turn) {
  return [turn](int) { return turn; };
}
inline FakeModel::Script failing(ErrorCode code, bool retryable = false) {
  return always({.failure = Error(code, "as the test says").with_retry(retryable)});
}

using Fake = std::shared_ptr<FakeModel>;
inline Fake fake(std::string name, FakeModel::Script script = always({})) {
  return std::make_shared<FakeModel>(std::move(name), std::move(script));
}
inline Deployment deployed(const Fake& model) {
  const std::string name = model->name().substr(5);
  return {.name = name, .chat = Model(model)};
}

inline ChatRequest hello(std::string text = "hello") { return {.messages = {Message::user(std::move(text))}}; }

}  // namespace baton::test
