#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/eval/generate.hpp>

namespace baton {
namespace {

using nlohmann::json;

const Dataset dataset{.cases = {{.id = "1", .question = "Who \"signed\"?", .answer = "Ann\n", .relevant = {{.source = "a"}, {.source = "b", .grade = 0}}},
                                {.id = "2", .question = "Why?"}}};

TEST(FineTuning, ConversationsAreOneALine) {
  EXPECT_EQ(json::parse(fine_tuning_jsonl(dataset)),
            json::parse(R"({"messages": [{"role": "user", "content": "Who \"signed\"?"}, {"role": "assistant", "content": "Ann\n"}]})"));
  const json with = json::parse(fine_tuning_jsonl(dataset, "Be short."));
  EXPECT_EQ(with["messages"][0], json::parse(R"({"role": "system", "content": "Be short."})"));
  EXPECT_EQ(fine_tuning_jsonl(dataset).back(), '\n');
}

TEST(FineTuning, PairsAreQuestionsAndPassagesThatHelp) {
  std::vector<Chunk> chunks(3);
  chunks[0].source = "a";
  chunks[0].text = "Signed: Ann";
  chunks[1].source = "b";
  chunks[2].source = "a";
  chunks[2].text = "\xff";
  const std::string lines = embedding_pairs_jsonl(dataset, chunks);
  const auto end = lines.find('\n');
  EXPECT_EQ(json::parse(lines.substr(0, end)), json::parse(R"({"anchor": "Who \"signed\"?", "positive": "Signed: Ann"})"));
  EXPECT_EQ(json::parse(lines.substr(end))["positive"], "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace baton
