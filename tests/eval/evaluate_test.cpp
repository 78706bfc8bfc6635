#include <baton/eval/evaluate.hpp>

#include <algorithm>
#include <map>
#include <stop_token>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/offline.hpp>
#include <baton/provider/testing.hpp>

namespace baton {
namespace {

ScoredChunk chunk(std::string source, std::string text = "") {
  ScoredChunk out;
  out.chunk.source = std::move(source);
  out.chunk.text = std::move(text);
  return out;
}

/// Finds what the test says; fails for "fail".
class FixedRetriever : public Retriever {
 public:
  [[nodiscard]] Task<std::vector<ScoredChunk>> retrieve(Query query, Context) const override {
    if (query.text == "fail") throw Error(ErrorCode::connection_failed, "the index is away");
    co_return std::vector<ScoredChunk>{chunk("b"), chunk("b"), chunk("a")};
  }
};

const Dataset questions{.name = "d",
                        .cases = {{.id = "1", .question = "first", .answer = "A.", .relevant = {{.source = "b"}}},
                                  {.id = "2", .question = "second", .relevant = {{.source = "a"}}},
                                  {.id = "3", .question = "fail", .relevant = {{.source = "a"}}},
                                  {.id = "4", .question = "nothing is relevant to it"}}};

TEST(EvaluateRetrieval, ScoresWhatIsFound) {
  std::vector<std::size_t> told;
  const EvalReport report = sync_wait(evaluate_retrieval(std::make_shared<FixedRetriever>(), questions,
      {.name = "fixed", .top = 2, .progress = [&](std::size_t done, std::size_t total) {
         EXPECT_EQ(total, 3U);
         told.push_back(done);
       }}));
  ASSERT_EQ(report.rows.size(), 3U) << "a question without relevant documents says nothing";
  EXPECT_EQ(report.name, "fixed");
  EXPECT_DOUBLE_EQ(report.rows[0].scores.at("mrr@2"), 1);
  EXPECT_DOUBLE_EQ(report.rows[1].scores.at("mrr@2"), 0.5);
  EXPECT_EQ(report.rows[1].found, (std::vector<std::string>{"b", "a"}));
  EXPECT_DOUBLE_EQ(report.rows[2].scores.at("ndcg@2"), 0);
  EXPECT_EQ(report.rows[2].notes, (std::vector<std::string>{"retrieval failed: the index is away"}));
  EXPECT_DOUBLE_EQ(report.means().at("recall@2"), 2.0 / 3);
  EXPECT_EQ(told, (std::vector<std::size_t>{1, 2, 3}));
}

TEST(EvaluateRetrieval, NothingToMeasureIsRefusedAndAStopStops) {
  const Dataset none{.cases = {questions.cases[3]}};
  const Judge judge(Model(std::make_shared<ScriptedModel>(std::vector<ScriptedReply>())));
  const auto refused = [](Task<EvalReport> task) {
    try {
      (void)sync_wait(std::move(task));
    } catch (const Error& error) {
      return error.code() == ErrorCode::invalid_argument;
    }
    return false;
  };
  EXPECT_TRUE(refused(evaluate_retrieval(std::make_shared<FixedRetriever>(), none)));
  EXPECT_TRUE(refused(evaluate_retrieval(nullptr, questions)));
  EXPECT_TRUE(refused(evaluate_retrieval(std::make_shared<FixedRetriever>(), questions, {.top = 0})));
  EXPECT_TRUE(refused(evaluate_answers(nullptr, questions, judge)));
  std::stop_source stop;
  stop.request_stop();
  try {
    (void)sync_wait(evaluate_retrieval(std::make_shared<FixedRetriever>(), questions, {}, Context{}.with_stop(stop.get_token())));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::cancelled);
  }
}

Task<Answered> answer(std::string question, Context) {
  if (question == "fail") throw Error(ErrorCode::overloaded, "busy");
  Answered out;
  out.answer = "Yes [1].";
  out.passages.push_back(chunk("b", "It is so."));
  co_return out;
}

/// Finds everything right, but for citations.
std::string judge_says(const ChatRequest& request) {
  const std::string asked = request.messages.back().text();
  if (asked.starts_with("List every claim")) return R"({"statements": [{"statement": "s", "supported": true, "reason": ""}]})";
  if (asked.starts_with("Say for each passage")) return R"({"passages": [{"number": 1, "useful": true, "reason": ""}]})";
  if (asked.starts_with("Write three")) return R"({"questions": ["first"], "evades": false})";
  return R"({"sentences": [{"sentence": 1, "supported": false, "reason": "no"}]})";
}

TEST(EvaluateAnswers, JudgesWhatTheDataSetHasEnoughFor) {
  const Judge judge(Model(std::make_shared<FunctionModel>(judge_says)), hashing_embedder());
  const EvalReport report = sync_wait(evaluate_answers(answer, questions, judge, {.top = 1}));
  ASSERT_EQ(report.rows.size(), 4U);
  const std::map<std::string, double> all = {{"answer_relevancy", 1}, {"citation_accuracy", 0}, {"context_precision", 1},
                                             {"context_recall", 1},   {"faithfulness", 1},      {"map@1", 1},
                                             {"mrr@1", 1},            {"ndcg@1", 1},            {"precision@1", 1},
                                             {"recall@1", 1}};
  ASSERT_EQ(report.rows[0].scores.size(), all.size());
  for (const auto& [metric, score] : all) EXPECT_NEAR(report.rows[0].scores.at(metric), score, 1e-6) << metric;
  EXPECT_EQ(report.rows[0].notes.front(), "citation_accuracy: [1] no");
  EXPECT_EQ(report.rows[0].answer, "Yes [1].");
  EXPECT_FALSE(report.rows[1].scores.contains("context_recall")) << "there is no reference";
  EXPECT_TRUE(report.rows[2].scores.empty());
  EXPECT_EQ(report.rows[2].notes, (std::vector<std::string>{"the answer failed: busy"}));
  EXPECT_FALSE(report.rows[3].scores.contains("recall@1"));
}

TEST(EvaluateAnswers, AJudgeThatFailsIsNotedAndCostsOnlyItsMetric) {
  const Judge judge(Model(std::make_shared<FunctionModel>([](const ChatRequest& request) {
    if (request.messages.front().text().starts_with("List")) throw Error(ErrorCode::rate_limited, "slow down");
    return judge_says(request);
  })));
  const Dataset one{.cases = {questions.cases[0]}};
  const EvalReport report = sync_wait(evaluate_answers(answer, one, judge));
  EXPECT_FALSE(report.rows[0].scores.contains("faithfulness"));
  EXPECT_TRUE(report.rows[0].scores.contains("context_precision"));
  EXPECT_EQ(report.rows[0].notes.front(), "faithfulness failed: slow down");
}

}  // namespace
}  // namespace baton
