#include <cmath>

#include <gtest/gtest.h>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::document;
using testing::put;

class StoreWords : public ::testing::Test {
 protected:
  StoreWords() {
    auto writer = store_->writer();
    writer.apply(put(document("wing.md", {"The wing of a glider makes lift and lift again."})));
    writer.apply(put(document("engine.md", {"The engine burns fuel."})));
    writer.apply(put(document("valve.md", {"A valve lets the fuel pass to the wing."})));
    writer.apply(put(document("mill.md", {"A mill grinds corn."})));
  }
  using Words = std::vector<WeightedWord>;

  testing::TempFolder folder_;
  std::shared_ptr<Store> store_ = Store::open(folder_ / "a.baton");
};

TEST_F(StoreWords, WithWeightOneItScoresAsTheKeywordSearchDoes) {
  const auto plain = store_->search_keywords("fuel wing lift", 10);
  const auto weighted = store_->search_words(Words{{"fuel", 1}, {"wing", 1}, {"lift", 1}}, 10);
  ASSERT_EQ(plain.size(), 3U);
  ASSERT_EQ(weighted.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(weighted[i].id, plain[i].id);
    EXPECT_NEAR(weighted[i].score, plain[i].score, 1e-9);
  }
}

TEST_F(StoreWords, AWeightIsHowMuchAWordCounts) {
  EXPECT_EQ(store_->search_words(Words{{"engine", 1}, {"mills", 5}}, 10)[0].chunk.source, "mill.md");
  EXPECT_EQ(store_->search_words(Words{{"engine", 5}, {"mills", 1}}, 10)[0].chunk.source, "engine.md");
  EXPECT_EQ(store_->search_words(Words{{"engine", 5}, {"mills", 1}}, 1).size(), 1U);
}

TEST_F(StoreWords, AnyWordIsAValidOne) {
  for (const std::string word : {"", "\"", "a\" OR \"b", "*", "fuel*", "NEAR(", "\xff\xfe", "text:fuel"}) {
    EXPECT_NO_THROW(static_cast<void>(store_->search_words(Words{{word, 1}}, 10))) << word;
  }
  EXPECT_EQ(store_->search_words(Words{{std::string("fuel\0pass", 9), 1}}, 10).size(), 1U);
  EXPECT_TRUE(store_->search_words({}, 10).empty());
  EXPECT_TRUE(store_->search_words(Words{{"fuel", 1}}, 0).empty());
}

TEST_F(StoreWords, BadWeightsAndTooManyWordsAreRefused) {
  for (const double weight : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(code_of([&] { static_cast<void>(store_->search_words(Words{{"fuel", weight}}, 10)); }),
              ErrorCode::invalid_argument);
  }
  EXPECT_EQ(code_of([&] { static_cast<void>(store_->search_words(Words(1001, {"fuel", 1}), 10)); }),
            ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace baton
