#include <baton/retrieval/rewriting.hpp>

#include <mutex>

#include <gtest/gtest.h>

#include <baton/provider/testing.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;
using testing::Names;
using testing::scored;
using testing::sources_of;

/// Finds a chunk named as the query, and one that every query finds.
class Echo : public Retriever {
 public:
  Task<std::vector<ScoredChunk>> retrieve(Query query, Context) const override {
    {
      const std::lock_guard lock(mutex);
      asked.push_back(query.text);
    }
    std::vector<ScoredChunk> found = {scored("for " + query.text, 2.0), scored("common", 1.0)};
    co_return found;
  }
  mutable std::mutex mutex;
  mutable Names asked;
};

struct Rewritten {
  Names asked;
  Names found;
  std::string sent;
};

Rewritten rewrite(const QuestionRewriting& rewriting, std::string answer, std::size_t top = 8) {
  const auto echo = std::make_shared<Echo>();
  const auto scripted = std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{std::move(answer)});
  const auto found = ask(rewriting_retriever(echo, Model(scripted), rewriting), "Why?", top);
  return {echo->asked, sources_of(found), scripted->requests().at(0).messages.at(0).text()};
}

TEST(Rewriting, SearchesForEachLineAndForTheQuestion) {
  const Rewritten done = rewrite(multi_query(2), "1. What for?\n2. What for?\n- How come?\n- And then?");
  EXPECT_EQ(done.asked, (Names{"What for?", "How come?", "Why?"}));
  ASSERT_EQ(done.found.size(), 4U);
  EXPECT_EQ(done.found[0], "common");
  EXPECT_EQ(done.sent, multi_query(2).explain("Why?"));
  EXPECT_NE(done.sent.find("Write 2 different ways"), std::string::npos);
  EXPECT_NE(done.sent.find("Question: Why?"), std::string::npos);
  EXPECT_EQ(rewrite(multi_query(2), "a\nb", 1).found, (Names{"common"}));
}

TEST(Rewriting, EachKindAsksInItsOwnWay) {
  EXPECT_EQ(rewrite(step_back(), "What is cause?\nMore").asked, (Names{"What is cause?", "Why?"}));
  EXPECT_EQ(rewrite(decomposition(3), "Who?\nWhen?").asked, (Names{"Who?", "When?", "Why?"}));
  EXPECT_EQ(rewrite(hypothetical_passage(), "Because it is so.\n\nAnd so on.").asked, (Names{"Because it is so.\n\nAnd so on."}));
  EXPECT_EQ(rewrite(hypothetical_passage(), "Because.", 1).found, (Names{"for Because."}));
}

TEST(Rewriting, ABracedQuestionIsOnlyText) {
  EXPECT_NE(multi_query().explain("{{ 7 * 7 }} {% x %}").find("{{ 7 * 7 }} {% x %}"), std::string::npos);
}

TEST(Rewriting, QueriesAreBounded) {
  EXPECT_EQ(rewrite(hypothetical_passage(), std::string(10'000, 'a')).asked.at(0).size(), 4'000U);
}

TEST(Rewriting, AnAnswerWithoutQueriesIsAnError) {
  for (const char* answer : {"", " \n \n"}) {
    EXPECT_EQ(code_of([&] { rewrite(multi_query(), answer); }), ErrorCode::model_output_invalid);
    EXPECT_EQ(code_of([&] { rewrite(hypothetical_passage(), answer); }), ErrorCode::model_output_invalid);
  }
}

TEST(Rewriting, RefusesWhatMakesNoSense) {
  const Model model(std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{}));
  const auto refusal = [&](std::shared_ptr<const Retriever> retriever, QuestionRewriting rewriting) {
    return code_of([&] { static_cast<void>(rewriting_retriever(std::move(retriever), model, std::move(rewriting))); });
  };
  EXPECT_EQ(refusal(nullptr, multi_query()), ErrorCode::invalid_argument);
  EXPECT_EQ(refusal(std::make_shared<Echo>(), multi_query(0)), ErrorCode::invalid_argument);
  EXPECT_EQ(refusal(std::make_shared<Echo>(), multi_query(17)), ErrorCode::invalid_argument);
  EXPECT_EQ(refusal(std::make_shared<Echo>(), {.prompt = "{{ question"}), ErrorCode::parse_error);
}

}  // namespace
}  // namespace baton
