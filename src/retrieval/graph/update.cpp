#include <algorithm>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>

#include <baton/core/for_each.hpp>
#include <baton/core/runtime.hpp>
#include <baton/retrieval/graph.hpp>

#include "retrieval/composed.hpp"

namespace baton::inline v0 {
namespace {

using ChunkIds = std::vector<std::int64_t>;

/// One run, shared by the chunks that are read at the same time.
struct GraphRun {
  std::shared_ptr<PropertyGraph> graph;
  std::shared_ptr<const Store> store;
  Model model;
  GraphUpdateOptions options;
  ChunkIds fresh = {};
  std::mutex mutex = {};
  std::size_t done = 0;
  GraphUpdate report = {};

  void one_done(std::int64_t chunk, const std::optional<std::string>& failure) {
    const std::lock_guard lock(mutex);
    if (failure) report.failed.emplace_back(chunk, *failure);
    report.read += failure ? 0 : 1;
    if (++done; options.progress) options.progress(done, fresh.size());
  }
};

ChunkIds ids_in(const Store& store, const Context& context) {
  ChunkIds ids;
  for (const DocumentRecord& document : store.documents()) {
    context.check();
    const std::vector<ScoredChunk> chunks = store.chunks(document.source);
    std::ranges::transform(chunks, std::back_inserter(ids), &ScoredChunk::id);
  }
  std::ranges::sort(ids);
  return ids;
}

/// Forgets what is gone and lists what is new.
void compare_with_store(GraphRun& run, const Context& context) {
  const ChunkIds there = ids_in(*run.store, context);
  const ChunkIds known = run.graph->chunks();
  ChunkIds gone;
  std::ranges::set_difference(known, there, std::back_inserter(gone));
  std::ranges::set_difference(there, known, std::back_inserter(run.fresh));
  for (const std::int64_t chunk : gone) {
    context.check();
    run.graph->remove(chunk);
    ++run.report.removed;
  }
}

bool is_of_one_chunk(const Error& error) {
  return error.code() == ErrorCode::model_output_invalid || error.code() == ErrorCode::context_too_long ||
         error.code() == ErrorCode::content_filtered;
}

Task<void> read_chunk(GraphRun& run, std::int64_t id, Context context) {
  std::optional<ScoredChunk> chunk =
      co_await context.runtime().blocking([&] { return run.store->chunk(id); }, context);
  if (!chunk) co_return;  // gone meanwhile: of the next run
  std::optional<std::string> failure;
  try {
    const GraphFacts facts = co_await extract_facts(*std::move(chunk), run.model, context);
    co_await context.runtime().blocking([&] { run.graph->put(facts); }, context);
  } catch (const Error& error) {
    if (!is_of_one_chunk(error)) throw;
    failure = error.message();
  }
  run.one_done(id, failure);
}

Task<GraphUpdate> updated(std::shared_ptr<GraphRun> run, Context context) {
  co_await context.runtime().blocking([&] { compare_with_store(*run, context); }, context);
  const auto read = [&](std::size_t i, const Context& inner) { return read_chunk(*run, run->fresh[i], inner); };
  co_await for_each(run->fresh.size(), run->options.concurrency, context, read);
  std::ranges::sort(run->report.failed);
  co_return std::move(run->report);
}

}  // namespace

Task<GraphUpdate> update_graph(std::shared_ptr<PropertyGraph> graph, std::shared_ptr<const Store> store, Model model,
                               GraphUpdateOptions options, Context context) {
  require_part(graph, "updating a graph needs a graph");
  require_part(store, "updating a graph needs the store of the chunks");
  require_that(options.concurrency > 0, "GraphUpdateOptions::concurrency must be above 0");
  auto run = std::make_shared<GraphRun>(std::move(graph), std::move(store), std::move(model), std::move(options));
  return updated(std::move(run), std::move(context));
}

}  // namespace baton::inline v0
