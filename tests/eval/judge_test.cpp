#include <baton/eval/judge.hpp>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/offline.hpp>
#include <baton/provider/testing.hpp>

namespace baton {
namespace {

/// A judge that says what the test wants, and what it was asked.
struct Bench {
  explicit Bench(std::vector<ScriptedReply> replies) : model(std::make_shared<ScriptedModel>(std::move(replies))) {}
  [[nodiscard]] Judge judge(std::shared_ptr<const Embedder> embedder = nullptr) const { return Judge(Model(model), std::move(embedder)); }
  [[nodiscard]] std::string asked() const { return model->requests().at(0).messages.back().text(); }
  std::shared_ptr<ScriptedModel> model;
};

const JudgedAnswer signed_by_ann{.question = "Who signed it?",
                                 .answer = "Ann signed it [1]. It was in May [2].",
                                 .passages = {"Signed: Ann", "Dated June"},
                                 .reference = "Ann signed it in June."};

TEST(Judge, FaithfulIsTheShareOfClaimsThatPassagesSupport) {
  const Bench bench({R"({"statements": [{"statement": "Ann signed", "supported": true, "reason": "[1]"},
                                        {"statement": "in May", "supported": false, "reason": "it says June"}]})"});
  const Verdict verdict = sync_wait(bench.judge().faithfulness(signed_by_ann, {}));
  EXPECT_DOUBLE_EQ(verdict.score, 0.5);
  EXPECT_EQ(verdict.reasons, (std::vector<std::string>{"in May: it says June"}));
  const std::string asked = bench.asked();
  for (const char* part : {"[1] Signed: Ann\n[2] Dated June", "Who signed it?", "It was in May [2]."}) {
    EXPECT_NE(asked.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(asked.find(signed_by_ann.reference), std::string::npos);
}

TEST(Judge, RecallIsAboutTheReference) {
  const Bench bench({R"({"statements": [{"statement": "Ann signed", "supported": true, "reason": ""}]})"});
  EXPECT_DOUBLE_EQ(sync_wait(bench.judge().context_recall(signed_by_ann, {})).score, 1);
  EXPECT_NE(bench.asked().find(signed_by_ann.reference), std::string::npos);
  EXPECT_EQ(bench.asked().find(signed_by_ann.answer), std::string::npos);
}

TEST(Judge, AnAnswerThatClaimsNothingScoresNothing) {
  const Verdict verdict = sync_wait(Bench({R"({"statements": []})"}).judge().faithfulness(signed_by_ann, {}));
  EXPECT_DOUBLE_EQ(verdict.score, 0);
  EXPECT_EQ(verdict.reasons.size(), 1U);
}

TEST(Judge, PrecisionWantsTheUsefulFirst) {
  const auto precision = [](const char* first, const char* second) {
    const Bench bench({std::string(R"({"passages": [{"number": 1, "useful": )") + first +
                       R"(, "reason": "r"}, {"number": 2, "useful": )" + second + R"(, "reason": "r"},
                       {"number": 77, "useful": true, "reason": "there is none"}]})"});
    return sync_wait(bench.judge().context_precision(signed_by_ann, {})).score;
  };
  EXPECT_DOUBLE_EQ(precision("true", "false"), 1);
  EXPECT_DOUBLE_EQ(precision("false", "true"), 0.5);
  EXPECT_DOUBLE_EQ(precision("false", "false"), 0);
}

TEST(Judge, RelevancyComparesTheQuestionsThatItAnswers) {
  const auto embedder = hashing_embedder();
  const char* form = R"({"questions": ["Who signed it?", "Who signed it?"], "evades": false})";
  EXPECT_NEAR(sync_wait(Bench({form}).judge(embedder).answer_relevancy(signed_by_ann, {})).score, 1, 1e-6);
  const char* other = R"({"questions": ["How deep is the ocean?"], "evades": false})";
  EXPECT_LT(sync_wait(Bench({other}).judge(embedder).answer_relevancy(signed_by_ann, {})).score, 0.5);
  const char* evades = R"({"questions": ["Who signed it?"], "evades": true})";
  EXPECT_DOUBLE_EQ(sync_wait(Bench({evades}).judge(embedder).answer_relevancy(signed_by_ann, {})).score, 0);
}

TEST(Judge, CitationsAreCheckedSentenceBySentence) {
  const Bench bench({R"({"sentences": [{"sentence": 1, "supported": true, "reason": ""},
                                       {"sentence": 2, "supported": false, "reason": "June"}]})"});
  const Verdict verdict = sync_wait(bench.judge().citation_accuracy(signed_by_ann, {}));
  EXPECT_DOUBLE_EQ(verdict.score, 0.5);
  EXPECT_EQ(verdict.reasons, (std::vector<std::string>{"[2] June"}));
  EXPECT_NE(bench.asked().find("[2] It was in May [2]."), std::string::npos);
}

TEST(Judge, CitationsThatCannotBeRightAreNotEvenAsked) {
  for (const char* answer : {"Ann signed it.", "Ann signed it [3].", "Ann [0]."}) {
    const Bench bench({});
    const Verdict verdict = sync_wait(bench.judge().citation_accuracy({.answer = answer, .passages = {"a", "b"}}, {}));
    EXPECT_DOUBLE_EQ(verdict.score, 0) << answer;
    EXPECT_EQ(verdict.reasons.size(), 1U);
  }
}

TEST(Judge, AnswersThatAreNoFormAreAskedForAgainAndThenAnError) {
  const Bench twice({"Looks good!", R"({"statements": [{"statement": "a", "supported": true, "reason": ""}]})"});
  EXPECT_DOUBLE_EQ(sync_wait(twice.judge().faithfulness(signed_by_ann, {})).score, 1);
  const Bench never({"no", "no", "no"});
  try {
    (void)sync_wait(never.judge().faithfulness(signed_by_ann, {}));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::model_output_invalid);
  }
}

TEST(Judge, SaysWhatItNeeds) {
  const Judge judge = Bench({}).judge();
  EXPECT_THROW((void)sync_wait(judge.faithfulness({.answer = "a"}, {})), Error);
  EXPECT_THROW((void)sync_wait(judge.context_precision({.answer = "a"}, {})), Error);
  EXPECT_THROW((void)sync_wait(judge.context_recall({.answer = "a"}, {})), Error);
  EXPECT_THROW((void)sync_wait(judge.answer_relevancy({.answer = "a"}, {})), Error);
}

TEST(Judge, ShowsItsPrompts) {
  for (const char* part : {"{passages}", "{answer}", "{sentences}", "citation accuracy"}) {
    EXPECT_NE(Judge::prompts().find(part), std::string::npos) << part;
  }
}

}  // namespace
}  // namespace baton
