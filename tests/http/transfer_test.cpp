#include "http/transfer.hpp"

#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <baton/core/error.hpp>
#include <baton/http/sse.hpp>

#include "http_fixture.hpp"

namespace baton {
namespace {

using namespace std::chrono_literals;
using test::Reply;

constexpr std::size_t mebibyte = std::size_t{1} << 20;

// Under ThreadSanitizer always 0: its shadow of the memory is several times larger than the memory.
std::size_t resident_bytes() {
#ifdef __SANITIZE_THREAD__
  return 0;
#else
  std::ifstream file("/proc/self/statm");
  std::size_t pages = 0;
  file >> pages >> pages;
  return pages * 4096;
#endif
}

class Transfers : public test::HttpFixture {
 protected:
  [[nodiscard]] HttpRequest request() const { return {.url = server.url("/x?key=canary")}; }

  template <class F>
  void expect_bomb_refused(F error_of_call) {
    server.push(Reply::gzip_bomb(256 * mebibyte));
    auto roomy = request();
    roomy.limits.bytes = 1024 * mebibyte;
    const std::size_t before = resident_bytes();
    const Error error = error_of_call(roomy);
    EXPECT_EQ(error.code(), ErrorCode::limit_exceeded);
    EXPECT_NE(error.message().find("ratio"), std::string::npos);
    EXPECT_LT(resident_bytes(), before + 64 * mebibyte);
  }
};

TEST_F(Transfers, TheFirstByteTimeoutEndsASilentServer) {
  server.push(Reply::hang_forever());
  auto slow = request();
  slow.timeouts.first_byte = 30ms;
  const Error error = send_error(slow);
  EXPECT_EQ(error.code(), ErrorCode::deadline_exceeded);
  EXPECT_TRUE(error.retryable());
  EXPECT_NE(error.message().find("first_byte"), std::string::npos);
  EXPECT_EQ(error.message().find("canary"), std::string::npos);
  EXPECT_TRUE(server.wait_for_gone(1));
}

TEST_F(Transfers, TheIdleTimeoutEndsAStreamThatStalls) {
  server.push(Reply::sse({"one", "two"}).cut(120).hang());
  auto slow = request();
  slow.timeouts.idle = 30ms;
  const Error error = read_error(slow);
  EXPECT_EQ(error.code(), ErrorCode::stream_truncated);
  EXPECT_FALSE(error.retryable());
  EXPECT_NE(error.message().find("idle"), std::string::npos);
  EXPECT_TRUE(server.wait_for_gone(1));
}

TEST_F(Transfers, TheIdleTimeoutOfAUnaryCallIsRetryable) {
  server.push(Reply::text(200, "0123456789").cut(70).hang());
  auto slow = request();
  slow.timeouts.idle = 30ms;
  const Error error = send_error(slow);
  EXPECT_EQ(error.code(), ErrorCode::deadline_exceeded);
  EXPECT_TRUE(error.retryable());
}

TEST_F(Transfers, DripsKeepAStreamAliveButNotBeyondTheTotal) {
  server.push(Reply::sse({"one", "two"}).in_pieces(10).pausing(10ms));
  auto drip = request();
  drip.timeouts.idle = 5s;
  EXPECT_EQ(read_all(drip), "data: one\n\ndata: two\n\n");
  server.push(Reply::text(200, std::string(100'000, 'x')).in_pieces(1).pausing(5ms));
  drip.timeouts.total = 60ms;
  const Error error = read_error(drip);
  EXPECT_EQ(error.code(), ErrorCode::deadline_exceeded);
  EXPECT_NE(error.message().find("total"), std::string::npos);
}

TEST_F(Transfers, AConnectionThatIsNotMadeInTimeFails) {
  // A listener whose queue is full answers no SYN.
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(::bind(listener, any, size), 0);
  ASSERT_EQ(::listen(listener, 0), 0);
  ASSERT_EQ(::getsockname(listener, any, &size), 0);
  std::vector<int> fillers;
  for (int i = 0; i < 4; ++i) {
    fillers.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    ::connect(fillers.back(), any, size);
  }
  HttpRequest slow{.url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port))};
  slow.timeouts.connect = 50ms;
  slow.timeouts.first_byte = 1h;
  for (int turn = 0; turn < 2; ++turn) {
    const Error error = send_error(slow);
    EXPECT_EQ(error.code(), ErrorCode::connection_failed) << error.what();
    EXPECT_TRUE(error.retryable());
    EXPECT_NE(error.message().find("within 50 ms"), std::string::npos) << error.what();
    server.push(Reply::text(200, "ok"));
    EXPECT_EQ(send({.url = server.url()}).body, "ok");  // and again with what this leaves behind
  }
  for (const int filler : fillers) ::close(filler);
  ::close(listener);
}

TEST_F(Transfers, TheContextsDeadlineReachesTheTransfer) {
  server.push(Reply::hang_forever());
  const auto call = [&] { (void)sync_wait(client().send(request(), context().with_timeout(30ms))); };
  EXPECT_EQ(error_of(call).code(), ErrorCode::deadline_exceeded);
  EXPECT_TRUE(server.wait_for_gone(1));
}

TEST_F(Transfers, ABodyOverItsCapIsRefused) {
  auto small = request();
  small.limits.bytes = 1000;
  server.push(Reply::text(200, std::string(1000, 'x')));
  EXPECT_EQ(send(small).body.size(), 1000U);
  server.push(Reply::text(200, std::string(1001, 'x')));
  EXPECT_EQ(send_error(small).code(), ErrorCode::limit_exceeded);
}

TEST_F(Transfers, HeadersWithoutEndAreRefused) {
  server.push(Reply::endless("HTTP/1.1 200 OK\r\n", "X-Header: " + std::string(1000, 'x') + "\r\n"));
  const Error error = send_error(request());
  EXPECT_TRUE(error.code() == ErrorCode::limit_exceeded || error.code() == ErrorCode::bad_response) << error.what();
}

TEST_F(Transfers, GzipIsAskedForAndUnpacked) {
  server.push(Reply::gzip("packed text"));
  EXPECT_EQ(send(request()).body, "packed text");
  EXPECT_EQ(server.requests().at(0).header("accept-encoding"), "gzip");
}

TEST_F(Transfers, AGzipBombIsRefusedByItsRatio) {
  expect_bomb_refused([this](HttpRequest roomy) { return send_error(std::move(roomy)); });
}

TEST_F(Transfers, AGzipBombIsRefusedAsAStreamToo) {
  expect_bomb_refused([this](HttpRequest roomy) { return read_error(std::move(roomy)); });
}

TEST_F(Transfers, BrokenGzipIsABadResponse) {
  server.push(Reply::text(200, "this is no gzip", "text/plain", {{"Content-Encoding", "gzip"}}));
  const Error error = send_error(request());
  EXPECT_EQ(error.code(), ErrorCode::bad_response);
  EXPECT_TRUE(error.retryable());
  EXPECT_NE(error.message().find("compression"), std::string::npos) << error.message();
}

TEST_F(Transfers, NobodyReadingHoldsTheServerUp) {
  server.push(Reply::endless("HTTP/1.1 200 OK\r\n\r\n", std::string(65536, 'x')));
  auto endless = request();
  endless.limits.bytes = 1024 * mebibyte;
  auto exchange = sync_wait(client().open(endless, context()));
  std::size_t last = 0;
  int still = 0;
  // What fits into the kernel's buffers is taken, and then no more.
  while (still < 20) {
    std::this_thread::sleep_for(10ms);
    const std::size_t sent = server.bytes_sent();
    still = sent == last ? still + 1 : 0;
    last = sent;
    ASSERT_LT(sent, 64 * mebibyte);
  }
  std::size_t read = 0;
  while (read < last + 8 * mebibyte) read += sync_wait(exchange.read()).size();
  EXPECT_GT(server.bytes_sent(), last);
}

Task<void> decode_until_refused(HttpClient& client, HttpRequest request, Context context) {
  HttpExchange exchange = co_await client.open(std::move(request), std::move(context));
  SseDecoder decoder(exchange.head().status == 200 ? Limits{} : Limits{.bytes = 0});
  for (;;) {
    decoder.feed(co_await exchange.read());
    while (decoder.next()) {
    }
  }
}

TEST_F(Transfers, ALineOfAGibibyteIsRefusedAtTheCapWithoutGrowth) {
  server.push(Reply::endless("HTTP/1.1 200 OK\r\n\r\ndata: ", std::string(mebibyte, 'x')));
  auto endless = request();
  endless.limits.bytes = 1024 * mebibyte;
  const std::size_t before = resident_bytes();
  const Error error = error_of([&] { sync_wait(decode_until_refused(client(), endless, context())); });
  EXPECT_EQ(error.code(), ErrorCode::limit_exceeded);
  EXPECT_NE(error.message().find("line"), std::string::npos);
  EXPECT_LT(server.bytes_sent(), 64 * mebibyte);
  EXPECT_LT(resident_bytes(), before + 64 * mebibyte);
  EXPECT_TRUE(server.wait_for_gone(1));
}

}  // namespace
}  // namespace baton
