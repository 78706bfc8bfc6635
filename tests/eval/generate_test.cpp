#include <baton/eval/generate.hpp>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/testing.hpp>

namespace baton {
namespace {

Chunk chunk(std::string source, std::size_t begin, std::string text) {
  Chunk out;
  out.source = std::move(source);
  out.text = std::move(text);
  out.span.begin = begin;
  return out;
}

TEST(GenerateQuestions, MakesADataSetOfWhatChunksAnswer) {
  const auto model = std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{
      R"({"questions": [{"question": "Who?", "answer": "Ann"}, {"question": "When?", "answer": "May"},
                        {"question": "Why?", "answer": "So"}]})",
      R"({"questions": [{"question": "Who?", "answer": "Bob"}, {"question": "Where?", "answer": "Here"}]})"});
  const Dataset dataset = sync_wait(generate_questions(
      Model(model), {chunk("a.md", 0, "Ann, May"), chunk("b.md", 70, "Bob, here")}, {.for_each_chunk = 2, .concurrency = 1}));
  ASSERT_EQ(dataset.cases.size(), 3U);
  EXPECT_EQ(dataset.cases[0], (EvalCase{.id = "a.md#0.1", .question = "Who?", .answer = "Ann", .relevant = {{.source = "a.md"}}}));
  EXPECT_EQ(dataset.cases[1].question, "When?");
  EXPECT_EQ(dataset.cases[2], (EvalCase{.id = "b.md#70.1", .question = "Where?", .answer = "Here", .relevant = {{.source = "b.md"}}}));
  EXPECT_NE(model->requests()[0].messages.back().text().find("Ann, May"), std::string::npos);
  EXPECT_NE(generate_questions_prompt().find("{text}"), std::string_view::npos);
}

TEST(GenerateQuestions, FailuresAndNonsenseAreErrors) {
  EXPECT_THROW((void)sync_wait(generate_questions(Model(std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{})),
                                                  {chunk("a", 0, "x")})), Error);
  EXPECT_THROW((void)sync_wait(generate_questions(Model(std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{})),
                                                  {}, {.for_each_chunk = 0})), Error);
}

}  // namespace
}  // namespace baton
