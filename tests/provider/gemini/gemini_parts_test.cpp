#include "provider/gemini/gemini_parts.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton::test {
namespace {

using nlohmann::json;

Message joined(const std::vector<const char*>& parts) {
  detail::GeminiParts all("gemini");
  for (const char* part : parts) all.add(json::parse(part), "id-1");
  return all.finish();
}

json raw_of(const Part& part) { return json::parse(std::get<Reasoning>(part).raw); }

TEST(GeminiParts, PiecesAreOnePart) {
  const Message message = joined({R"({"text":"Hm","thought":true})", R"({"text":"m","thought":true})", R"({"text":"A"})", R"({"text":""})", R"({"text":"B"})"});
  ASSERT_EQ(message.parts.size(), 2U);
  EXPECT_EQ(std::get<Reasoning>(message.parts[0]).text, "Hmm");
  EXPECT_EQ(raw_of(message.parts[0]), json::parse(R"({"text":"Hmm","thought":true})"));
  EXPECT_EQ(std::get<Text>(message.parts[1]).text, "AB");
}

TEST(GeminiParts, WhatIsSignedStaysByItself) {
  const Message message = joined({R"({"text":"A"})", R"({"text":"B","thoughtSignature":"c2ln"})", R"({"text":"C"})", R"({"text":"","thoughtSignature":"ZW5k"})"});
  ASSERT_EQ(message.parts.size(), 5U);
  EXPECT_EQ(std::get<Text>(message.parts[0]).text, "A");
  EXPECT_EQ(raw_of(message.parts[1]), json::parse(R"({"thoughtSignature":"c2ln"})"));
  EXPECT_EQ(std::get<Text>(message.parts[2]).text, "B");
  EXPECT_EQ(std::get<Text>(message.parts[3]).text, "C");
  EXPECT_EQ(raw_of(message.parts[4]), json::parse(R"({"text":"","thoughtSignature":"ZW5k"})"));
  EXPECT_EQ(message.text(), "ABC");
}

TEST(GeminiParts, CallsWithoutAnIdGetOne) {
  const Message message = joined({R"({"functionCall":{"name":"f","args":{"a":1}}})", R"({"functionCall":{"id":"x","name":"g"}})", R"({"functionCall":{"name":"h","args":null}})"});
  EXPECT_EQ(message.tool_calls(), (std::vector<ToolCall>{{"id-1-0", "f", R"({"a":1})"}, {"x", "g", "{}"}, {"id-1-2", "h", "{}"}}));
  detail::GeminiParts nameless("gemini");
  nameless.add(json::parse(R"({"functionCall":{"name":"f"}})"), "");
  EXPECT_EQ(nameless.finish().tool_calls().at(0).id, "call-0");
}

TEST(GeminiParts, ImagesThatAModelMakes) {
  const Message message = joined({R"({"inlineData":{"mimeType":"image/png","data":"UE5H"},"thoughtSignature":"c2ln"})", R"({"inlineData":{"mimeType":"image/png","data":"?"}})",
                                  R"({"inlineData":{"mimeType":"audio/wav","data":"UE5H"}})", R"({"inlineData":{"mimeType":"image/png","data":"UE5H"},"thought":true})"});
  ASSERT_EQ(message.parts.size(), 5U);
  EXPECT_EQ(raw_of(message.parts[0]), json::parse(R"({"thoughtSignature":"c2ln"})"));
  EXPECT_EQ(std::get<Image>(message.parts[1]), (Image{"", "PNG", "image/png", ""}));
  for (const std::size_t at : {2U, 3U, 4U}) EXPECT_TRUE(raw_of(message.parts[at]).contains("inlineData"));
}

TEST(GeminiParts, WhatIsUnknownIsKept) {
  const Message message = joined({R"({"executableCode":{"language":"PYTHON","code":"1"}})", "{}", "1", "null", R"({"novelty":1})"});
  ASSERT_EQ(message.parts.size(), 2U);
  EXPECT_EQ(std::get<Reasoning>(message.parts[0]), (Reasoning{"", "gemini", R"({"executableCode":{"code":"1","language":"PYTHON"}})"}));
  EXPECT_EQ(raw_of(message.parts[1]), json::parse(R"({"novelty":1})"));
}

TEST(GeminiParts, ArgumentsInPiecesAreRefused) {
  for (const char* part : {R"({"functionCall":{"name":"f","willContinue":true}})", R"({"functionCall":{"partialArgs":[{"jsonPath":"$.a","stringValue":"x"}]}})"}) {
    EXPECT_THROW((void)joined({part}), Error) << part;
  }
}

TEST(GeminiParts, ThereIsAnEndToParts) {
  detail::GeminiParts all("gemini");
  const json part = json::parse(R"({"novelty":1})");
  for (int i = 0; i < 10'000; ++i) all.add(part, "");
  EXPECT_THROW(all.add(part, ""), Error);
}

}  // namespace
}  // namespace baton::test
