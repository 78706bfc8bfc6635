#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/route/router.hpp>

#include "provider/faults/fault.hpp"

// The one owner of retries meets every fault of every vendor: a call is sent again exactly when that may help.

namespace baton::test {
namespace {

using namespace std::chrono_literals;

constexpr int most_attempts = 3;

class FaultAttempts : public ::testing::TestWithParam<Recordings> {
 protected:
  void meet(const Fault& fault, bool streamed) {
    TestServer server;
    Scene scene{GetParam(), streamed, 0, server};
    for (int i = 0; i < most_attempts; ++i) fault.happens(scene);
    const Verdict& verdict = streamed ? fault.streamed : fault.unary;
    // What a vendor asks for in seconds is not waited for here.
    const Model model = retrying(scene.model(), {.attempts = most_attempts, .base = 1ms, .cap = 2ms, .longest_wait = 100ms});
    const Played played = call(model, streamed, Context().with_runtime(runtime_));
    EXPECT_EQ(played.error.has_value(), verdict.code.has_value());
    if (!played.error) return;
    EXPECT_EQ(played.error->code(), *verdict.code) << played.error->what();
    const bool delivered = !played.text.empty() || !played.reasoning.empty() || !played.calls.empty();
    const bool again = verdict.retryable && !delivered && verdict.wait.value_or(0ms) <= 100ms;
    // A stream of which something was delivered is for the consumer to start over.
    EXPECT_EQ(played.error->retryable(), verdict.retryable && delivered) << played.error->what();
    const auto arrived = server.requests().size();
    if (arrived == 0) return;  // nobody was there to count
    EXPECT_EQ(arrived, again ? most_attempts : 1) << played.error->what();
    ++counted_;
  }

  Runtime runtime_;
  int counted_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Vendors, FaultAttempts, ::testing::ValuesIn(all_recordings()),
                         [](const auto& row) { return row.param.test_name(); });

TEST_P(FaultAttempts, AreAsManyAsMayHelp) {
  for (const auto& [row, faults] : faults_of(GetParam())) {
    for (const auto& fault : faults) {
      for (const bool streamed : {false, true}) {
        SCOPED_TRACE("row " + std::to_string(row) + ": " + fault.name + (streamed ? ", streamed" : ", unary"));
        meet(fault, streamed);
      }
    }
  }
  EXPECT_GT(counted_, 50);
}

}  // namespace
}  // namespace baton::test
