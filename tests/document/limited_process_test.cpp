#include "document/limited_process.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stop_token>
#include <string>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "support/temp_folder.hpp"

namespace baton::detail {
namespace {

using std::chrono::milliseconds;

Result<ProcessResult> shell(const std::string& script, const ProcessLimits& limits = {}, const Context& context = {},
                            std::string_view input = {}) {
  return run_limited({"sh", "-c", script}, input, {"GREETING=hello"}, limits, context);
}

TEST(LimitedProcess, GivesOutputErrorsAndTheExitCode) {
  const auto result = shell("cat; echo $GREETING; echo oops >&2; exit 3", {}, {}, "in ").value();
  EXPECT_EQ(result.output, "in hello\n");
  EXPECT_EQ(result.errors, "oops\n");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(shell("kill -9 $$").value().exit_code, 128 + SIGKILL);
  EXPECT_EQ(run_limited({"no-such-program"}, {}, {}, {}, {}).error().code(), ErrorCode::unsupported);
}

TEST(LimitedProcess, InheritsNoDescriptorAndNoEnvironment) {
  const int open = ::open("/dev/null", O_RDONLY);  // not closed on exec
  ASSERT_GE(open, 0);
  ::setenv("BATON_TEST_CANARY", "x", 1);
  const auto result = shell("env; for f in /proc/self/fd/*; do echo ${f##*/}; done").value();
  EXPECT_EQ(result.output.find("CANARY"), std::string::npos);
  // The shell opens the directory itself, as 3.
  EXPECT_EQ(result.output.find("\n" + std::to_string(std::max(open, 4)) + "\n"), std::string::npos) << result.output;
  ::close(open);
}

TEST(LimitedProcess, EveryLimitEndsItAndItsChildren) {
  const auto code = [](const Result<ProcessResult>& result) {
    return result ? ErrorCode::internal : result.error().code();
  };
  EXPECT_EQ(code(shell("while :; do :; done", {.cpu_seconds = 1})), ErrorCode::limit_exceeded);
  EXPECT_EQ(code(shell("sleep 60 & sleep 60", {.timeout = milliseconds(100)})), ErrorCode::limit_exceeded);
  EXPECT_EQ(code(shell("yes", {.output_bytes = 1000})), ErrorCode::limit_exceeded);
  EXPECT_EQ(code(shell("sleep 60", {}, Context{}.with_timeout(milliseconds(100)))), ErrorCode::deadline_exceeded);
  const test::TempFolder folder;
  EXPECT_NE(shell("echo x > " + (folder / "file").string()).value().exit_code, 0);
  EXPECT_NE(shell("head -c 300000000 /dev/zero | tail -c 300000000 | wc -c", {.memory_bytes = 64 << 20}).value().output,
            "300000000\n");
}

TEST(LimitedProcess, StopsWhenAskedTo) {
  std::stop_source stop;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(milliseconds(100));
    stop.request_stop();
  });
  const auto start = Context::Clock::now();
  const auto result = shell("echo $$; sleep 60", {}, Context{}.with_stop(stop.get_token()));
  EXPECT_EQ(result.error().code(), ErrorCode::cancelled);
  EXPECT_LT(Context::Clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace baton::detail
