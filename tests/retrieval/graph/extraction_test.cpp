#include <gtest/gtest.h>

#include <baton/provider/testing.hpp>
#include <baton/retrieval/graph.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::code_of;

GraphFacts extract(std::vector<ScriptedReply> replies, std::string text = "Ada Lovelace met Charles  Babbage in London.") {
  ScoredChunk chunk = testing::scored("a.md", 1.0);
  chunk.id = 7;
  chunk.chunk.text = std::move(text);
  return sync_wait(extract_facts(chunk, Model(std::make_shared<ScriptedModel>(std::move(replies))), {}));
}

std::string entity(const std::string& name) { return R"({"name":")" + name + R"(","type":"person","description":""})"; }

TEST(GraphExtraction, KeepsWhatTheChunkNames) {
  const GraphFacts facts = extract({R"({"entities":[)" + entity("Ada Lovelace") + "," + entity("Charles Babbage") + "," + entity("Napoleon") + "," +
                                    entity("ADA LOVELACE") + "," + entity("") + R"(],"relations":[
    {"from":"Ada Lovelace","relation":"met","to":"charles babbage"},{"from":"Ada Lovelace","relation":"met","to":"Napoleon"},
    {"from":"Ada Lovelace","relation":"is","to":"ada lovelace"},{"from":"Ada Lovelace","relation":"","to":"Charles Babbage"}]})"});
  EXPECT_EQ(facts.chunk, 7);
  ASSERT_EQ(facts.entities.size(), 2U);
  EXPECT_EQ(facts.entities[1].name, "Charles Babbage");
  EXPECT_EQ(facts.relations, (std::vector<GraphRelation>{{"Ada Lovelace", "met", "charles babbage"}}));
}

TEST(GraphExtraction, IsBounded) {
  std::string text;
  std::string entities;
  for (int i = 0; i < 300; ++i) {
    text += "name" + std::to_string(i) + ' ';
    entities += (i == 0 ? "" : ",") + entity("name" + std::to_string(i));
  }
  EXPECT_EQ(extract({R"({"entities":[)" + entities + R"(],"relations":[]})"}, text).entities.size(), 100U);
}

TEST(GraphExtraction, AsksAgainOnce) {
  EXPECT_TRUE(extract({"Ada!", R"({"entities":[],"relations":[]})"}).entities.empty());
  EXPECT_EQ(code_of([] { extract({"Ada!", "Ada!"}); }), ErrorCode::model_output_invalid);
  EXPECT_NE(explain_extraction(testing::scored("a", 1).chunk).find("Text:\ntext of a\n"), std::string::npos);
}

}  // namespace
}  // namespace baton
