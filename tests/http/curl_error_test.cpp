#include "http/curl_error.hpp"

#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <baton/core/error.hpp>

#include "http_fixture.hpp"

namespace baton {
namespace {

using test::Reply;

class CurlError : public test::HttpFixture {
 protected:
  [[nodiscard]] HttpRequest request() const { return {.url = server.url("/x?key=canary")}; }
};

TEST_F(CurlError, ARefusedConnectionIsRetryable) {
  std::string url;
  {
    const test::TestServer gone;
    url = gone.url("/?key=canary");
  }
  const Error error = send_error({.url = url});
  EXPECT_EQ(error.code(), ErrorCode::connection_failed);
  EXPECT_TRUE(error.retryable());
  EXPECT_NE(error.message().find("refused"), std::string::npos) << error.what();
  EXPECT_EQ(error.message().find("canary"), std::string::npos);
}

TEST_F(CurlError, AnUnknownHostIsAConnectionFailure) {
  const Error error = send_error({.url = "http://no-such-host.invalid/"});
  EXPECT_EQ(error.code(), ErrorCode::connection_failed);
  EXPECT_TRUE(error.retryable());
}

TEST_F(CurlError, AResetBeforeTheFirstByteIsRetryable) {
  for (const Reply& reply : {Reply::raw("").reset(), Reply::raw("")}) {
    server.push(reply);
    const Error error = send_error(request());
    EXPECT_EQ(error.code(), ErrorCode::connection_failed) << error.what();
    EXPECT_TRUE(error.retryable());
  }
}

TEST_F(CurlError, ABrokenBodyIsTruncated) {
  for (const Reply& reply : {Reply::text(200, "0123456789").cut(75).reset(), Reply::text(200, "0123456789").cut(75).close(),
                             Reply::sse({"one", "two"}).cut(100).close()}) {
    server.push(reply);
    const Error error = send_error(request());
    EXPECT_EQ(error.code(), ErrorCode::stream_truncated) << error.what();
    EXPECT_TRUE(error.retryable());
  }
}

TEST_F(CurlError, ABrokenStreamGivesWhatArrivedAndIsNotRetryable) {
  const std::string whole = "data: one\n\ndata: two\n\n";
  server.push(Reply::sse({"one", "two"}).cut(105).close());
  std::string got;
  const auto read = [&] {
    auto exchange = sync_wait(client().open(request(), context()));
    for (;;) got += sync_wait(exchange.read());
  };
  const Error error = error_of(read);
  EXPECT_EQ(error.code(), ErrorCode::stream_truncated);
  EXPECT_FALSE(error.retryable());
  EXPECT_FALSE(got.empty());
  EXPECT_TRUE(whole.starts_with(got)) << got;
}

TEST_F(CurlError, WhatIsNotHttpIsABadResponse) {
  for (const std::string garbage : {"SSH-2.0-OpenSSH_9.2\r\n", "garbage garbage garbage\n\n\n", "HTTP/7.7 200 OK\r\n\r\n"}) {
    server.push(Reply::raw(garbage));
    const Error error = send_error(request());
    EXPECT_EQ(error.code(), ErrorCode::bad_response) << garbage << error.what();
    EXPECT_FALSE(error.retryable());
  }
}

TEST_F(CurlError, AHeadThatBreaksOffIsNoAnswer) {
  for (const std::string head : {"HTTP/1.1 200 OK\r\nDate:", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nDate: today\r\n",
                                 "HTTP/1.1 101 Switching Protocols\r\n\r\n"}) {
    server.push(Reply::raw(head));
    EXPECT_EQ(send_error(request()).code(), ErrorCode::stream_truncated) << head;
    server.push(Reply::raw(head));
    const Error error = read_error(request());
    EXPECT_EQ(error.code(), ErrorCode::stream_truncated) << head << error.what();
    EXPECT_TRUE(error.retryable());
  }
}

TEST_F(CurlError, OddHeadsAreReadAsCurlReadsThem) {
  for (const char* head : {"HTTP/1.1 200 OK\r\nHTTP/x: y\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n"}) {
    server.push(Reply::raw(std::string(head) + "body"));
    const HttpResponse response = send(request());
    EXPECT_EQ(response.status, 200) << head;
    EXPECT_EQ(response.body, "body") << head;
    server.push(Reply::raw(std::string(head) + "body"));
    EXPECT_EQ(read_all(request()), "body") << head;
  }
}

TEST_F(CurlError, RandomBytesNeverCrashTheClient) {
  unsigned state = 1;
  for (int round = 0; round < 200; ++round) {
    std::string bytes = round % 3 == 0 ? "" : "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
    for (int i = 0; i < 80; ++i) bytes.push_back(static_cast<char>((state = state * 1103515245 + 12345) >> 16));
    server.push(Reply::raw(bytes));
    try {
      (void)(round % 2 == 0 ? send(request()).body : read_all(request()));
    } catch (const Error& error) {
      EXPECT_NE(error.code(), ErrorCode::internal) << error.what();
    }
  }
}

TEST_F(CurlError, AMalformedUrlIsTheCallersFault) {
  EXPECT_EQ(send_error({.url = "http://[::1:80/"}).code(), ErrorCode::invalid_argument);
  EXPECT_EQ(send_error({.url = "http://a:99999/"}).code(), ErrorCode::invalid_argument);
}

#if defined(__has_feature)
#if __has_feature(undefined_behavior_sanitizer)
#define BATON_UBSAN_NEEDS_FILES  // its check of vtables opens a pipe
#endif
#endif

TEST_F(CurlError, RunningOutOfFilesIsSaidPlainly) {
#ifdef BATON_UBSAN_NEEDS_FILES
  GTEST_SKIP() << "the sanitizer itself needs file descriptors";
#endif
  server.push(Reply::text(200, "warm"));
  EXPECT_EQ(send(request()).body, "warm");
  std::vector<int> fillers;
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &old), 0);
  rlimit low = old;
  low.rlim_cur = 128;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &low), 0);
  for (int handle = 0; (handle = ::open("/dev/null", O_RDONLY)) >= 0;) fillers.push_back(handle);
  const Error direct = send_error({.url = "http://127.0.0.1:1/"});
  const Error by_name = send_error({.url = "http://some-host.invalid/"});
  for (const int handle : fillers) ::close(handle);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &old), 0);
  for (const Error& error : {direct, by_name}) {
    EXPECT_EQ(error.code(), ErrorCode::connection_failed);
    EXPECT_NE(error.message().find("RLIMIT_NOFILE"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace baton
