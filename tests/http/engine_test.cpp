#include "http/engine.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <random>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/for_each.hpp>
#include <baton/core/when_all.hpp>

#include "http_fixture.hpp"

namespace baton {
namespace {

using namespace std::chrono_literals;
using test::Received;
using test::Reply;
using test::TestServer;

/// Serves anything, forever.
Reply echo(const Received& request) {
  return request.target == "/hang" ? Reply::hang_forever() : Reply::text(200, request.target);
}

class Engines : public ::testing::Test {
 protected:
  [[nodiscard]] static Task<int> count_success(Runtime& runtime, std::string url, Context context) {
    HttpRequest request{.url = std::move(url)};
    const HttpResponse response = co_await HttpClient::of(runtime).send(std::move(request), std::move(context));
    co_return response.status == 200 ? 1 : 0;
  }

  TestServer server{echo};
};

TEST_F(Engines, ManyCallsAtOnceAllSucceedAndReuseTheirConnections) {
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  for (int round = 0; round < 3; ++round) {
    std::vector<Task<int>> calls;
    for (int i = 0; i < 400; ++i) calls.push_back(count_success(runtime, server.url("/" + std::to_string(i)), context));
    int good = 0;
    for (const int one : sync_wait(when_all(std::move(calls)))) good += one;
    EXPECT_EQ(good, 400);
  }
  EXPECT_LE(server.connections(), 400);
}

TEST_F(Engines, ManyThreadsShareOneClient) {
  Runtime runtime;
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      const Context context = Context().with_runtime(runtime);
      for (int i = 0; i < 50; ++i) good += sync_wait(count_success(runtime, server.url("/a"), context));
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 400);
  EXPECT_LE(server.connections(), 8);
}

TEST_F(Engines, ACallerThatComputesHoldsUpNeitherItsCallNorOthers) {
  Runtime runtime;
  const auto seen_by_server = [](TestServer& waited) -> Task<int> {
    co_return waited.wait_for_requests(1) ? 1 : 0;  // without awaiting anything
  };
  std::vector<Task<int>> both;
  both.push_back(count_success(runtime, server.url("/a"), Context().with_runtime(runtime)));
  both.push_back(seen_by_server(server));
  EXPECT_EQ(sync_wait(when_all(std::move(both))), (std::vector{1, 1}));
}

TEST_F(Engines, CallsOneAfterAnotherAndSpawnedOnesMix) {
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  std::atomic<int> good = 0;
  const auto add = [](Task<int> call, std::atomic<int>& sum) -> Task<void> { sum += co_await call; };
  for (int i = 0; i < 100; ++i) {
    runtime.spawn(add(count_success(runtime, server.url("/s"), context), good));
    EXPECT_EQ(sync_wait(count_success(runtime, server.url("/a"), context)), 1);
  }
  while (good < 100) std::this_thread::yield();
}

TEST_F(Engines, AHostDrivenRuntimeIsDrivenByTheWaitingCaller) {
  Runtime runtime({.loop = RuntimeOptions::Loop::host});
  const Context context = Context().with_runtime(runtime);
  EXPECT_EQ(sync_wait(count_success(runtime, server.url("/a"), context), context), 1);
}

Task<void> set_when_done(Task<int> task, bool& done) {
  co_await task;
  done = true;
}

TEST_F(Engines, AHostDrivenRuntimeIsPolledFromAFrameLoop) {
  Runtime runtime({.loop = RuntimeOptions::Loop::host});
  bool done = false;
  runtime.spawn(set_when_done(count_success(runtime, server.url("/a"), Context().with_runtime(runtime)), done));
  for (int frame = 0; frame < 10'000 && !done; ++frame) {
    runtime.poll();
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_TRUE(done);
}

TEST_F(Engines, CancellingClosesTheSocket) {
  Runtime runtime;
  std::stop_source stop;
  std::thread canceller([&] {
    EXPECT_TRUE(server.wait_for_requests(1));
    stop.request_stop();
  });
  const Context context = Context().with_runtime(runtime).with_stop(stop.get_token());
  try {
    (void)sync_wait(count_success(runtime, server.url("/hang"), context));
    ADD_FAILURE() << "the call was not cancelled";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::cancelled);
  }
  canceller.join();
  EXPECT_TRUE(server.wait_for_gone(1));
}

TEST_F(Engines, DroppingAnExchangeClosesTheSocket) {
  Runtime runtime;
  server.push(Reply::sse({"one", "two"}).cut(100).hang());
  {
    HttpRequest request{.url = server.url()};
    const auto exchange = sync_wait(HttpClient::of(runtime).open(request, Context().with_runtime(runtime)));
    EXPECT_EQ(exchange.head().status, 200);
  }
  EXPECT_TRUE(server.wait_for_gone(1));
}

TEST_F(Engines, StreamsThatNobodyReadsDoNotHoldUpTheOthers) {
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  auto& client = HttpClient::of(runtime);
  constexpr std::size_t size = 1'000'000;
  std::vector<HttpExchange> unread;
  for (int i = 0; i < 50; ++i) {
    server.push(Reply::text(200, std::string(size, 'x')));
    unread.push_back(sync_wait(client.open({.url = server.url()}, context)));
  }
  for (int i = 0; i < 20; ++i) EXPECT_EQ(sync_wait(count_success(runtime, server.url("/a"), context)), 1);
  for (auto& exchange : unread) EXPECT_EQ(test::size_of_rest(exchange), size);
}

Task<void> drain_till_stopped(HttpClient& client, HttpRequest request, Context context) {
  static_cast<void>(co_await test::drain(client, std::move(request), std::move(context)));
}

TEST_F(Engines, FastStreamsDoNotHoldUpTheOthers) {
  TestServer fast([](const Received&) { return Reply::endless("HTTP/1.1 200 OK\r\n\r\n", std::string(65'536, 'x')); });
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  auto& client = HttpClient::of(runtime);
  std::vector<HttpExchange> unread;  // more than 4 MiB wait, so that the loop takes breaks
  for (int i = 0; i < 20; ++i) {
    server.push(Reply::text(200, std::string(1'000'000, 'x')));
    unread.push_back(sync_wait(client.open({.url = server.url()}, context)));
  }
  std::stop_source stop;
  for (int i = 0; i < 8; ++i) {
    HttpRequest endless{.url = fast.url()};
    endless.limits.bytes = std::size_t{1} << 40;
    runtime.spawn(drain_till_stopped(client, std::move(endless), context.with_stop(stop.get_token())));
  }
  EXPECT_TRUE(fast.wait_for_requests(8));
  for (int i = 0; i < 10; ++i) EXPECT_EQ(sync_wait(count_success(runtime, server.url("/a"), context)), 1);
  stop.request_stop();
}

std::string long_text(const std::string& seed) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += seed + ' ' + std::to_string(i) + '\n';
  return text;
}

TEST_F(Engines, ManyLargeStreamsAtOnceArriveWholeAndInOrder) {
  TestServer large([](const Received& request) { return Reply::text(200, long_text(request.target)); });
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  for (int round = 0; round < 2; ++round) {
    std::vector<Task<std::string>> streams;
    for (int i = 0; i < 100; ++i) {
      streams.push_back(test::drain(HttpClient::of(runtime), {.url = large.url("/" + std::to_string(i))}, context));
    }
    const auto texts = sync_wait(when_all(std::move(streams)));
    for (std::size_t i = 0; i < 100; ++i) EXPECT_TRUE(texts[i] == long_text("/" + std::to_string(i))) << i;
  }
}

Task<ErrorCode> failure_of_stream(HttpClient& client, HttpRequest request, Context context) {
  try {
    static_cast<void>(co_await test::drain(client, std::move(request), std::move(context)));
  } catch (const Error& error) {
    co_return error.code();
  }
  co_return ErrorCode::internal;
}

TEST_F(Engines, WhatIsTooLargeIsRefusedAlsoWhereCurlHeldIt) {
  TestServer large([](const Received& request) { return Reply::text(200, long_text(request.target)); });
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  std::vector<Task<ErrorCode>> streams;
  for (std::size_t i = 0; i < 100; ++i) {
    HttpRequest request{.url = large.url("/"), .limits = {.bytes = 10'000 + 500 * i}};
    streams.push_back(failure_of_stream(HttpClient::of(runtime), std::move(request), context));
  }
  const auto failures = sync_wait(when_all(std::move(streams)));
  for (const ErrorCode code : failures) EXPECT_EQ(code, ErrorCode::limit_exceeded);
}

TEST_F(Engines, AStoppedContextSendsNothing) {
  Runtime runtime;
  std::stop_source stop;
  stop.request_stop();
  const Context context = Context().with_runtime(runtime).with_stop(stop.get_token());
  EXPECT_THROW((void)sync_wait(count_success(runtime, server.url("/a"), context)), Error);
  EXPECT_EQ(server.connections(), 0);
}

/// One call that is cancelled at a random moment: it ends once, with a result or with `cancelled`.
Task<void> cancelled_call(Runtime& runtime, std::string url, bool streaming, Context context, std::atomic<int>& ended) {
  try {
    HttpRequest request{.url = std::move(url)};
    if (streaming) {
      HttpExchange exchange = co_await HttpClient::of(runtime).open(std::move(request), std::move(context));
      for (;;) {
        const std::string block = co_await exchange.read();
        if (block.empty()) break;
      }
    } else {
      (void)co_await HttpClient::of(runtime).send(std::move(request), std::move(context));
    }
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::cancelled) << error.what();
  }
  ++ended;
}

TEST_F(Engines, TenThousandRandomCancelsEndEachCallOnce) {
  constexpr int calls = 10'000;
  constexpr int at_once = 50;
  Runtime runtime;
  std::mt19937 random(11);  // NOLINT: the same moments in every run
  std::atomic<int> ended = 0;
  for (int started = 0; started < calls; started += at_once) {
    std::vector<std::stop_source> stops(at_once);
    for (int i = 0; i < at_once; ++i) {
      const Context context = Context().with_runtime(runtime).with_stop(stops[static_cast<std::size_t>(i)].get_token());
      const bool hangs = random() % 4 == 0;
      runtime.spawn(cancelled_call(runtime, server.url(hangs ? "/hang" : "/a"), random() % 2 == 0, context, ended));
    }
    for (auto& stop : stops) {
      if (random() % 8 == 0) std::this_thread::sleep_for(std::chrono::microseconds(random() % 200));
      stop.request_stop();
    }
    while (ended < started + at_once) std::this_thread::yield();
  }
  EXPECT_EQ(ended, calls);
}

TEST_F(Engines, DestroyingTheRuntimeCancelsWhatRuns) {
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> ended = 0;
    {
      Runtime runtime;
      for (int i = 0; i < 20; ++i) {
        const bool hangs = i % 2 == 0;
        runtime.spawn(cancelled_call(runtime, server.url(hangs ? "/hang" : "/a"), i % 3 == 0,
                                     Context().with_runtime(runtime), ended));
      }
      if (round % 2 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(round));
    }
    EXPECT_EQ(ended, 20);
  }
}

TEST_F(Engines, DestroyingTheRuntimeWakesABlockedCaller) {
  auto runtime = std::make_unique<Runtime>();
  const std::size_t before = server.requests().size();
  std::thread caller([&server = server, context = Context().with_runtime(*runtime), &loop = *runtime] {
    try {
      (void)sync_wait(count_success(loop, server.url("/hang"), context));
      ADD_FAILURE() << "the call was not cancelled";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::cancelled);
    }
  });
  EXPECT_TRUE(server.wait_for_requests(before + 1));
  runtime.reset();
  caller.join();
}

TEST_F(Engines, DestroyingAHostDrivenRuntimeCancelsToo) {
  std::atomic<int> ended = 0;
  {
    Runtime runtime({.loop = RuntimeOptions::Loop::host});
    runtime.spawn(cancelled_call(runtime, server.url("/hang"), true, Context().with_runtime(runtime), ended));
    for (int i = 0; i < 20; ++i) runtime.run_for(1ms);
  }
  EXPECT_EQ(ended, 1);
}

TEST_F(Engines, AClientOfOnesOwnClosesBeforeItsRuntime) {
  Runtime runtime;
  for (int i = 0; i < 10; ++i) {
    HttpClient client(runtime);
    HttpRequest request{.url = server.url("/own")};
    EXPECT_EQ(sync_wait(client.send(request, Context().with_runtime(runtime))).body, "/own");
  }
  EXPECT_TRUE(server.wait_for_gone(10));
}

}  // namespace
}  // namespace baton
