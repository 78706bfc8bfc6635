#include <baton/http/client.hpp>

#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
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

}  // namespace
}  // namespace baton
