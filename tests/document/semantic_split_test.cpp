#include <baton/document/semantic_split.hpp>

#include <cmath>
#include <limits>
#include <stop_token>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>

#include "document/split_promises.hpp"

namespace baton {
namespace {

/// Points one way for texts about cats and another for those about ships.
class Subject final : public Embedder {
 public:
  explicit Subject(float scale = 1.0F, std::size_t missing = 0) : scale_(scale), missing_(missing) {}
  std::string name() const override { return "test/subject"; }
  std::size_t dimensions() const override { return 2; }
  Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose, Context context) const override {
    context.check();
    largest = std::max(largest, texts.size());
    std::vector<Embedding> vectors;
    for (const std::string& text : texts) {
      const bool cat = text.find("cat") != std::string::npos;
      vectors.push_back({cat ? scale_ : 0.0F, cat ? 0.0F : scale_});
    }
    vectors.resize(vectors.size() - missing_);
    co_return vectors;
  }
  mutable std::size_t largest = 0;

 private:
  float scale_;
  std::size_t missing_;
};

Document cats_and_ships() {
  std::string text;
  for (int i = 0; i < 6; ++i) text += "The cat sleeps well. ";
  for (int i = 0; i < 6; ++i) text += "A ship sails far. ";
  return {.source = "a", .text = text, .media_type = "text/plain"};
}

TEST(SemanticSplit, CutsWhereTheSubjectChanges) {
  const auto embedder = std::make_shared<Subject>();
  const Document doc = cats_and_ships();
  const SemanticSplitOptions options{.chunk_bytes = 500, .quantile = 0.9, .neighbours = 0, .batch_texts = 5};
  const auto chunks = sync_wait(split_by_meaning(doc, embedder, options));
  ASSERT_EQ(chunks.size(), 2U);
  EXPECT_TRUE(chunks[1].text.starts_with("A ship"));
  EXPECT_EQ(chunks[0].text + chunks[1].text, doc.text);
  EXPECT_EQ(embedder->largest, 5U);
}

TEST(SemanticSplit, OffsetsAreExactForAnyText) {
  std::mt19937 random(5);  // NOLINT: reproducible
  for (int round = 0; round < 150; ++round) {
    const Document doc = generated_document(random);
    const SemanticSplitOptions options{.chunk_bytes = 64, .quantile = 0.5, .neighbours = random() % 3};
    std::string joined;
    for (const Chunk& chunk : sync_wait(split_by_meaning(doc, std::make_shared<Subject>(), options))) {
      ASSERT_LE(joined.size(), chunk.span.begin);
      joined += doc.text.substr(joined.size(), chunk.span.begin - joined.size());
      ASSERT_LE(chunk.text.size(), 64U);
      joined += chunk.text;
      ASSERT_EQ(joined, doc.text.substr(0, chunk.span.end));
    }
    ASSERT_TRUE(is_blank(doc.text.substr(joined.size())));
  }
}

TEST(SemanticSplit, BadVectorsAndOptions) {
  const Document doc = cats_and_ships();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(sync_wait(split_by_meaning(doc, std::make_shared<Subject>(nan))).size(), 1U);
  EXPECT_THROW((void)sync_wait(split_by_meaning(doc, std::make_shared<Subject>(1.0F, 1))), Error);
  EXPECT_THROW((void)sync_wait(split_by_meaning(doc, nullptr)), Error);
  EXPECT_THROW((void)sync_wait(split_by_meaning(doc, std::make_shared<Subject>(), {.quantile = std::nan("")})), Error);
  std::stop_source stop;
  stop.request_stop();
  const auto context = Context().with_stop(stop.get_token());
  EXPECT_THROW((void)sync_wait(split_by_meaning(doc, std::make_shared<Subject>(), {}, context)), Error);
}

}  // namespace
}  // namespace baton
