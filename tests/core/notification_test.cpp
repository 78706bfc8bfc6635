#include <baton/core/notification.hpp>

#include <chrono>
#include <stop_token>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>

namespace baton {
namespace {

using namespace std::chrono_literals;

ErrorCode code_of(const Notification& notification, const Context& context) {
  try {
    sync_wait(notification.wait(context), context);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(Notification, WhatHappenedBeforeIsNotWaitedFor) {
  Notification ready;
  ready.notify();
  ready.notify();
  EXPECT_TRUE(ready.notified());
  sync_wait(ready.wait(Context()));
}

TEST(Notification, WakesAllThatWait) {
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  Notification ready;
  std::vector<Task<void>> waiting;
  for (int i = 0; i < 20; ++i) waiting.push_back(ready.wait(context));
  std::jthread other([ready]() mutable {
    std::this_thread::sleep_for(5ms);
    ready.notify();
  });
  sync_wait(when_all(std::move(waiting)), context);
  EXPECT_TRUE(ready.notified());
}

TEST(Notification, KeepsToTheContext) {
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  const Notification never;
  EXPECT_EQ(code_of(never, context.with_timeout(5ms)), ErrorCode::deadline_exceeded);
  std::stop_source stop;
  std::jthread other([&stop] {
    std::this_thread::sleep_for(5ms);
    stop.request_stop();
  });
  EXPECT_EQ(code_of(never, context.with_stop(stop.get_token())), ErrorCode::cancelled);
}

TEST(Notification, RacesWithCancellationEndOnce) {
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  for (int i = 0; i < 200; ++i) {
    Notification ready;
    std::stop_source stop;
    std::jthread first([ready]() mutable { ready.notify(); });
    std::jthread second([&stop] { stop.request_stop(); });
    try {
      sync_wait(ready.wait(context.with_stop(stop.get_token())), context);
      EXPECT_TRUE(ready.notified());
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::cancelled);
    }
  }
}

}  // namespace
}  // namespace baton
