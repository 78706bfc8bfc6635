// Limits that several real processes share through a real server.

#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "redis/redis_test_server.hpp"

namespace baton {
namespace {

using namespace std::chrono_literals;

/// What the processes are told; see limits_worker.cpp.
struct Orders {
  int concurrency = 0;
  int requests_per_minute = 0;
  int calls = 30;
  int at_once = 3;
  int hold_ms = 5;
  int lease_ms = 30'000;
};

struct Moment {
  std::int64_t time;
  int change;
};

class SharedLimitsTest : public ::testing::Test, protected test::RedisTestServer {
 protected:
  void SetUp() override {
    if (!installed()) GTEST_SKIP() << "no redis-server: scripts/packages test";
    ASSERT_TRUE(start());
  }

  [[nodiscard]] std::string notes_of(int worker) const { return (folder_ / std::to_string(worker)).string(); }

  [[nodiscard]] pid_t send(int worker, const Orders& orders) const {
    std::vector<std::string> words = {WORKER, url(), notes_of(worker)};
    for (const int number : {orders.concurrency, orders.requests_per_minute, orders.calls, orders.at_once,
                             orders.hold_ms, orders.lease_ms}) {
      words.push_back(std::to_string(number));
    }
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
      ::execv(arguments[0], arguments.data());
      ::_exit(127);
    }
    return child;
  }
  static void wait_for(pid_t child) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }

  /// When calls began and ended. Those that a killed process left open ended when it died.
  [[nodiscard]] std::vector<Moment> moments(int worker, std::int64_t died = 0) const {
    std::vector<Moment> all;
    std::ifstream file(notes_of(worker));
    std::string what;
    int open = 0;
    for (std::int64_t time = 0; file >> what >> time;) {
      if (what != "+" && what != "-") continue;
      all.push_back({time, what == "+" ? 1 : -1});
      open += all.back().change;
    }
    for (; open > 0; --open) all.push_back({died, -1});
    return all;
  }

  static int most_at_once(std::vector<Moment> all) {
    std::sort(all.begin(), all.end(), [](const Moment& a, const Moment& b) {
      return std::pair(a.time, a.change) < std::pair(b.time, b.change);
    });
    int now = 0;
    int most = 0;
    for (const Moment& moment : all) most = std::max(most, now += moment.change);
    return most;
  }
};

TEST_F(SharedLimitsTest, ProcessesTogetherHaveNoMoreCallsInFlight) {
  std::vector<pid_t> workers;
  for (int i = 0; i < 3; ++i) workers.push_back(send(i, {.concurrency = 2}));
  std::vector<Moment> all;
  for (int i = 0; i < 3; ++i) {
    wait_for(workers[static_cast<std::size_t>(i)]);
    const auto own = moments(i);
    EXPECT_EQ(own.size(), 60U) << "each of its 30 calls was made";
    all.insert(all.end(), own.begin(), own.end());
  }
  EXPECT_LE(most_at_once(all), 2);
}

TEST_F(SharedLimitsTest, ProcessesTogetherSendNoMoreRequests) {
  constexpr int a_minute = 600;  // a hundred at once, then ten a second
  std::vector<pid_t> workers;
  for (int i = 0; i < 3; ++i) workers.push_back(send(i, {.requests_per_minute = a_minute, .calls = 36, .hold_ms = 0}));
  std::vector<std::int64_t> begins;
  for (int i = 0; i < 3; ++i) {
    wait_for(workers[static_cast<std::size_t>(i)]);
    for (const Moment& moment : moments(i)) {
      if (moment.change > 0) begins.push_back(moment.time);
    }
  }
  EXPECT_EQ(begins.size(), 108U);
  std::sort(begins.begin(), begins.end());
  const double seconds = static_cast<double>(begins.back() - begins.front()) / 1e9;
  EXPECT_GE(seconds, 0.6) << "108 are 8 more than fit at once";
}

TEST_F(SharedLimitsTest, ThePlacesOfAKilledProcessGetFree) {
  const Orders orders{.concurrency = 2, .lease_ms = 3'000};
  const pid_t doomed = send(0, {.concurrency = 2, .at_once = 2, .hold_ms = 60'000, .lease_ms = 3'000});
  while (moments(0).size() < 4) std::this_thread::sleep_for(5ms);  // two begun, and closed by `moments`
  ASSERT_EQ(::kill(doomed, SIGKILL), 0);
  ASSERT_EQ(::waitpid(doomed, nullptr, 0), doomed);
  const auto died = std::chrono::steady_clock::now().time_since_epoch().count();
  const pid_t heir = send(1, orders);
  wait_for(heir);
  auto all = moments(0, died);
  const auto own = moments(1);
  EXPECT_EQ(own.size(), 60U);
  all.insert(all.end(), own.begin(), own.end());
  EXPECT_LE(most_at_once(all), 2);
}

TEST_F(SharedLimitsTest, WhenTheServerIsKilledProcessesGoOnByThemselves) {
  std::vector<pid_t> workers;
  for (int i = 0; i < 2; ++i) workers.push_back(send(i, {.concurrency = 2, .calls = 300, .hold_ms = 2}));
  while (moments(0).size() < 20 || moments(1).size() < 20) std::this_thread::sleep_for(2ms);
  kill();
  for (int i = 0; i < 2; ++i) {
    wait_for(workers[static_cast<std::size_t>(i)]);
    const auto own = moments(i);
    EXPECT_EQ(own.size(), 600U) << "no call failed";
    EXPECT_LE(most_at_once(own), 2) << "each keeps to the limits alone";
  }
}

}  // namespace
}  // namespace baton
