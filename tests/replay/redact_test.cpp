#include "replay/redact.hpp"

#include <gtest/gtest.h>

namespace {

using namespace baton;
using namespace baton::detail;

std::string starred(std::string text) {
  const auto at = text.find("secret");
  return at == std::string::npos ? text : text.replace(at, 6, "***");
}

TEST(Redact, EveryStringOfAnyDepthButNoKey) {
  auto value = nlohmann::json::parse(R"({"secret":[1,"a secret",{"b":"secret"}],"c":null})");
  redact_strings(value, starred);
  EXPECT_EQ(value, nlohmann::json::parse(R"({"secret":[1,"a ***",{"b":"***"}],"c":null})"));
}

TEST(Redact, WithoutAFunctionTextOnlyBecomesUtf8) {
  nlohmann::json value = {"a\xC3", "b"};
  redact_strings(value, {});
  EXPECT_EQ(value[0], "a\xEF\xBF\xBD");
  EXPECT_EQ(value[1], "b");
}

TEST(Redact, OnlyFlowsWithSomethingToHideAreJoined) {
  ChatAnswer answer;
  const auto add = [&](ChatEvent event) { answer.events.push_back({{}, std::move(event)}); };
  add(ReasoningDelta("in "));
  add(TextDelta("a sec"));
  add(ToolCallDelta(0, "c", "f", "{sec"));
  add(ToolCallDelta(1, "d", "f", "{"));
  add(ReasoningDelta("pieces"));
  add(ToolCallDelta(0, "", "", "ret}"));
  add(TextDelta("ret"));
  add(ToolCallDelta(1, "", "", "}"));
  join_redacted(answer, starred);
  ASSERT_EQ(answer.events.size(), 6U);
  EXPECT_EQ(std::get<ReasoningDelta>(answer.events[0].event).text, "in ");
  EXPECT_EQ(std::get<TextDelta>(answer.events[1].event).text, "a secret");
  EXPECT_EQ(std::get<ToolCallDelta>(answer.events[2].event).arguments, "{secret}");
  EXPECT_EQ(std::get<ToolCallDelta>(answer.events[3].event).arguments, "{");
  EXPECT_EQ(std::get<ReasoningDelta>(answer.events[4].event).text, "pieces");
  EXPECT_EQ(std::get<ToolCallDelta>(answer.events[5].event).arguments, "}");
}

TEST(Redact, WithoutAFunctionNothingIsJoined) {
  ChatAnswer answer;
  answer.events = {{{}, TextDelta("a")}, {{}, TextDelta("b")}};
  join_redacted(answer, {});
  EXPECT_EQ(answer.events.size(), 2U);
}

}  // namespace
