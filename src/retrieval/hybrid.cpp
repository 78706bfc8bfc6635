#include <baton/retrieval/hybrid.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/when_all.hpp>
#include <baton/retrieval/store_retrievers.hpp>

#include "fusion.hpp"
#include "traced.hpp"

namespace baton::inline v0 {
namespace {

using Found = std::vector<ScoredChunk>;

// Chosen on the first half of Cranfield's queries, with the hashing embedder.
constexpr double keyword_weight = 0.7;
constexpr double vector_weight = 0.3;

struct HybridParts {
  std::vector<WeightedRetriever> retrievers;
  HybridOptions options;
};

class HybridRetriever : public Retriever {
 public:
  explicit HybridRetriever(HybridParts parts)
      : parts_(std::make_shared<const HybridParts>(std::move(parts))) {}

  Task<Found> retrieve(Query query, Context context) const override {
    auto search = [parts = parts_, query = std::move(query)](const Context& inner) {
      return find(parts, query, inner);
    };
    return traced("retrieve hybrid", std::move(search), std::move(context));
  }

 private:
  static Task<Found> find(std::shared_ptr<const HybridParts> parts, Query query, Context context) {
    Query wider = query;
    wider.top = std::max(query.top, parts->options.candidates);
    std::vector<Task<Found>> tasks;
    for (const WeightedRetriever& each : parts->retrievers) {
      tasks.push_back(each.retriever->retrieve(wider, context));
    }
    std::vector<Found> found = co_await when_all(std::move(tasks));
    std::vector<WeightedList> lists;
    for (std::size_t i = 0; i < found.size(); ++i) {
      lists.push_back({std::move(found[i]), parts->retrievers[i].weight});
    }
    co_return fuse(std::move(lists), parts->options, query.top);
  }

  std::shared_ptr<const HybridParts> parts_;
};

[[noreturn]] void refuse(const char* message) { throw Error(ErrorCode::invalid_argument, message); }

}  // namespace

std::shared_ptr<const Retriever> hybrid_retriever(std::vector<WeightedRetriever> retrievers,
                                                  HybridOptions options) {
  if (retrievers.empty()) refuse("a hybrid retriever needs at least one retriever");
  for (const WeightedRetriever& each : retrievers) {
    if (!each.retriever) refuse("a hybrid retriever was given a null retriever");
    if (!(each.weight > 0.0) || !std::isfinite(each.weight)) refuse("a retriever's weight must be above 0");
  }
  if (!(options.k > 0.0)) refuse("HybridOptions::k must be above 0");
  return std::make_shared<HybridRetriever>(HybridParts{std::move(retrievers), options});
}

std::shared_ptr<const Retriever> hybrid_retriever(std::shared_ptr<const Store> store,
                                                  std::shared_ptr<const Embedder> embedder) {
  std::vector<WeightedRetriever> parts;
  parts.push_back({keyword_retriever(store), keyword_weight});
  parts.push_back({vector_retriever(store, std::move(embedder)), vector_weight});
  return hybrid_retriever(std::move(parts));
}

}  // namespace baton::inline v0
