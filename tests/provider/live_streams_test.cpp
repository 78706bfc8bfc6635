#include <atomic>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <random>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/openai.hpp>

#include "support/test_server.hpp"

namespace baton {
namespace {

using test::Received;
using test::Reply;

/// Talks until the other side has gone.
Reply talks_on(const Received&) {
  const std::string chunk = R"(data: {"choices":[{"index":0,"delta":{"content":"on and on "}}]})"
                            "\n\n";
  return Reply::endless("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", chunk).pausing(std::chrono::milliseconds(1));
}

struct Ends {
  std::atomic<int> all{0};
  std::atomic<int> cancelled{0};
  std::atomic<int> heard{0};  ///< that have begun to talk
};

Task<void> listen(Model model, Context context, Ends& ends) {
  std::optional<Error> failure;
  bool heard = false;
  try {
    ChatRequest request;
    request.messages.push_back(Message::user("Go on"));
    auto events = model.stream(std::move(request), context);
    while (co_await events.next()) {
      if (!std::exchange(heard, true)) ++ends.heard;
    }
  } catch (...) {
    failure = current_error();
  }
  if (failure && failure->code() == ErrorCode::cancelled) ++ends.cancelled;
  ++ends.all;
}

template <class Condition>
void wait_until(Condition condition) {
  while (!condition()) std::this_thread::sleep_for(std::chrono::microseconds(100));
}

/// BATON_CANCELLATIONS says how many, for a long run.
TEST(LiveStreams, RandomCancellationsEndEachStreamOnceAndCloseItsConnection) {
  const char* given = std::getenv("BATON_CANCELLATIONS");
  const int streams = given != nullptr ? std::atoi(given) : 1'000;
  constexpr int at_once = 100;
  test::TestServer server(talks_on);
  const Model model(openai_model({.model = "m", .base_url = server.url("/v1"), .api_key = Secret("k")}));
  Ends ends;
  {
    Runtime runtime;
    std::mt19937 random(7);  // NOLINT: the same moments in every run
    for (int started = 0; started < streams; started += at_once) {
      std::vector<std::stop_source> stops(at_once);
      for (auto& stop : stops) {
        runtime.spawn(listen(model, Context{}.with_runtime(runtime).with_stop(stop.get_token()), ends));
      }
      // Some are cancelled before they are connected, some while they talk.
      const int until = ends.heard + static_cast<int>(random() % at_once);
      wait_until([&] { return ends.heard >= until; });
      for (auto& stop : stops) stop.request_stop();
      wait_until([&] { return ends.all == started + at_once; });
    }
  }
  EXPECT_EQ(ends.all, streams);
  EXPECT_EQ(ends.cancelled, streams) << "they end in no other way";
  EXPECT_GT(ends.heard, streams / 4);
  EXPECT_TRUE(server.wait_for_gone(server.connections()));
}

}  // namespace
}  // namespace baton
