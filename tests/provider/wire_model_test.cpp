#include "provider/wire_model.hpp"

#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/openai.hpp>
#include <baton/provider/policy.hpp>

#include "provider/openai/openai_fixture.hpp"
#include "support/test_server.hpp"

namespace baton::test {
namespace {

using namespace std::chrono_literals;

const std::string canary = "sk-canary-1234567890";
const std::string whole_answer =
    R"({"id":"i","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1}})";

/// The events of a recording as the server's replies want them.
std::vector<std::string> data_of(std::string_view recording) {
  std::vector<std::string> data;
  for (std::size_t at = 0; at < recording.size();) {
    const auto end = recording.find('\n', at);
    const auto line = recording.substr(at, end - at);
    if (line.starts_with("data: ")) data.emplace_back(line.substr(6));
    at = end + 1;
  }
  return data;
}

class WireModel : public ::testing::Test {
 protected:
  [[nodiscard]] Model model(HttpTimeouts timeouts = {}) const {
    OpenAiOptions options{.model = "m", .base_url = server.url("/v1"), .api_key = Secret(canary),
                          .key_variable = "OPENAI_API_KEY"};
    options.timeouts = timeouts;
    return Model(openai_model(std::move(options)));
  }
  [[nodiscard]] Context context() { return Context().with_runtime(runtime); }

  [[nodiscard]] Played stream(const Model& chat, const Context& with) const {
    Played played;
    try {
      BlockingStream<ChatEvent> events(chat.stream({.messages = {Message::user("Hello")}}, with), with);
      while (auto event = events.next()) note(played, *event);
    } catch (const Error& error) {
      played.error = error;
    }
    return played;
  }
  [[nodiscard]] Played complete(const Model& chat, const Context& with) const {
    Played played;
    try {
      played.response = std::make_shared<ChatResponse>(
          sync_wait(chat.complete({.messages = {Message::user("Hello")}}, with), with));
    } catch (const Error& error) {
      played.error = error;
    }
    return played;
  }
  /// Both ways of calling must fail alike.
  void expect_failure(const Reply& reply, ErrorCode code, bool retryable) {
    for (const bool streamed : {false, true}) {
      server.push(reply);
      const Played played = streamed ? stream(model(), context()) : complete(model(), context());
      ASSERT_TRUE(played.error) << streamed;
      EXPECT_EQ(played.error->code(), code) << played.error->what();
      EXPECT_EQ(played.error->retryable(), retryable) << played.error->what();
      EXPECT_EQ(played.error->provider(), "openai");
      EXPECT_EQ(std::string(played.error->what()).find("canary"), std::string::npos);
    }
  }

  TestServer server;
  Runtime runtime;
};

TEST_F(WireModel, CompletesWithOneRequest) {
  server.push(Reply::text(200, whole_answer, "application/json", {{"x-request-id", "req-5"}}));
  const Played played = complete(model(), context());
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->text(), "Hi");
  EXPECT_EQ(played.response->request_id, "req-5");
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].method, "POST");
  EXPECT_EQ(requests[0].target, "/v1/chat/completions");
  EXPECT_EQ(requests[0].header("authorization"), "Bearer " + canary);
  EXPECT_EQ(requests[0].header("content-type"), "application/json");
  EXPECT_EQ(nlohmann::json::parse(requests[0].body),
            nlohmann::json::parse(R"({"model":"m","messages":[{"role":"user","content":"Hello"}]})"));
}

TEST_F(WireModel, StreamsInEveryCut) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{100'000}}) {
    server.push(Reply::sse(data_of(openai_text)).in_pieces(size));
    const Played played = stream(model(), context());
    ASSERT_TRUE(played.response) << played.error->what();
    EXPECT_EQ(played.text, "Hello, \"Wörld\" 😀\ngröße");
    EXPECT_EQ(played.response->usage.input_tokens, 19);
  }
  EXPECT_EQ(nlohmann::json::parse(server.requests().at(0).body)["stream"], true);
}

