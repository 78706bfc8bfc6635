#include <algorithm>
#include <utility>

#include <baton/core/runtime.hpp>
#include <baton/retrieval/graph.hpp>

#include "index/record_check.hpp"
#include "retrieval/composed.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_steps = 4;

struct GraphParts {
  std::shared_ptr<const PropertyGraph> graph;
  std::shared_ptr<const Store> store;
  GraphOptions options;
};

double nearness(const GraphHit& hit) {
  constexpr double of_mention = 0.01;
  constexpr double most_of_mentions = 0.04;
  const double further = of_mention * static_cast<double>(hit.mentions - 1);
  return 1.0 / (1.0 + static_cast<double>(hit.steps)) + std::min(further, most_of_mentions);
}

// Of a neighbourhood that a filter sifts.
constexpr std::size_t most_looked_at = 10'000;

FoundChunks find_near(const GraphParts& parts, const Query& query, const Context& context) {
  FoundChunks found;
  const auto names = parts.graph->named_in(query.text);
  check_filter(query.filter);
  const std::size_t most = may_refuse(query.filter) ? std::max(query.top, most_looked_at) : query.top;
  for (const GraphHit& hit : parts.graph->neighbourhood(names, parts.options.steps, most)) {
    if (found.size() == query.top) break;
    context.check();
    auto chunk = parts.store->chunk(hit.chunk);
    if (!chunk || !matches(query.filter, chunk->chunk.metadata)) continue;
    chunk->score = nearness(hit);
    found.push_back(std::move(*chunk));
  }
  std::ranges::stable_sort(found, std::ranges::greater(), &ScoredChunk::score);
  return found;
}

Task<FoundChunks> find_in_graph(std::shared_ptr<const GraphParts> parts, Query query, Context context) {
  co_return co_await context.runtime().blocking([&] { return find_near(*parts, query, context); }, context);
}

}  // namespace

std::shared_ptr<const Retriever> graph_retriever(std::shared_ptr<const PropertyGraph> graph,
                                                 std::shared_ptr<const Store> store, GraphOptions options) {
  require_part(graph, "a graph retriever needs a graph");
  require_part(store, "a graph retriever needs the store of the chunks");
  require_that(options.steps <= most_steps, "GraphOptions::steps must be at most 4");
  const auto parts = std::make_shared<const GraphParts>(GraphParts{std::move(graph), std::move(store), options});
  return composed("retrieve graph", [parts](Query query, Context context) {
    return find_in_graph(parts, std::move(query), std::move(context));
  });
}

}  // namespace baton::inline v0
