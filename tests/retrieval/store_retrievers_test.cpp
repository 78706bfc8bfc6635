#include <baton/retrieval/store_retrievers.hpp>

#include <cmath>
#include <mutex>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/provider/offline.hpp>
#include <baton/retrieval/hybrid.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::document;
using testing::put;
using testing::TempFolder;

/// Counts spans; thread-safe as a tracer must be.
class SpanCounter : public Tracer {
 public:
  SpanId begin(SpanKind kind, std::string_view name, SpanId parent) noexcept override {
    const std::lock_guard lock(mutex);
    names.emplace_back(std::string(name) + (parent == 0 ? "" : " within " + std::to_string(parent)));
    retrievals += kind == SpanKind::retrieval ? 1 : 0;
    return names.size();
  }
  void attribute(SpanId, std::string_view, AttributeValue) noexcept override {}
  void end(SpanId, const Error* error) noexcept override {
    const std::lock_guard lock(mutex);
    ++ended;
    failed += error != nullptr ? 1 : 0;
  }
  std::mutex mutex;
  std::vector<std::string> names;
  int retrievals = 0;
  int ended = 0;
  int failed = 0;
};

class StoreRetrievers : public ::testing::Test {
 protected:
  StoreRetrievers() {
    auto writer = store_->writer();
    writer.set_embedder({.name = embedder_->name(), .dimensions = embedder_->dimensions()});
    add(writer, "wing.md", "The wing of a glider makes lift.");
    add(writer, "engine.md", "The engine burns fuel.");
    add(writer, "valve.md", "A valve lets the fuel pass.");
  }
  void add(StoreWriter& writer, const std::string& source, const std::string& text) {
    auto update = document(source, {text});
    update.vectors = sync_wait(embedder_->embed({text}, EmbedPurpose::document, {}));
    writer.apply(put(update));
  }
  static std::vector<ScoredChunk> ask(const Retriever& retriever, std::string text, std::size_t top = 8,
                                      Context context = {}) {
    return sync_wait(retriever.retrieve({.text = std::move(text), .top = top}, std::move(context)));
  }

  TempFolder folder_;
  std::shared_ptr<Store> store_ = Store::open(folder_ / "a.baton");
  std::shared_ptr<const Embedder> embedder_ = hashing_embedder({.dimensions = 256});
};

TEST_F(StoreRetrievers, EachFindsTheBestFirst) {
  for (const auto& retriever :
       {keyword_retriever(store_), vector_retriever(store_, embedder_), hybrid_retriever(store_, embedder_)}) {
    const auto found = ask(*retriever, "what does a glider's wing make?");
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].chunk.source, "wing.md");
    EXPECT_EQ(ask(*retriever, "fuel", 1).size(), 1U);
    EXPECT_TRUE(ask(*retriever, "fuel", 0).empty());
  }
}

TEST_F(StoreRetrievers, AQueryWithoutWordsFindsNothing) {
  for (const auto& retriever :
       {keyword_retriever(store_), vector_retriever(store_, embedder_), hybrid_retriever(store_, embedder_)}) {
    EXPECT_TRUE(ask(*retriever, "").empty());
    EXPECT_TRUE(ask(*retriever, "\"*()?!").empty());
  }
}

TEST_F(StoreRetrievers, AnotherEmbedderIsRefused) {
  const auto retriever = vector_retriever(store_, hashing_embedder({.dimensions = 128}));
  EXPECT_EQ(code_of([&] { ask(*retriever, "wing"); }), ErrorCode::schema_mismatch);
}

TEST_F(StoreRetrievers, NothingIsAskedWithoutAStoreOrEmbedder) {
  EXPECT_EQ(code_of([] { static_cast<void>(keyword_retriever(nullptr)); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { static_cast<void>(vector_retriever(store_, nullptr)); }), ErrorCode::invalid_argument);
}

TEST_F(StoreRetrievers, HybridRefusesWhatCannotBeFused) {
  const auto keyword = keyword_retriever(store_);
  const auto refused = [](std::vector<WeightedRetriever> parts, HybridOptions options) {
    return code_of([&] { static_cast<void>(hybrid_retriever(std::move(parts), options)); }) ==
           ErrorCode::invalid_argument;
  };
  EXPECT_TRUE(refused({}, {}));
  EXPECT_TRUE(refused({{nullptr, 1.0}}, {}));
  EXPECT_TRUE(refused({{keyword, 0.0}}, {}));
  EXPECT_TRUE(refused({{keyword, std::nan("")}}, {}));
  EXPECT_TRUE(refused({{keyword, 1.0}}, {.k = 0.0}));
}

TEST_F(StoreRetrievers, StopsWithItsContext) {
  std::stop_source stop;
  stop.request_stop();
  const auto context = Context().with_stop(stop.get_token());
  EXPECT_EQ(code_of([&] { ask(*keyword_retriever(store_), "wing", 8, context); }), ErrorCode::cancelled);
  EXPECT_EQ(code_of([&] { ask(*hybrid_retriever(store_, embedder_), "wing", 8, context); }), ErrorCode::cancelled);
}

TEST_F(StoreRetrievers, EverySearchIsASpanWithinItsHybrid) {
  const auto tracer = std::make_shared<SpanCounter>();
  const auto context = Context().with_tracer(tracer);
  ask(*hybrid_retriever(store_, embedder_), "wing", 8, context);
  EXPECT_EQ(tracer->retrievals, 3);
  EXPECT_EQ(tracer->ended, static_cast<int>(tracer->names.size()));
  EXPECT_EQ(tracer->names[0], "retrieve hybrid");
  EXPECT_EQ(tracer->names[1], "retrieve keywords within 1");
  const auto wrong = vector_retriever(store_, hashing_embedder({.dimensions = 128}));
  EXPECT_THROW(ask(*wrong, "wing", 8, context), Error);
  EXPECT_EQ(tracer->failed, 1);
}

}  // namespace
}  // namespace baton
