#include "provider/stream_error.hpp"

#include <gtest/gtest.h>

namespace baton::detail {
namespace {

const Peer peer{"acme", "ACME_KEY", Secret("sk-1")};

HttpHead head() {
  HttpHead head;
  head.status = 200;
  head.headers = {{"x-request-id", "req-1"}};
  return head;
}

TEST(StreamError, TheSizeOfAStreamIsBounded) {
  EXPECT_NO_THROW(check_stream_size(peer, 10, {.bytes = 10}));
  EXPECT_THROW(check_stream_size(peer, 11, {.bytes = 10}), Error);
}

TEST(StreamError, SaysWhoAndWhatHadArrived) {
  const Error error = broken_stream(peer, Error(ErrorCode::cancelled, "stop"), "Hel");
  EXPECT_EQ(error.provider(), "acme");
  EXPECT_EQ(error.partial(), "Hel");
  const Error truncated = truncated_stream(peer, head(), "nothing came", "");
  EXPECT_EQ(truncated.code(), ErrorCode::stream_truncated);
  EXPECT_EQ(truncated.request_id(), "req-1");
  EXPECT_TRUE(truncated.retryable());
  EXPECT_FALSE(stream_after_end(peer, head()).retryable());
}

TEST(StreamError, AnEventThatIsNotJson) {
  EXPECT_EQ(unreadable_event(peer, head(), "{\"a\":", "x").code(), ErrorCode::stream_truncated);
  const Error bare = unreadable_event(peer, head(), "RuntimeError: sk-1 ran out of memory", "x");
  EXPECT_EQ(bare.code(), ErrorCode::overloaded);
  EXPECT_EQ(bare.message().find("sk-1"), std::string::npos) << bare.message();
}

}  // namespace
}  // namespace baton::detail
