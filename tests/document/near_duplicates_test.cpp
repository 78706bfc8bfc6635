#include <baton/document/near_duplicates.hpp>

#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

using Words = std::vector<int>;

std::string text_of(const Words& words) {
  std::string text;
  for (const int word : words) text += "w" + std::to_string(word) + " ";
  return text;
}

Words random_words(std::mt19937& random, std::size_t count) {
  Words words;
  for (std::size_t at = 0; at < count; ++at) words.push_back(static_cast<int>(random() % 5000));
  return words;
}

double jaccard(const Words& a, const Words& b, std::size_t run) {
  const auto shingles = [&](const Words& words) {
    std::set<Words> out;
    for (std::size_t at = 0; at + run <= words.size(); ++at)
      out.insert(Words(words.begin() + static_cast<std::ptrdiff_t>(at), words.begin() + static_cast<std::ptrdiff_t>(at + run)));
    return out;
  };
  const auto first = shingles(a);
  const auto second = shingles(b);
  std::size_t both = 0;
  for (const Words& each : first) both += second.count(each);
  return static_cast<double>(both) / static_cast<double>(first.size() + second.size() - both);
}

TEST(NearDuplicates, SmallChangesDoNotMakeANewText) {
  NearDuplicates seen;
  const std::string text =
      "The keeper trims the wick every evening at six and writes the hour into the book of the light. In the morning he puts the "
      "lamp out, polishes the lens with chamois and never with sand, fills the tank with oil, and sleeps until the noon gun.";
  EXPECT_EQ(seen.add(text), std::nullopt);
  EXPECT_EQ(seen.add("Something else altogether stands in this one."), std::nullopt);
  EXPECT_EQ(seen.add(text), 0U);
  std::string shouted = text + "!";
  for (char& c : shouted) c = c == ',' ? ';' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  EXPECT_EQ(seen.add(shouted), 0U);
  EXPECT_EQ(seen.add("something ELSE altogether, stands in this one"), 1U);
  for (const char* empty : {"", " \n", "...!", "\xFF"}) EXPECT_EQ(seen.add(empty), std::nullopt) << empty;
}

/// The estimate is as good as the theory says, and what is above the threshold by more than its error is found.
TEST(NearDuplicates, AgreesWithTheSimilarityOfTheSets) {
  std::mt19937 random(11);  // NOLINT: reproducible
  std::size_t above = 0;
  std::size_t found_above = 0;
  std::size_t below = 0;
  std::size_t found_below = 0;
  for (int round = 0; round < 300; ++round) {
    const Words first = random_words(random, 300);
    Words second = first;
    for (auto changes = random() % 25; changes > 0; --changes) second[random() % second.size()] = static_cast<int>(5000 + random() % 5000);
    const double similarity = jaccard(first, second, 4);
    NearDuplicates seen({.similarity = 0.8});
    (void)seen.add(text_of(first));
    const bool found = seen.add(text_of(second)).has_value();
    if (similarity > 0.9) ++above, found_above += found ? 1U : 0U;
    if (similarity < 0.68) ++below, found_below += found ? 1U : 0U;
  }
  ASSERT_GT(above, 30U);
  ASSERT_GT(below, 30U);
  EXPECT_GE(found_above * 100, above * 98) << found_above << " of " << above;
  EXPECT_LE(found_below * 100, below * 2) << found_below << " of " << below;
}

TEST(NearDuplicates, ThousandsOfTextsKeepTheirFirst) {
  std::mt19937 random(3);  // NOLINT: reproducible
  std::vector<Document> documents;
  std::vector<std::string> texts;
  for (int each = 0; each < 1000; ++each) texts.push_back(text_of(random_words(random, 60)));
  for (int copy = 0; copy < 2; ++copy) {
    for (const std::string& text : texts) documents.push_back({.source = std::to_string(copy), .text = text});
  }
  EXPECT_EQ(drop_near_duplicates(documents), 1000U);
  for (const Document& document : documents) EXPECT_EQ(document.source, "0");
  std::vector<Chunk> chunks(3);
  chunks[0].text = chunks[2].text = "the same words";
  chunks[1].text = "other words here";
  EXPECT_EQ(drop_near_duplicates(chunks), 1U);
  EXPECT_EQ(chunks[1].text, "other words here");
}

TEST(NearDuplicates, OptionsOutOfRangeAreRefused) {
  for (const NearDuplicateOptions& bad : {NearDuplicateOptions{.similarity = 0.2}, NearDuplicateOptions{.similarity = std::nan("")},
                                          NearDuplicateOptions{.similarity = 1.5}, NearDuplicateOptions{.shingle_words = 0}, NearDuplicateOptions{.shingle_words = 99}}) {
    EXPECT_THROW(NearDuplicates{bad}, Error);
  }
}

}  // namespace
}  // namespace baton