TEST_F(WireModel, StreamsReuseTheConnection) {
  for (int turn = 0; turn < 3; ++turn) {
    server.push(Reply::text(200, whole_answer));
    EXPECT_TRUE(complete(model(), context()).response);
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(WireModel, ExplainsExactlyWhatItSends) {
  const ChatRequest request{.messages = {Message::user("Hello")}};
  const std::string explained = model().explain(request);
  server.push(Reply::sse(data_of(openai_text)));
  (void)stream(model(), context());
  EXPECT_TRUE(explained.starts_with("POST " + server.url("/v1/chat/completions") + "\n\n{\n"));
  EXPECT_EQ(nlohmann::json::parse(explained.substr(explained.find('{'))),
            nlohmann::json::parse(server.requests().at(0).body));
  EXPECT_EQ(explained.find("canary"), std::string::npos);
}

TEST_F(WireModel, HtmlHalfJsonAndNothing) {
  expect_failure(Reply::text(200, "<html>hello</html>", "text/html"), ErrorCode::bad_response, true);
  expect_failure(Reply::text(200, whole_answer.substr(0, 40)), ErrorCode::bad_response, true);
  expect_failure(Reply::text(200, ""), ErrorCode::bad_response, true);
  expect_failure(Reply::text(502, "<html>bad gateway</html>", "text/html"), ErrorCode::overloaded, true);
}

TEST_F(WireModel, ErrorsThatEchoTheKey) {
  expect_failure(Reply::text(401, R"({"error":{"message":"bad key )" + canary + R"("}})"),
                 ErrorCode::permission_denied, false);
  expect_failure(Reply::text(200, R"({"error":{"message":"bad key )" + canary + R"(","code":500}})"),
                 ErrorCode::overloaded, true);
  expect_failure(Reply::text(429, canary, "text/plain", {{"retry-after", "7"}}), ErrorCode::rate_limited, true);
  expect_failure(Reply::text(302, "", "text/plain", {{"Location", "http://evil/?" + canary}}),
                 ErrorCode::bad_response, false);
}

TEST_F(WireModel, AnErrorInTheStreamKeepsWhatCame) {
  auto data = data_of(openai_text);
  data.resize(3);
  data.emplace_back(R"({"error":{"message":"overloaded )" + canary + R"(","type":"server_error"}})");
  server.push(Reply::sse(data));
  const Played played = stream(model(), context());
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::overloaded);
  EXPECT_EQ(played.error->partial(), "Hello, \"Wörld\" 😀\n");
  EXPECT_EQ(std::string(played.error->what()).find("canary"), std::string::npos);
}

TEST_F(WireModel, BrokenConnectionsKeepWhatCame) {
  for (const Reply& reply : {Reply::sse(data_of(openai_text)).cut(1100).reset(),
                             Reply::sse(data_of(openai_text)).cut(1100).close()}) {
    server.push(reply.in_pieces(50));
    const Played played = stream(model(), context());
    ASSERT_TRUE(played.error);
    EXPECT_EQ(played.error->code(), ErrorCode::stream_truncated) << played.error->what();
    EXPECT_EQ(played.error->partial(), played.text);
  }
}

TEST_F(WireModel, AServerThatNeverAnswersMeetsTheDeadline) {
  server.push(Reply::hang_forever());
  EXPECT_EQ(complete(model(), context().with_timeout(100ms)).error->code(), ErrorCode::deadline_exceeded);
  server.push(Reply::sse(data_of(openai_text)).cut(1100).hang());
  const Played played = stream(model(), context().with_timeout(300ms));
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::deadline_exceeded);
  EXPECT_EQ(played.error->partial(), played.text);
}

TEST_F(WireModel, CancelledBeforeDuringAndAtEveryEvent) {
  std::stop_source before;
  before.request_stop();
  EXPECT_EQ(stream(model(), context().with_stop(before.get_token())).error->code(), ErrorCode::cancelled);
  EXPECT_TRUE(server.requests().empty());

  server.push(Reply::hang_forever());
  std::stop_source waiting;
  std::thread stopper([&] {
    (void)server.wait_for_requests(1);
    waiting.request_stop();
  });
  EXPECT_EQ(stream(model(), context().with_stop(waiting.get_token())).error->code(), ErrorCode::cancelled);
  stopper.join();

  for (int after = 1; after <= 3; ++after) {
    server.push(Reply::sse(data_of(openai_text)).in_pieces(20).pausing(1ms));
    std::stop_source source;
    const Context with = context().with_stop(source.get_token());
    BlockingStream<ChatEvent> events(model().stream({.messages = {Message::user("x")}}, with), with);
    for (int i = 0; i < after; ++i) EXPECT_TRUE(events.next());
    source.request_stop();
    try {
      while (events.next()) {
      }
      ADD_FAILURE() << "the stream went on";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::cancelled);
      EXPECT_FALSE(error.partial().empty());
    }
  }
}

TEST_F(WireModel, DroppingTheStreamClosesTheConnection) {
  server.push(Reply::sse(data_of(openai_text)).cut(1100).hang());
  {
    BlockingStream<ChatEvent> events(model().stream({.messages = {Message::user("x")}}, context()), context());
    EXPECT_TRUE(events.next());
  }
  EXPECT_TRUE(server.wait_for_gone(1));
}

TEST_F(WireModel, SignsOfLifeAreNoProgress) {
  const std::string first = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"}}]}\n\n";
  server.push(Reply::endless("HTTP/1.1 200 OK\r\n\r\n" + first, ": ping\n\n").pausing(5ms));
  HttpTimeouts timeouts;
  timeouts.idle = 1s;
  const Played played = stream(model(timeouts), context());
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::stream_truncated) << played.error->what();
  EXPECT_EQ(played.error->partial(), "Hel");
  EXPECT_TRUE(played.error->retryable());
  EXPECT_TRUE(server.wait_for_gone(1));
}

TEST_F(WireModel, RefusedConnection) {
  const Model nowhere(openai_model({.model = "m", .base_url = "http://127.0.0.1:1/v1"}));
  const Played played = complete(nowhere, context());
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::connection_failed);
  EXPECT_TRUE(played.error->retryable());
  EXPECT_EQ(played.error->provider(), "openai");
}

TEST_F(WireModel, RealRequestsCanBeForbidden) {
  forbid_real_requests();
  const auto code = complete(model(), context()).error->code();
  const auto streamed = stream(model(), context()).error->code();
  forbid_real_requests(false);
  EXPECT_EQ(code, ErrorCode::permission_denied);
  EXPECT_EQ(streamed, ErrorCode::permission_denied);
  EXPECT_TRUE(server.requests().empty());
}

TEST_F(WireModel, AServerThatIgnoresStream) {
  server.push(Reply::text(200, whole_answer));
  const Played played = stream(model(), context());
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.text, "Hi");
}

}  // namespace
}  // namespace baton::test
