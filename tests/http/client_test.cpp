#include <baton/http/client.hpp>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/trace.hpp>
#include <baton/core/when_all.hpp>

#include "http_fixture.hpp"
#include "support/test_server.hpp"

namespace baton {
namespace {

using namespace std::chrono_literals;
using test::Received;
using test::Reply;

class Client : public test::HttpFixture {};

TEST_F(Client, SendsAPostAndReadsTheWholeAnswer) {
  server.push(Reply::text(200, R"({"ok":true})", "application/json", {{"X-Request-Id", "r1"}}));
  HttpRequest request{.method = "POST", .url = server.url("/v1?x=1")};
  request.headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}};
  request.credentials = {{"Authorization", "Bearer ", Secret("k1")}};
  request.body = R"({"a":1})";
  const HttpResponse response = send(request);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.header("x-request-id"), "r1");
  EXPECT_EQ(response.body, R"({"ok":true})");
  const Received got = server.requests().at(0);
  EXPECT_EQ(got.method, "POST");
  EXPECT_EQ(got.target, "/v1?x=1");
  EXPECT_EQ(got.body, R"({"a":1})");
  EXPECT_EQ(got.header("authorization"), "Bearer k1");
  EXPECT_EQ(got.header("content-type"), "application/json");
  EXPECT_EQ(got.header("expect"), "");
}

TEST_F(Client, ASequentialCallerReusesOneConnection) {
  for (int i = 0; i < 20; ++i) {
    server.push(Reply::text(200, std::to_string(i)));
    EXPECT_EQ(send({.url = server.url()}).body, std::to_string(i));
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(Client, MethodsDoNotLeakFromOneRequestToTheNext) {
  for (const std::string method : {"POST", "GET", "HEAD", "DELETE", "PUT", "GET"}) {
    server.push(method == "HEAD" ? Reply::text(200, "") : Reply::text(200, "x"));
    HttpRequest request{.method = method, .url = server.url()};
    if (method == "PUT" || method == "POST") request.body = method;
    EXPECT_EQ(send(request).status, 200);
    const Received got = server.requests().back();
    EXPECT_EQ(got.method, method);
    EXPECT_EQ(got.body, request.body);
  }
}

TEST_F(Client, StreamsABodyBlockByBlock) {
  server.push(Reply::sse({"one", "two"}).in_pieces(3).pausing(1ms));
  EXPECT_EQ(read_all({.url = server.url()}), "data: one\n\ndata: two\n\n");
}

TEST_F(Client, AnErrorStatusIsNotAnErrorHere) {
  server.push(Reply::text(429, "slow down", "text/plain", {{"Retry-After", "7"}}));
  const HttpResponse response = send({.url = server.url()});
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(response.header("retry-after"), "7");
  EXPECT_EQ(response.body, "slow down");
}

TEST_F(Client, AnInterimAnswerIsSkipped) {
  server.push(Reply::raw("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                         "HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 2\r\n\r\nok"));
  const HttpResponse response = send({.url = server.url()});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "ok");
  EXPECT_EQ(response.header("link"), "");
  EXPECT_EQ(response.header("x-a"), "1");
}

TEST_F(Client, ABodyWithoutLengthEndsWithTheConnection) {
  server.push(Reply::raw("HTTP/1.0 200 OK\r\n\r\nall of it"));
  EXPECT_EQ(send({.url = server.url()}).body, "all of it");
}

TEST_F(Client, TheHeadOfAStreamIsThereBeforeItsBody) {
  server.push(Reply::sse({"one"}).cut(90).hang());
  const auto exchange = sync_wait(client().open({.url = server.url()}, context()));
  EXPECT_EQ(exchange.head().status, 200);
  EXPECT_EQ(exchange.head().header("content-type"), "text/event-stream");
}

TEST_F(Client, ARequestThatMustNotBeSentIsNot) {
  HttpRequest request{.url = server.url()};
  request.credentials = {{"Authorization", "Bearer ", Secret("sk-canary\r\nX-Evil: 1")}};
  const Error error = send_error(request);
  EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
  EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos);
  EXPECT_EQ(read_error({.url = "file:///etc/passwd"}).code(), ErrorCode::invalid_argument);
  EXPECT_EQ(server.connections(), 0);
}

/// Writes every span down as text.
class TextTracer : public Tracer {
 public:
  SpanId begin(SpanKind kind, std::string_view name, SpanId) noexcept override {
    const std::lock_guard lock(mutex_);
    text_ += (kind == SpanKind::http ? "http " : "other ") + std::string(name) + "\n";
    return 1;
  }
  void attribute(SpanId, std::string_view key, AttributeValue value) noexcept override {
    const std::lock_guard lock(mutex_);
    if (const auto* number = std::get_if<std::int64_t>(&value)) text_ += std::string(key) + "=" + std::to_string(*number) + "\n";
    if (const auto* words = std::get_if<std::string_view>(&value)) text_ += std::string(key) + "=" + std::string(*words) + "\n";
  }
  void end(SpanId, const Error* error) noexcept override {
    const std::lock_guard lock(mutex_);
    text_ += error == nullptr ? "end\n" : "failed " + std::string(to_string(error->code())) + "\n";
  }
  [[nodiscard]] std::string text() const {
    const std::lock_guard lock(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

TEST_F(Client, EveryCallIsASpanWithoutSecrets) {
  const auto tracer = std::make_shared<TextTracer>();
  const std::string host = server.url().substr(7);
  const std::string begin = "http POST " + host + "\nhttp.request.method=POST\nserver.address=" + host +
                            "\nhttp.request.body.size=2\n";
  HttpRequest request{.method = "POST", .url = server.url("/v1?key=canary")};
  request.credentials = {{"Authorization", "Bearer ", Secret("canary")}};
  request.body = "{}";
  server.push(Reply::text(200, "12345"));
  (void)sync_wait(client().send(request, context().with_tracer(tracer)));
  EXPECT_EQ(tracer->text(), begin + "http.response.status_code=200\nhttp.response.body.size=5\nend\n");
}

TEST_F(Client, AFailedCallIsAFailedSpan) {
  const auto tracer = std::make_shared<TextTracer>();
  server.push(Reply::sse({"one"}).cut(90).close());
  const auto read = [&] { (void)sync_wait(test::drain(client(), {.url = server.url()}, context().with_tracer(tracer))); };
  EXPECT_EQ(error_of(read).code(), ErrorCode::stream_truncated);
  const std::string text = tracer->text();
  EXPECT_NE(text.find("http.response.status_code=200\n"), std::string::npos);
  EXPECT_NE(text.find("failed stream_truncated\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("end\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace baton
