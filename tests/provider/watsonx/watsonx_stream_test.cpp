#include <gtest/gtest.h>

#include "provider/played.hpp"
#include "provider/watsonx/watsonx_fixture.hpp"

namespace baton::test {
namespace {

std::string event(const std::string& members, const std::string& type = "message") {
  return "id: 1\nevent: " + type + "\ndata: {\"id\":\"c\",\"model_id\":\"m\"," + members + "}\n\n";
}
std::string piece(const std::string& delta) {
  return event(R"("choices":[{"index":0,"finish_reason":null,"delta":)" + delta + "}]");
}
const std::string usage = event(R"("choices":[],"usage":{"completion_tokens":3,"prompt_tokens":38,"total_tokens":41})");

Played played(const std::string& bytes) {
  HttpHead head;
  head.status = 200;
  return play(detail::WatsonxWire(watsonx_test_options()), {}, head, bytes, 0);
}

TEST(WatsonxStream, TheUsageIsTheEnd) {
  const std::string said = piece(R"({"content":"Ciao"})") + event(R"("choices":[{"index":0,"finish_reason":"stop","delta":{"content":""}}])");
  const Played whole = played(said + usage);
  ASSERT_TRUE(whole.response) << whole.error->what();
  EXPECT_EQ(whole.response->model, "m");
  EXPECT_EQ(whole.response->usage, (Usage{38, 3}));
  const Played cut = played(said);
  ASSERT_TRUE(cut.error);
  EXPECT_EQ(cut.error->code(), ErrorCode::stream_truncated);
  EXPECT_EQ(cut.error->partial(), "Ciao");
}

TEST(WatsonxStream, TheUsageMayComeWithTheFinishReason) {
  const Played called = played(event(R"("choices":[{"index":0,"finish_reason":"tool_calls","delta":{"tool_calls":[{"index":0,"id":"oDvEIPEBZ","function":{"name":"now","arguments":"{}"}}]}}],"usage":{"completion_tokens":23,"prompt_tokens":76})"));
  ASSERT_TRUE(called.response) << called.error->what();
  EXPECT_EQ(called.response->finish_reason, FinishReason::tool_calls);
  EXPECT_EQ(called.response->usage, (Usage{76, 23}));
  EXPECT_EQ(called.response->message.tool_calls().size(), 1U);
}

TEST(WatsonxStream, ADemandedCallHasNoFinishReason) {
  const Played called = played(piece(R"({"tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"sum","arguments":"{}"}}]})") + usage);
  ASSERT_TRUE(called.response) << called.error->what();
  EXPECT_EQ(called.response->finish_reason, FinishReason::tool_calls);
  const Played said = played(piece(R"({"content":"Ciao"})") + usage);
  ASSERT_TRUE(said.error);
  EXPECT_EQ(said.error->code(), ErrorCode::stream_truncated);
}

TEST(WatsonxStream, TheTimeLimitCutsOff) {
  const Played cut = played(event(R"("choices":[{"index":0,"finish_reason":"time_limit","delta":{"content":"Ci"}}])") + usage);
  ASSERT_TRUE(cut.response) << cut.error->what();
  EXPECT_EQ(cut.response->finish_reason, FinishReason::length);
}

TEST(WatsonxStream, Errors) {
  const Played failed = played(piece(R"({"content":"Ci"})") + event(R"("choices":[{"index":0,"finish_reason":"error","delta":{}}])"));
  ASSERT_TRUE(failed.error);
  EXPECT_EQ(failed.error->code(), ErrorCode::overloaded);
  EXPECT_TRUE(failed.error->retryable());
  EXPECT_EQ(failed.error->partial(), "Ci");
  EXPECT_EQ(failed.error->provider(), "watsonx");
  const Played named = played(event(R"("errors":[{"code":"model_not_supported","message":"no such model"}],"status_code":404)", "error"));
  ASSERT_TRUE(named.error);
  EXPECT_EQ(named.error->code(), ErrorCode::not_found);
  const Played bare = played("id: 1\nevent: error\ndata: error\n\n");
  ASSERT_TRUE(bare.error);
  EXPECT_EQ(bare.error->code(), ErrorCode::overloaded);
}

}  // namespace
}  // namespace baton::test
