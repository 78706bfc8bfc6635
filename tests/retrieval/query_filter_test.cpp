/// A query's filter means the same to every retriever.
#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include <baton/provider/offline.hpp>
#include <baton/provider/testing.hpp>
#include <baton/retrieval/feedback.hpp>
#include <baton/retrieval/graph.hpp>
#include <baton/retrieval/hybrid.hpp>
#include <baton/retrieval/mmr.hpp>
#include <baton/retrieval/rewriting.hpp>
#include <baton/retrieval/self_query.hpp>
#include <baton/retrieval/store_retrievers.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::Names;

class QueryFilter : public ::testing::Test {
 protected:
  QueryFilter() {
    StoreWriter writer = store_->writer();
    writer.set_embedder({.name = embedder_->name(), .dimensions = embedder_->dimensions()});
    std::vector<VectorRecord> records;
    for (int i = 0; i < 12; ++i) {
      const std::string text = "The tide of the sea, number " + std::to_string(i);
      auto update = testing::document(std::to_string(i), {text});
      update.chunks[0].metadata = Json::parse("{\"n\":" + std::to_string(i) + "}");
      update.vectors = sync_wait(embedder_->embed({text}, EmbedPurpose::document, {}));
      records.push_back({.id = std::to_string(i), .text = text, .metadata = update.chunks[0].metadata, .vector = update.vectors[0]});
      writer.apply(testing::put(std::move(update)));
      graph_->put({store_->chunks(std::to_string(i)).at(0).id, {}, {{"Sea", "has", "Tide"}}});
    }
    sync_wait(records_->upsert(StoreNamespace("a"), std::move(records), {}));
  }
  [[nodiscard]] RecordSearch where_to() const {
    return {.store = records_, .space = StoreNamespace("a"), .embedder = embedder_, .filter = where("n") < 11};
  }
  [[nodiscard]] std::vector<std::pair<std::string, std::shared_ptr<const Retriever>>> all() const {
    const auto scripted = [](const char* text) {
      return Model(std::make_shared<ScriptedModel>(std::vector<ScriptedReply>(8, ScriptedReply(std::string(text)))));
    };
    return {{"keyword", keyword_retriever(store_)},
            {"vector", vector_retriever(store_, embedder_)},
            {"hybrid", hybrid_retriever(store_, embedder_)},
            {"feedback", feedback_retriever(store_)},
            {"graph", graph_retriever(graph_, store_)},
            {"record", record_retriever(where_to())},
            {"self-query", self_query_retriever(where_to(), scripted(R"({"query":"tide","filter":{"key":"n","op":"ne","value":0}})"),
                                                {{"n", FilterType::number}})},
            {"rewriting", rewriting_retriever(keyword_retriever(store_), scripted("tide\nsea"), multi_query(2))}};
  }

  testing::TempFolder folder_;
  std::shared_ptr<Store> store_ = Store::open(folder_ / "a.baton");
  std::shared_ptr<PropertyGraph> graph_ = PropertyGraph::open((folder_ / "a.graph").string());
  std::shared_ptr<const Embedder> embedder_ = hashing_embedder({.dimensions = 64});
  std::shared_ptr<VectorStore> records_ = memory_vector_store({.embedder = {.name = embedder_->name(), .dimensions = 64}});
};

TEST_F(QueryFilter, EveryRetrieverKeepsToIt) {
  for (const auto& [name, retriever] : all()) {
    // More would be found than are asked for, and the ones that fit are not among the first of them.
    const auto found = sync_wait(retriever->retrieve({.text = "Sea Tide number", .top = 2, .filter = where("n") >= 9}, {}));
    EXPECT_EQ(found.size(), 2U) << name;
    for (const auto& each : found) EXPECT_GE(each.chunk.metadata.ref().at("n").get<int>(), 9) << name;
    EXPECT_TRUE(sync_wait(retriever->retrieve({.text = "Sea Tide number", .filter = where("n") == 99}, {})).empty()) << name;
  }
}

TEST_F(QueryFilter, OneWithoutAMeaningIsRefused) {
  for (const auto& [name, retriever] : all()) {
    EXPECT_EQ(code_of([&, &asked = retriever] { sync_wait(asked->retrieve({.text = "Sea Tide", .filter = where("n") < true}, {})); }),
              ErrorCode::invalid_argument) << name;
  }
}

}  // namespace
}  // namespace baton
