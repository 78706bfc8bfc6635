#include <baton/eval/dataset.hpp>

#include <fstream>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "support/temp_folder.hpp"

namespace baton {
namespace {

Error failure_of(std::string_view text, const Limits& limits = {}) {
  try {
    (void)dataset_from_jsonl(text, "d", limits);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "it was read: " << text;
  return Error(ErrorCode::internal, "it was read");
}

TEST(Dataset, GoesThroughJsonLinesUnchanged) {
  const Dataset dataset{.name = "d",
                        .cases = {{.id = "1", .question = "Who?\n\"Ann\"", .answer = "Ann.",
                                   .relevant = {{.source = "a"}, {.source = "b", .grade = 2.5}, {.source = "c", .grade = 0}}},
                                  {.id = "2", .question = ""}}};
  EXPECT_EQ(dataset_from_jsonl(to_jsonl(dataset), "d"), dataset);
}

TEST(Dataset, BlankLinesAndCarriageReturnsAreNothing) {
  const auto dataset = dataset_from_jsonl("\r\n{\"id\":\"1\",\"question\":\"q\",\"more\":1}\r\n  \n");
  ASSERT_EQ(dataset.cases.size(), 1U);
  EXPECT_EQ(dataset.cases[0].question, "q");
}

TEST(Dataset, MistakesAreSaidWithTheirLine) {
  const std::pair<const char*, const char*> rows[] = {
      {"{\"id\":\"1\",\"question\":\"q\"}\n{", "line 2"},
      {"[]", "line 1: it must be an object"},
      {"{\"id\":1,\"question\":\"q\"}", "\"id\" must be a text"},
      {"{\"id\":\"1\"}", "\"question\" must be a text"},
      {"{\"id\":\"1\",\"question\":\"q\",\"relevant\":\"a\"}", "\"relevant\" must be a list"},
      {"{\"id\":\"1\",\"question\":\"q\",\"relevant\":[3]}", "\"relevant\" holds"},
      {"{\"id\":\"1\",\"question\":\"q\",\"relevant\":[{\"source\":\"a\",\"grade\":-1}]}", "\"grade\""},
      {"{\"id\":\"1\",\"question\":\"q\"}\n\n{\"id\":\"1\",\"question\":\"p\"}", "line 3: the id '1' comes twice"},
  };
  for (const auto& [text, part] : rows) {
    const Error error = failure_of(text);
    EXPECT_EQ(error.code(), ErrorCode::parse_error) << text;
    EXPECT_NE(error.message().find(part), std::string::npos) << error.message();
  }
}

TEST(Dataset, LimitsHold) {
  const std::string two = "{\"id\":\"1\",\"question\":\"q\"}\n{\"id\":\"2\",\"question\":\"q\"}\n";
  EXPECT_EQ(failure_of(two, {.items = 1}).code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(failure_of(two, {.bytes = 10}).code(), ErrorCode::limit_exceeded);
}

TEST(Dataset, IsReadFromAFile) {
  const test::TempFolder folder;
  const std::string file = (folder / "questions.jsonl").string();
  std::ofstream(file) << "{\"id\":\"1\",\"question\":\"q\"}\n";
  EXPECT_EQ(load_dataset(file).name, "questions.jsonl");
  EXPECT_THROW((void)load_dataset(file, {.bytes = 3}), Error);
  EXPECT_THROW((void)load_dataset(file + ".none"), Error);
}

TEST(Dataset, TakesJudgementsOfTrec) {
  Dataset dataset{.cases = {{.id = "1", .question = "q"}}};
  add_qrels(dataset, "1 0 a 2\n1\tb\t1\n2 0 c 1\n1 0 d -1\n");
  const std::vector<Relevant> expected = {{.source = "a", .grade = 2}, {.source = "b"}, {.source = "d", .grade = 0}};
  EXPECT_EQ(dataset.cases[0].relevant, expected);
  EXPECT_THROW(add_qrels(dataset, "1 a"), Error);
  EXPECT_THROW(add_qrels(dataset, "1 0 a nan"), Error);
}

}  // namespace
}  // namespace baton
