#include "retrieval/cranfield.hpp"

#include <cstdio>

#include <gtest/gtest.h>

#include <baton/provider/offline.hpp>
#include <baton/retrieval/hybrid.hpp>
#include <baton/retrieval/store_retrievers.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::measure;
using testing::Quality;

/// The collection in a store with vectors of the hashing embedder, made once.
struct Indexed {
  explicit Indexed(testing::Cranfield given) : collection(std::move(given)) {
    std::vector<std::string> texts;
    for (const auto& update : collection.documents) texts.push_back(update.chunks[0].text);
    auto vectors = sync_wait(embedder->embed(std::move(texts), EmbedPurpose::document, {}));
    StoreChanges changes;
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      collection.documents[i].vectors = {std::move(vectors[i])};
    }
    changes.put = collection.documents;
    auto writer = store->writer();
    writer.set_embedder({.name = embedder->name(), .dimensions = embedder->dimensions()});
    writer.apply(changes);
  }

  static Indexed* get() {
    static std::optional<testing::Cranfield> collection = testing::Cranfield::read();
    static auto indexed = collection ? std::make_unique<Indexed>(*collection) : nullptr;
    return indexed.get();
  }

  testing::TempFolder folder;
  std::shared_ptr<Store> store = Store::open(folder / "cranfield.baton");
  std::shared_ptr<const Embedder> embedder = hashing_embedder();
  testing::Cranfield collection;
};

void print(const char* name, const Retriever& retriever, const testing::Cranfield& collection) {
  for (const auto& [first, last] : {std::pair(1, 75), std::pair(76, 150), std::pair(1, 150)}) {
    const Quality q = measure(retriever, collection, first, last);
    std::printf("%-28s queries %3d..%3d  nDCG@10 %.4f  recall@10 %.4f  MRR@10 %.4f\n", name, first, last,
                q.ndcg10, q.recall10, q.mrr10);
  }
}

TEST(Cranfield, HybridIsNotWorseThanKeywordsAlone) {
  Indexed* indexed = Indexed::get();
  if (indexed == nullptr) GTEST_SKIP() << "BATON_TEST_DATA does not name a folder with cranfield/";
  const auto& collection = indexed->collection;
  const auto keyword = keyword_retriever(indexed->store);
  const auto vector = vector_retriever(indexed->store, indexed->embedder);
  const auto hybrid = hybrid_retriever(indexed->store, indexed->embedder);
  const auto plain = hybrid_retriever({{keyword, 1.0}, {vector, 1.0}}, {.fusion = Fusion::reciprocal_rank});
  print("keyword", *keyword, collection);
  print("vector (hashing)", *vector, collection);
  print("hybrid, plain RRF", *plain, collection);
  print("hybrid", *hybrid, collection);
  const Quality words = measure(*keyword, collection, 76, 150);
  const Quality both = measure(*hybrid, collection, 76, 150);
  const Quality all_words = measure(*keyword, collection, 1, 150);
  const Quality all_both = measure(*hybrid, collection, 1, 150);
  EXPECT_GE(all_words.ndcg10, 0.37);
  EXPECT_GE(both.ndcg10, words.ndcg10);
  EXPECT_GE(all_both.ndcg10, all_words.ndcg10);
  EXPECT_GE(all_both.recall10, all_words.recall10);
}

}  // namespace
}  // namespace baton
