#include <algorithm>
#include <optional>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/model.hpp>

#include "provider/conformance/recordings.hpp"
#include "provider/format_wire.hpp"
#include "provider/played.hpp"
#include "provider/stream_body.hpp"
#include "provider/vendor_error.hpp"
#include "provider/wire_model.hpp"
#include "support/test_server.hpp"

// What every vendor's adapter must do, asked of each of them with the bytes that its vendor documents.
// A further vendor adds a file like openai_recordings.cpp and its line in recordings.cpp.

namespace baton::test {
namespace {

constexpr std::size_t cuts[] = {1, 7, 0};

std::string with_key(std::string text) {
  if (const auto at = text.find("KEY"); at != std::string::npos) text.replace(at, 3, canary);
  return text;
}

class Conformance : public ::testing::TestWithParam<Recordings> {
 protected:
  [[nodiscard]] HttpHead head() const {
    HttpHead head;
    head.status = 200;
    head.headers = {GetParam().request_id};
    return head;
  }
  [[nodiscard]] std::unique_ptr<const detail::Wire> wire() const {
    return GetParam().wire("http://h", Secret(canary));
  }
  [[nodiscard]] Played stream(std::string_view bytes, std::size_t cut) const {
    const auto vendor = wire();
    return play(*vendor, {}, head(), bytes, cut);
  }
  [[nodiscard]] ChatResponse whole(const std::string& body) const { return wire()->response({}, head(), body); }

