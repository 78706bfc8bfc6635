#include <baton/core/error.hpp>

#include <set>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace baton {
namespace {

using namespace std::chrono_literals;

TEST(Error, SaysWhereWhatAndWhy) {
  const auto error = Error(ErrorCode::rate_limited, "wait a little")
                         .with_provider("openai")
                         .with_http(429, "req_7")
                         .with_retry(true, 1500ms)
                         .with_cause(Error(ErrorCode::bad_response, "no JSON"))
                         .within("answer")
                         .within("rag");
  EXPECT_STREQ(error.what(),
               "rag/answer: wait a little [rate_limited, openai, HTTP 429, request req_7]; caused by no JSON "
               "[bad_response]");
  EXPECT_EQ(error.path(), "rag/answer");
  EXPECT_EQ(error.message(), "wait a little");
  EXPECT_EQ(error.provider(), "openai");
  EXPECT_EQ(error.http_status(), 429);
  EXPECT_EQ(error.request_id(), "req_7");
  EXPECT_TRUE(error.retryable());
  EXPECT_EQ(error.retry_after(), 1500ms);
  ASSERT_NE(error.cause(), nullptr);
  EXPECT_EQ(error.cause()->code(), ErrorCode::bad_response);
}

TEST(Error, StartsWithNothingButCodeAndMessage) {
  const Error error(ErrorCode::io_error, "disk full: make room");
  EXPECT_STREQ(error.what(), "disk full: make room [io_error]");
  EXPECT_EQ(error.path(), "");
  EXPECT_EQ(error.http_status(), 0);
  EXPECT_FALSE(error.retryable());
  EXPECT_FALSE(error.retry_after());
  EXPECT_EQ(error.cause(), nullptr);
  EXPECT_EQ(error.partial(), "");
}

TEST(Error, ChangedCopiesLeaveTheOriginal) {
  const Error original(ErrorCode::internal, "x");
  const Error changed = original.within("step").with_partial("half");
  EXPECT_EQ(original.path(), "");
  EXPECT_EQ(original.partial(), "");
  EXPECT_EQ(changed.path(), "step");
  EXPECT_EQ(changed.partial(), "half");
}

TEST(Error, EveryCodeHasItsOwnName) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(ErrorCode::internal); ++i) {
    names.insert(to_string(static_cast<ErrorCode>(i)));
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(ErrorCode::internal) + 1);
  EXPECT_FALSE(names.contains("unknown"));
  EXPECT_EQ(to_string(static_cast<ErrorCode>(200)), "unknown");
  EXPECT_EQ(to_string(ErrorCode::invalid_argument), "invalid_argument");
  EXPECT_EQ(to_string(ErrorCode::stream_truncated), "stream_truncated");
  EXPECT_EQ(to_string(ErrorCode::internal), "internal");
}

TEST(CurrentError, KeepsAnErrorAndWrapsTheRest) {
  const auto of = [](auto thrown) {
    try {
      throw thrown;
    } catch (...) {
      return current_error();
    }
  };
  EXPECT_EQ(of(Error(ErrorCode::busy, "later").within("a")).path(), "a");
  EXPECT_EQ(of(std::runtime_error("why")).code(), ErrorCode::internal);
  EXPECT_EQ(of(std::runtime_error("why")).message(), "why");
  EXPECT_EQ(of(42).code(), ErrorCode::internal);
}

TEST(ToError, ReadsACapturedException) {
  const auto captured = std::make_exception_ptr(Error(ErrorCode::not_found, "none"));
  EXPECT_EQ(to_error(captured).code(), ErrorCode::not_found);
}

}  // namespace
}  // namespace baton
