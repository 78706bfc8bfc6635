#include "provider/offline/hashing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace {

using namespace baton;
using offline::feature_hash;
using offline::hash_text;

double dot(const Embedding& a, const Embedding& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

// Stored vectors depend on these: a change of the hash must show here.
TEST(OfflineHashing, TheHashIsFixed) {
  EXPECT_EQ(feature_hash('w', "cat"), 0x86d3f4b774c9cfd7U);
  EXPECT_NE(feature_hash('w', "cat"), feature_hash('p', "cat"));
}

TEST(OfflineHashing, VectorsHaveLengthOne) {
  EXPECT_NEAR(dot(hash_text("a quick brown fox", {}), hash_text("a quick brown fox", {})), 1.0, 1e-5);
}

TEST(OfflineHashing, TextsWithoutWordsGiveTheZeroVector) {
  for (const auto* text : {"", " \n", "!?", "the of and"}) {
    EXPECT_EQ(dot(hash_text(text, {}), hash_text(text, {})), 0.0) << text;
  }
}

TEST(OfflineHashing, SharedWordsMeanNearness) {
  const auto query = hash_text("how to pause a stream", {});
  const auto near = hash_text("The stream is paused when the consumer is slow.", {});
  const auto far = hash_text("Invoices are paid within thirty days.", {});
  EXPECT_GT(dot(query, near), dot(query, far) + 0.2);
}

TEST(OfflineHashing, InflectionAndMisspellingStayNear) {
  EXPECT_GT(dot(hash_text("connections", {}), hash_text("connected", {})), 0.6);
  EXPECT_GT(dot(hash_text("concurrency", {}), hash_text("concurency", {})), 0.1);
}

TEST(OfflineHashing, RepeatingATextKeepsItsDirection) {
  const std::string text = "alpha beta gamma delta ";
  EXPECT_GT(dot(hash_text(text, {}), hash_text(text + text + text, {})), 0.95);
}

TEST(OfflineHashing, AnyBytesGiveFiniteVectors) {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    std::string text(random() % 300, ' ');
    for (char& c : text) c = static_cast<char>(random());
    const auto vector = hash_text(text, {.dimensions = 64});
    for (const float x : vector) ASSERT_TRUE(std::isfinite(x));
    ASSERT_EQ(vector, hash_text(text, {.dimensions = 64}));
  }
}

}  // namespace