  /// The stream, however it is cut, says the same as the whole answer.
  [[nodiscard]] Played agreed(const Recording& recording) const {
    const ChatResponse expected = whole(recording.whole);
    Played played;
    for (const std::size_t cut : cuts) {
      played = stream(recording.stream, cut);
      EXPECT_FALSE(played.error) << played.error->what();
      if (!played.response) continue;
      EXPECT_EQ(to_json(*played.response), to_json(expected)) << to_json(*played.response).dump(2);
      EXPECT_EQ(played.text, expected.text());
    }
    return played;
  }
};

INSTANTIATE_TEST_SUITE_P(Vendors, Conformance, ::testing::ValuesIn(all_recordings()),
                         [](const auto& row) { return row.param.test_name(); });

TEST_P(Conformance, Text) {
  const Played played = agreed(GetParam().text);
  ASSERT_TRUE(played.response);
  EXPECT_EQ(played.text, the_text);
  const ChatResponse& response = *played.response;
  EXPECT_EQ(response.finish_reason, FinishReason::stop);
  EXPECT_EQ(response.id, GetParam().id);
  EXPECT_EQ(response.model, "model-1");
  EXPECT_EQ(response.request_id, "req-9");
  EXPECT_EQ(response.usage, GetParam().usage);
}

TEST_P(Conformance, ParallelToolCalls) {
  const Played played = agreed(GetParam().tools);
  ASSERT_TRUE(played.response);
  const std::vector<ToolCall> expected = {{GetParam().call_ids[0], "get_weather", R"({"city":"Paris"})"},
                                          {GetParam().call_ids[1], "get_time", "{}"}};
  EXPECT_EQ(played.response->message.tool_calls(), expected);
  EXPECT_EQ(played.response->finish_reason, FinishReason::tool_calls);
  std::vector<ToolCall> joined;
  for (const auto& piece : played.calls) {
    if (piece.index == joined.size()) joined.push_back({piece.id, piece.name, ""});
    ASSERT_LT(piece.index, joined.size());
    joined[piece.index].arguments += piece.arguments;
  }
  EXPECT_EQ(joined, expected);
}

TEST_P(Conformance, ReasoningComesAndGoesBackUnchanged) {
  if (GetParam().absent.reasoning) GTEST_SKIP() << "the protocol has none";
  const Played played = agreed(GetParam().reasoning);
  ASSERT_TRUE(played.response);
  EXPECT_EQ(played.reasoning, "Nine point eight");
  EXPECT_EQ(played.text, "9.8");
  const auto& first = std::get<Reasoning>(played.response->message.parts.at(0));
  EXPECT_EQ(first.text, "Nine point eight");
  EXPECT_EQ(first.provider, GetParam().vendor);
  if (GetParam().absent.returned_reasoning) return;
  const ChatRequest next{.messages = {Message::user("?"), played.response->message, Message::user("Sure?")}};
  const std::string body = wire()->request(next, true).body;
  EXPECT_NE(body.find(GetParam().signature), std::string::npos) << body;
  EXPECT_NE(body.find("Nine point eight"), std::string::npos) << body;
  ChatRequest foreign = next;
  std::get<Reasoning>(foreign.messages[1].parts[0]).provider = "another";
  EXPECT_EQ(wire()->request(foreign, true).body.find(GetParam().signature), std::string::npos);
}

TEST_P(Conformance, FinishReasons) {
  const Played cut_off = agreed(GetParam().length);
  ASSERT_TRUE(cut_off.response);
  EXPECT_EQ(cut_off.response->finish_reason, FinishReason::length);
  EXPECT_EQ(cut_off.text, "Once upon");
  if (GetParam().absent.refusal) return;
  const Played refused = agreed(GetParam().refusal);
  ASSERT_TRUE(refused.response);
  EXPECT_EQ(refused.response->finish_reason, FinishReason::content_filter);
  EXPECT_EQ(refused.text, "I cannot help.");
}

TEST_P(Conformance, EveryTruncationIsAnError) {
  const std::string& bytes = GetParam().text.stream;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Played played = stream(std::string_view(bytes).substr(0, size), 0);
    ASSERT_TRUE(played.error) << size;
    EXPECT_FALSE(played.response) << size;
    EXPECT_TRUE(played.error->retryable()) << size;
    EXPECT_EQ(played.error->partial(), played.text) << size;
    EXPECT_EQ(played.error->provider(), GetParam().vendor) << size;
    const bool begun = !played.text.empty();
    EXPECT_TRUE(!begun || played.error->code() == ErrorCode::stream_truncated) << size;
  }
}

TEST_P(Conformance, AnErrorInTheStreamKeepsWhatCame) {
  for (const std::size_t cut : cuts) {
    const Played played = stream(with_key(GetParam().error_stream), cut);
    ASSERT_TRUE(played.error);
    EXPECT_EQ(played.error->code(), ErrorCode::overloaded) << played.error->what();
    EXPECT_TRUE(played.error->retryable());
    EXPECT_EQ(played.error->partial(), "Hello");
    EXPECT_EQ(played.error->request_id(), "req-9");
    EXPECT_EQ(played.error->provider(), GetParam().vendor);
    EXPECT_EQ(std::string(played.error->what()).find("canary"), std::string::npos) << played.error->what();
  }
}

TEST_P(Conformance, WhatIsUnknownIsPassedOver) {
  for (const std::size_t cut : cuts) {
    const Played played = stream(GetParam().unknown_stream, cut);
    ASSERT_TRUE(played.response) << played.error->what();
    EXPECT_EQ(played.response->text(), "Hello");
  }
}

TEST_P(Conformance, AServerThatIgnoresStream) {
  for (const std::size_t cut : cuts) {
    const Played played = stream(GetParam().text.whole, cut);
    ASSERT_TRUE(played.response) << played.error->what();
    EXPECT_EQ(played.text, the_text);
  }
}

TEST_P(Conformance, NotThisProtocol) {
  for (const char* body : {"<html>hello</html>", "nonsense", "", "{\"half\":", "null", "[]", "{}"}) {
    EXPECT_THROW((void)whole(body), Error) << body;
    const Played played = stream(body, 0);
    ASSERT_TRUE(played.error) << body;
    EXPECT_FALSE(played.response) << body;
  }
}

TEST_P(Conformance, HttpErrors) {
  for (const auto& failure : GetParam().failures) {
    HttpHead answer = head();
    answer.status = failure.status;
    const Error error = detail::vendor_http_error(wire()->peer(), answer, with_key(failure.body));
    EXPECT_EQ(error.code(), failure.code) << error.what();
    EXPECT_EQ(error.retryable(), failure.retryable) << error.what();
    EXPECT_EQ(error.http_status(), failure.status);
    EXPECT_EQ(error.request_id(), "req-9");
    EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
  }
}

TEST_P(Conformance, NothingOfTheConversationIsLost) {
  ChatRequest request;
  request.messages = {
      Message::system("mark-1"),
      Message::user(std::vector<Part>{Text{"mark-2"}, Image{"", "PNG", "image/png", ""}}),
      Message{Role::assistant, {Text{"mark-5"}, ToolCall{GetParam().sent_call_id, "mark-7", R"({"a":"mark-8"})"}}, ""},
      Message::tool_result({GetParam().sent_call_id, "mark-7", ""}, "mark-9"), Message::user("mark-10")};
  request.tools = {{.name = "mark-7", .description = "mark-11", .parameters = Json::parse(R"({"type":"object","title":"mark-12"})")}};
  request.options.stop = {"mark-13"};
  const Absent& absent = GetParam().absent;
  auto& shown = request.messages[1].parts;
  if (!absent.image_urls) shown.push_back(Image{"https://x/mark-3.png", "", "", ""});
  if (!absent.files) shown.push_back(File{"mark-4.pdf", "", "%PDF-1", "application/pdf"});
  const std::string body = wire()->request(request, false).body;
  EXPECT_TRUE(nlohmann::json::accept(body));
  for (int mark = 1; mark <= 13; ++mark) {
    if (mark == 6 && absent.call_ids) continue;
    if ((mark == 3 && absent.image_urls) || (mark == 4 && absent.files) || (mark == 13 && absent.stop)) continue;
    const std::string shown_as = mark == 6 ? GetParam().sent_call_id : "mark-" + std::to_string(mark);
    EXPECT_NE(body.find(shown_as), std::string::npos) << mark << " in " << body;
  }
  EXPECT_NE(body.find("UE5H"), std::string::npos);  // the picture
  EXPECT_EQ(body.find("JVBERi0x") == std::string::npos, absent.files);  // the file
}

TEST_P(Conformance, TheKeyIsACredentialAndNothingElse) {
  const HttpRequest request = wire()->request({.messages = {Message::user("Hi")}}, true);
  ASSERT_EQ(request.credentials.size(), 1U);
  EXPECT_EQ(request.credentials[0].secret.reveal(), canary);
  EXPECT_EQ((request.body + request.url).find("canary"), std::string::npos);
  for (const auto& header : request.headers) EXPECT_EQ(header.value.find("canary"), std::string::npos);
}

TEST_P(Conformance, OverHttp) {
  TestServer server;
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  const Model model(detail::wire_model(GetParam().wire(server.url(), Secret(canary))));
  const ChatRequest request{.messages = {Message::user("Hi")}};
  server.push(Reply::chunked({GetParam().text.stream}, "text/event-stream").in_pieces(7));
  BlockingStream<ChatEvent> events(model.stream(request, context), context);
  Played played;
  while (auto event = events.next()) note(played, *event);
  EXPECT_EQ(played.text, the_text);
  server.push(Reply::text(200, GetParam().text.whole));
  EXPECT_EQ(sync_wait(model.complete(request, context), context).text(), the_text);
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(server.requests()[0].target, GetParam().path);
  EXPECT_EQ(server.requests()[1].target, GetParam().whole_path.empty() ? GetParam().path : GetParam().whole_path);
  for (const auto& received : server.requests()) {
    EXPECT_NE(received.header(GetParam().key_header).find(GetParam().key_shown), std::string::npos);
  }
  const std::string explained = model.explain(request);
  EXPECT_EQ(nlohmann::json::parse(explained.substr(explained.find('{'))), nlohmann::json::parse(server.requests()[0].body));
  EXPECT_EQ(explained.find("canary"), std::string::npos);
}

TEST_P(Conformance, WhatTheModelCannotDoIsNotSent) {
  const Model model(detail::wire_model(GetParam().limited_wire({.sampling = false})));
  EXPECT_NO_THROW((void)model.explain({.messages = {Message::user("Hi")}}));
  try {
    (void)model.explain({.messages = {Message::user("Hi")}, .options = {.temperature = 0.5}});
    ADD_FAILURE() << "it was not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unsupported);
    EXPECT_NE(error.message().find("temperature"), std::string::npos) << error.message();
  }
}

TEST_P(Conformance, OutputBySchemaByWayOfATool) {
  if (GetParam().absent.forced_tools) GTEST_SKIP() << "the protocol cannot demand a tool";
  Capabilities can;
  can.schema = Capabilities::Output::by_tool;
  const auto by_tool = detail::with_formats(GetParam().limited_wire(can));
  ChatRequest request{.messages = {Message::user("Where?")}};
  request.options.format = {ResponseFormat::Kind::schema, "get_weather", Json::parse(R"({"type":"object"})"), true};
  const std::string body = by_tool->request(request, true).body;
  EXPECT_NE(body.find(GetParam().tool_choice), std::string::npos) << body;
  const ChatResponse response = by_tool->response(request, head(), GetParam().tools.whole);
  EXPECT_EQ(response.text(), R"({"city":"Paris"})");
  for (const std::size_t cut : cuts) {
    const Played played = play(*by_tool, request, head(), GetParam().tools.stream, cut);
    ASSERT_TRUE(played.response) << played.error->what();
    EXPECT_EQ(played.text, R"({"city":"Paris"})");
    EXPECT_EQ(to_json(*played.response), to_json(response));
  }
}

}  // namespace
}  // namespace baton::test
