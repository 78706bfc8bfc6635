#include <baton/retrieval/answer.hpp>

#include <gtest/gtest.h>

#include <baton/provider/testing.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::fixed;
using testing::Names;
using testing::scored;

std::vector<ScoredChunk> passages() {
  const char* texts[] = {"The museum opens at ten.\nOn Mondays it stays closed.", "A ticket is eight euros.",
                         "Dogs are not allowed inside.", "The café sells cake and tea."};
  std::vector<ScoredChunk> result;
  for (const char* each : texts) {
    auto chunk = scored("rules.md", 1.0, result.size());
    chunk.chunk.text = each;
    chunk.chunk.span.first_line = 10 * (result.size() + 1);
    chunk.chunk.span.last_line = chunk.chunk.span.first_line + 1;
    result.push_back(chunk);
  }
  return result;
}

std::string written(const std::string& statement, int passage, const std::string& quote) {
  return "{\"text\":\"" + statement + "\",\"passage\":" + std::to_string(passage) + ",\"quote\":\"" + quote + "\"}";
}

std::string whole(const std::string& statements) { return "{\"answered\":true,\"statements\":[" + statements + "]}"; }

const std::string opens = written("It opens at ten.", 1, "opens at ten");
const std::string closed = written("It is closed on Mondays", 1, "on mondays it stays closed");
const std::string costs = written("A ticket costs 8 euros.", 2, "A ticket is eight euros");
const std::string nothing = R"({"answered":false,"statements":[]})";

struct Asked {
  DocumentAnswer answer;
  std::vector<std::string> prompts;
};

Asked answer(std::vector<ScriptedReply> replies, SynthesisOptions options = {}, std::vector<ScoredChunk> given = passages()) {
  const auto scripted = std::make_shared<ScriptedModel>(std::move(replies));
  options.concurrency = 1;
  Asked asked;
  asked.answer = sync_wait(answer_from("When does it open?", std::move(given), Model(scripted), std::move(options), {}));
  for (const auto& request : scripted->requests()) asked.prompts.push_back(request.messages.at(0).text());
  EXPECT_EQ(scripted->remaining(), 0U);
  return asked;
}

/// Passages of which each fills a prompt.
std::vector<ScoredChunk> long_passages() {
  auto result = passages();
  for (auto& each : result) each.chunk.text += std::string(900, ' ') + "End of the passage.";
  return result;
}

SynthesisOptions how(Synthesis kind) {
  SynthesisOptions options;
  options.how = kind;
  options.max_bytes = 1'000;
  return options;
}

TEST(Answer, EveryStatementHasItsPassageAndLines) {
  const Asked asked = answer({whole(opens + "," + closed + "," + costs)});
  EXPECT_TRUE(asked.answer.found);
  EXPECT_EQ(asked.answer.text, "It opens at ten [1]. It is closed on Mondays [1]. A ticket costs 8 euros [2].");
  ASSERT_EQ(asked.answer.statements.size(), 3U);
  EXPECT_EQ(asked.answer.statements[0].citation.label(), "[1] rules.md:10-10");
  EXPECT_EQ(asked.answer.statements[1].citation.label(), "[1] rules.md:11-11");
  EXPECT_EQ(asked.answer.statements[1].quote, "On Mondays it stays closed");
  EXPECT_EQ(asked.answer.passages_read, 4U);
  EXPECT_EQ(asked.prompts[0], explain_answer("When does it open?", passages()));
}

TEST(Answer, WhatNoPassageSaysIsLeftOut) {
  const std::string wrong_number = written("It has a garden.", 9, "opens at ten");
  const std::string wrong_passage = written("It opens at noon.", 2, "opens at ten");
  const std::string invented = written("It is free.", 2, "A ticket is free of charge");
  const Asked asked = answer({whole(wrong_number + "," + costs + "," + wrong_passage + "," + invented)});
  EXPECT_EQ(asked.answer.text, "A ticket costs 8 euros [2].");
  EXPECT_EQ(asked.answer.unsupported, (Names{"It has a garden.", "It opens at noon.", "It is free."}));
  const Asked nothing_left = answer({whole(invented)});
  EXPECT_FALSE(nothing_left.answer.found);
  EXPECT_EQ(nothing_left.answer.text, "The documents do not answer this question.");
}

