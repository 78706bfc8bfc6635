#include "prompt/rendering.hpp"

#include <baton/core/sync_wait.hpp>
#include <baton/prompt/example_selector.hpp>

namespace baton::testing {
namespace {

using Texts = std::vector<std::string>;
using Chosen = std::vector<std::size_t>;

std::shared_ptr<const Texts> shared(Texts texts) {
  return std::make_shared<const Texts>(std::move(texts));
}

Chosen choose(const ExampleSelector& selector, std::string query,
              const std::shared_ptr<const Texts>& texts) {
  return sync_wait(selector.select(std::move(query), texts, {}));
}

/// Two dimensions: how many a's and how many b's.
Task<std::vector<std::vector<float>>> count_letters(std::shared_ptr<int> calls, Texts texts) {
  ++*calls;
  std::vector<std::vector<float>> out;
  for (const auto& text : texts) {
    std::vector<float> vector(2, 0.0F);
    for (const char c : text) vector[c == 'a' ? 0 : 1] += 1.0F;
    out.push_back(std::move(vector));
  }
  co_return out;
}

TEST(ExampleSelector, FirstTakesAtMostWhatThereIs) {
  EXPECT_EQ(choose(FirstExamples(2), "", shared({"x", "y", "z"})), (Chosen{0, 1}));
  EXPECT_EQ(choose(FirstExamples(5), "", shared({"x"})), Chosen{0});
}

TEST(ExampleSelector, LengthStaysWithinTheBudget) {
  const ExamplesByLength selector(10, [](std::string_view text) { return text.size(); });
  EXPECT_EQ(choose(selector, "qq", shared({"1234", "1234", "1"})), (Chosen{0, 1}));
  EXPECT_EQ(choose(selector, "1234567", shared({"1234", "1"})), Chosen{});
  EXPECT_EQ(choose(ExamplesByLength(3), "word", shared({"four", "more words than fit"})),
            Chosen{0});
}

TEST(ExampleSelector, SimilarityPutsTheBestLast) {
  const auto calls = std::make_shared<int>(0);
  const ExamplesBySimilarity selector(
      2, [calls](Texts texts, Context) { return count_letters(calls, std::move(texts)); });
  const auto texts = shared({"bbb", "aab", "aaa", ""});
  EXPECT_EQ(choose(selector, "aa", texts), (Chosen{1, 2}));
  EXPECT_EQ(choose(selector, "b", texts), (Chosen{1, 0}));
  EXPECT_EQ(*calls, 3) << "the examples are embedded once";
}

TEST(ExampleSelector, VectorsThatDoNotFitAreErrors) {
  const ExamplesBySimilarity none(1, [](Texts, Context) -> Task<std::vector<std::vector<float>>> {
    co_return std::vector<std::vector<float>>{};
  });
  EXPECT_THROW((void)choose(none, "a", shared({"a"})), Error);
  EXPECT_THROW(ExamplesBySimilarity(1, {}), Error);
}

}  // namespace
}  // namespace baton::testing
