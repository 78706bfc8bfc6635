#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/offline.hpp>

namespace {

using namespace baton;

std::vector<Embedding> embed(const Embedder& embedder, std::vector<std::string> texts) {
  return sync_wait(embedder.embed(std::move(texts), EmbedPurpose::document, {}));
}

TEST(HashingEmbedder, GivesOneVectorForEachTextInOrder) {
  const auto embedder = hashing_embedder({.dimensions = 128});
  const auto both = embed(*embedder, {"alpha beta", "gamma"});
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].size(), embedder->dimensions());
  EXPECT_EQ(both[1], embed(*embedder, {"gamma"})[0]);
  EXPECT_TRUE(embed(*embedder, {}).empty());
}

TEST(HashingEmbedder, QueriesAndDocumentsAreEmbeddedAlike) {
  const auto embedder = hashing_embedder();
  const auto query = sync_wait(embedder->embed({"alpha"}, EmbedPurpose::query, {}));
  EXPECT_EQ(query, embed(*embedder, {"alpha"}));
}

TEST(HashingEmbedder, TheNameHoldsEveryParameter) {
  const std::vector<HashingOptions> options = {
      {}, {.dimensions = 64}, {.word_weight = 0.5}, {.pair_weight = 0.5}, {.character_weight = 0.1}, {.stop_weight = 0.1}};
  std::set<std::string> names;
  for (const auto& one : options) names.insert(hashing_embedder(one)->name());
  EXPECT_EQ(names.size(), options.size());
  EXPECT_EQ(hashing_embedder()->name(), "offline/hashing-1-d1024-w1-p0.3-c0.5-s0");
}

TEST(HashingEmbedder, RefusesOptionsOutOfRange) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const HashingOptions& options : {HashingOptions{.dimensions = 15}, HashingOptions{.dimensions = 65537},
                                        HashingOptions{.word_weight = -1}, HashingOptions{.stop_weight = nan}}) {
    EXPECT_THROW((void)hashing_embedder(options), Error);
  }
}

TEST(HashingEmbedder, AStoppedContextStopsIt) {
  std::stop_source stop;
  stop.request_stop();
  const auto context = Context{}.with_stop(stop.get_token());
  EXPECT_THROW((void)sync_wait(hashing_embedder()->embed({"a"}, EmbedPurpose::query, context)), Error);
}

struct Collection {
  std::vector<std::string> ids;
  std::vector<std::string> texts;
};

Collection read(const std::string& path) {
  Collection all;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto entry = nlohmann::json::parse(line);
    all.ids.push_back(entry["id"]);
    all.texts.push_back(entry["text"]);
  }
  return all;
}

std::vector<std::size_t> best_ten(const Embedding& query, const std::vector<Embedding>& vectors) {
  std::vector<std::pair<float, std::size_t>> scored;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    float sum = 0;
    for (std::size_t k = 0; k < query.size(); ++k) sum += query[k] * vectors[i][k];
    scored.emplace_back(-sum, i);
  }
  std::partial_sort(scored.begin(), scored.begin() + 10, scored.end());
  std::vector<std::size_t> best;
  for (std::size_t i = 0; i < 10; ++i) best.push_back(scored[i].second);
  return best;
}

struct Quality {
  double ndcg = 0;
  double recall = 0;
};

Quality judge(const std::set<std::string>& relevant, const std::vector<std::size_t>& best, const Collection& documents) {
  double gain = 0;
  double ideal = 0;
  double hits = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    const double share = 1.0 / std::log2(static_cast<double>(i) + 2.0);
    if (relevant.contains(documents.ids[best[i]])) gain += share, hits += 1;
    if (i < relevant.size()) ideal += share;
  }
  return {gain / ideal, hits / static_cast<double>(relevant.size())};
}

// Tuned on queries 1 to 75; this is the other half.
TEST(HashingEmbedder, FindsCranfieldAbstracts) {
  const char* data = std::getenv("BATON_TEST_DATA");
  if (data == nullptr) GTEST_SKIP() << "BATON_TEST_DATA is not set";
  const std::string folder = std::string(data) + "/cranfield/";
  const auto documents = read(folder + "documents.jsonl");
  const auto queries = read(folder + "queries.jsonl");
  if (documents.ids.empty() || queries.ids.size() < 150) GTEST_SKIP() << "no Cranfield in " << folder;
  std::map<std::string, std::set<std::string>> relevant;
  std::ifstream judgements(folder + "qrels.tsv");
  for (std::string query, document, grade; judgements >> query >> document >> grade;) relevant[query].insert(document);
  const auto embedder = hashing_embedder();
  const auto vectors = embed(*embedder, documents.texts);
  const auto asked = embed(*embedder, queries.texts);
  Quality mean;
  for (std::size_t q = 75; q < 150; ++q) {
    const auto quality = judge(relevant[queries.ids[q]], best_ten(asked[q], vectors), documents);
    mean.ndcg += quality.ndcg / 75;
    mean.recall += quality.recall / 75;
  }
  std::printf("cranfield.hashing_ndcg10 %.4f\ncranfield.hashing_recall10 %.4f\n", mean.ndcg, mean.recall);
  EXPECT_GT(mean.ndcg, 0.33);
  EXPECT_GT(mean.recall, 0.37);
}

}  // namespace