TEST(Answer, NotInTheDocumentsIsAnAnswer) {
  EXPECT_FALSE(answer({nothing}).answer.found);
  EXPECT_FALSE(answer({R"({"answered":false,"statements":[)" + opens + "]}"}).answer.found);
  SynthesisOptions options;
  options.not_found = "No idea.";
  EXPECT_EQ(answer({}, options, {}).answer.text, "No idea.");
}

TEST(Answer, StuffTakesWhatFits) {
  const Asked asked = answer({whole(opens)}, how(Synthesis::stuff), long_passages());
  EXPECT_EQ(asked.answer.passages_read, 1U);
  EXPECT_EQ(asked.prompts[0].find("A ticket is"), std::string::npos);
}

TEST(Answer, RefineCarriesTheDraftAlong) {
  const Asked asked = answer({whole(opens), nothing, whole(opens + "," + costs), whole(opens + "," + costs)},
                             how(Synthesis::refine), long_passages());
  EXPECT_EQ(asked.answer.text, "It opens at ten [1]. A ticket costs 8 euros [2].");
  EXPECT_EQ(asked.answer.passages_read, 4U);
  EXPECT_NE(asked.prompts[1].find("- It opens at ten. [passage 1: \"opens at ten\"]"), std::string::npos);
  EXPECT_NE(asked.prompts[3].find("[4] rules.md"), std::string::npos);
}

TEST(Answer, MapReduceMergesInOneCall) {
  const Asked asked = answer({whole(opens), whole(costs), nothing, nothing, whole(costs + "," + opens)},
                             how(Synthesis::map_reduce), long_passages());
  EXPECT_EQ(asked.answer.text, "A ticket costs 8 euros [2]. It opens at ten [1].");
  EXPECT_NE(asked.prompts[4].find("- A ticket costs 8 euros. [passage 2:"), std::string::npos);
  EXPECT_EQ(answer({whole(opens), nothing, nothing, nothing}, how(Synthesis::map_reduce), long_passages()).prompts.size(), 4U);
  EXPECT_FALSE(answer({nothing, nothing, nothing, nothing}, how(Synthesis::tree), long_passages()).answer.found);
}

TEST(Answer, ATreeMergesFourByFour) {
  std::vector<ScoredChunk> many;
  std::vector<ScriptedReply> replies;
  for (int i = 0; i < 2; ++i) {
    for (const auto& each : long_passages()) many.push_back(each);
  }
  many.push_back(many[0]);
  for (int i = 0; i < 9; ++i) replies.emplace_back(i % 4 == 0 ? whole(written("It opens at ten.", i + 1, "opens at ten")) : nothing);
  // Nine drafts in groups of four, four and one; three of them tell something; then one merge of those.
  replies.emplace_back(whole(opens));
  const Asked asked = answer(std::move(replies), how(Synthesis::tree), many);
  EXPECT_EQ(asked.answer.text, "It opens at ten [1].");
  EXPECT_EQ(asked.answer.passages_read, 9U);
}

TEST(Answer, ALongPassageIsCutAndTooSmallAPromptRefused) {
  auto given = passages();
  given[0].chunk.text += std::string(5'000, 'x');
  EXPECT_LT(answer({whole(opens)}, how(Synthesis::stuff), {given[0]}).prompts[0].size(), 3'000U);
  SynthesisOptions tiny;
  tiny.max_bytes = 10;
  EXPECT_EQ(code_of([&] { static_cast<void>(answer({}, tiny)); }), ErrorCode::invalid_argument);
}

TEST(Answer, AsksAgainOnceForJson) {
  EXPECT_EQ(answer({"It opens at ten.", whole(opens)}).answer.text, "It opens at ten [1].");
  EXPECT_EQ(code_of([] { static_cast<void>(answer({"ten", "ten"})); }), ErrorCode::model_output_invalid);
}

TEST(Answer, IsAStepOfAChain) {
  const Model model(std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{whole(opens)}));
  const auto chain = answer_with(fixed(passages()), model, 4) | [](const DocumentAnswer& done) { return done.text; };
  EXPECT_EQ(chain.invoke("When?"), "It opens at ten [1].");
}

}  // namespace
}  // namespace baton
