#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <baton/cache/cached.hpp>
#include <baton/cache/memory_cache.hpp>
#include <baton/core/notification.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/observe/memory_tracer.hpp>

namespace baton::testing {

inline ChatRequest ask(std::string text) {
  ChatRequest request;
  request.messages.push_back(Message::user(std::move(text)));
  return request;
}

/// Counts its calls, and answers "answer N to TEXT" in three pieces. Each call waits before the first and
/// the last piece for `gate` when there is one.
class CountingModel : public ChatModel {
 public:
  [[nodiscard]] std::string name() const override { return "test/counting"; }

  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const override {
    const int number = ++calls;
    if (starts) co_await starts->wait(context);
    if (failure && number <= failing_calls) throw Error(*failure);
    auto response = std::make_shared<ChatResponse>();
    const std::string head = "answer " + std::to_string(number);
    const std::string tail = " to " + request.messages.back().text();
    response->message = Message::assistant(head + tail);
    response->usage = {.input_tokens = 10, .output_tokens = 5};
    response->model = "counting";
    if (shape) shape(*response);
    co_yield ChatEvent(TextDelta("answer "));
    co_yield ChatEvent(TextDelta(std::to_string(number)));
    if (ends) co_await ends->wait(context);
    co_yield ChatEvent(TextDelta(tail));
    co_yield ChatEvent(ChatEnd(std::move(response)));
  }

  mutable std::atomic<int> calls{0};
  std::optional<Notification> starts;
  std::optional<Notification> ends;
  std::optional<Error> failure;
  int failing_calls = 1'000'000;  ///< so many fail, the first ones
  std::function<void(ChatResponse&)> shape;
};

/// The pieces of a stream, one after the other, with "|" behind each, and its end.
struct Played {
  std::string pieces;
  std::shared_ptr<const ChatResponse> end;
};

inline Task<Played> play(Stream<ChatEvent> events) {
  Played played;
  while (auto event = co_await events.next()) {
    if (const auto* delta = std::get_if<TextDelta>(&*event)) played.pieces += delta->text + "|";
    if (const auto* end = std::get_if<ChatEnd>(&*event)) played.end = end->response;
  }
  co_return played;
}

/// A runtime, a model and a cache of one's own.
class CacheTest : public ::testing::Test {
 protected:
  [[nodiscard]] Context context() { return Context().with_runtime(runtime_); }
  [[nodiscard]] ChatResponse complete(const Model& chat, ChatRequest request, Context context) {
    return sync_wait(chat.complete(std::move(request), context), context);
  }
  [[nodiscard]] ChatResponse complete(const Model& chat, ChatRequest request) {
    return complete(chat, std::move(request), context());
  }
  [[nodiscard]] Played stream(const Model& chat, ChatRequest request) {
    return sync_wait(play(chat.stream(std::move(request), context())), context());
  }
  [[nodiscard]] Model cached_model(CacheOptions options = {}) {
    return cached(Model(model_), store_, std::move(options));
  }

  std::shared_ptr<CountingModel> model_ = std::make_shared<CountingModel>();
  std::atomic<std::int64_t> seconds_{1'000};
  std::shared_ptr<CacheStore> store_ = memory_cache({.now = [this] {
    return std::chrono::system_clock::time_point(std::chrono::seconds(seconds_));
  }});
  Runtime runtime_;  // ends first, and with it what nobody waited for
};

/// The code of what `function` throws; `internal` when it throws nothing.
template <class F>
ErrorCode code_of(F&& function) {
  try {
    function();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

/// Waits until `condition()` holds; the test's own time limit ends what never comes.
inline void eventually(const std::function<bool()>& condition) {
  while (!condition()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

}  // namespace baton::testing
