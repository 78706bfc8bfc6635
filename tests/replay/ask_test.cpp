#include "replay/ask.hpp"

#include <gtest/gtest.h>

#include <baton/core/sha256.hpp>

namespace {

using namespace baton;
using detail::Ask;

Ask ask_for(ChatRequest request) { return detail::chat_ask("test/m", std::move(request), {}); }

TEST(Ask, DefaultsAndVersionsAreLeftOut) {
  ChatRequest request;
  request.messages = {Message::system("Be brief."), Message::user("Hello")};
  const Ask ask = ask_for(request);
  EXPECT_EQ(ask.kind, "chat");
  EXPECT_EQ(ask.model, "test/m");
  EXPECT_EQ(ask.request, nlohmann::json::parse(R"({"messages":[
    {"role":"system","parts":[{"type":"text","text":"Be brief."}]},
    {"role":"user","parts":[{"type":"text","text":"Hello"}]}]})"));
}

TEST(Ask, EverythingElseCounts) {
  ChatRequest request;
  request.messages = {Message::user("Hello")};
  request.tools = {ToolSpec{.name = "f", .parameters = Json::parse(R"({"type":"object"})")}};
  request.options.temperature = 0.0;
  request.options.stop = {"END"};
  request.options.tool_choice = {ToolChoice::Mode::named, "f"};
  request.options.format.kind = ResponseFormat::Kind::json;
  request.options.extra = Json::parse(R"({"top_k":3})");
  const auto json = ask_for(request).request;
  EXPECT_EQ(json["tools"][0]["name"], "f");
  EXPECT_EQ(json["options"], nlohmann::json::parse(R"({"temperature":0.0,"stop":["END"],
    "tool_choice":{"mode":"named","name":"f"},"format":{"kind":"json"},"extra":{"top_k":3}})"));
}

TEST(Ask, LargeBytesBecomeTheirDigest) {
  const std::string small(1'024, 'a');
  const std::string large(1'025, 'a');
  ChatRequest request;
  request.messages = {Message::user({Text{"what is this?"}, Image{.bytes = large, .media_type = "image/png"},
                                     File{.name = "f", .bytes = large}, Image{.bytes = small, .media_type = "image/png"}})};
  const auto parts = ask_for(request).request["messages"][0]["parts"];
  for (const std::size_t i : {1U, 2U}) {
    EXPECT_FALSE(parts[i].contains("bytes")) << i;
    EXPECT_EQ(parts[i]["sha256"], to_hex(sha256(large))) << i;
  }
  EXPECT_FALSE(parts[0].contains("sha256"));
  EXPECT_TRUE(parts[3].contains("bytes"));
  EXPECT_FALSE(parts[3].contains("sha256"));
}

TEST(Ask, TextsAreRedactedAndUtf8) {
  ChatRequest request;
  request.messages = {Message::user("k\xFF")};
  const Ask ask = detail::chat_ask(
      "m", request, [](std::string said) { return said == "user" ? said : said + "!"; });
  EXPECT_EQ(ask.request["messages"][0]["parts"][0]["text"], "k\xEF\xBF\xBD!");
}

TEST(Ask, EmbeddingsAndRankings) {
  const Ask embedding = detail::embedding_ask("m", {"a", "b"}, EmbedPurpose::query, {});
  EXPECT_EQ(embedding.kind, "embedding");
  EXPECT_EQ(embedding.request, nlohmann::json::parse(R"({"purpose":"query","texts":["a","b"]})"));
  const Ask rerank = detail::rerank_ask("m", "q", {"a"}, 3, {});
  EXPECT_EQ(rerank.kind, "rerank");
  EXPECT_EQ(rerank.request, nlohmann::json::parse(R"({"query":"q","texts":["a"],"top":3})"));
}

}  // namespace
