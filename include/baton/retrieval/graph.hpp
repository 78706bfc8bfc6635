#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/document/document.hpp>
#include <baton/index/store.hpp>
#include <baton/provider/model.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// Somebody or something that documents speak of. Names that differ only in ASCII case or white space are one.
struct GraphEntity {
  std::string name;
  std::string type = {};         ///< "person", "company", …
  std::string description = {};
  bool operator==(const GraphEntity&) const = default;
};

/// What a chunk says of two entities: "Ada Lovelace", "wrote notes on", "Analytical Engine".
struct GraphRelation {
  std::string from;
  std::string relation;
  std::string to;
  bool operator==(const GraphRelation&) const = default;
};

/// What a chunk says, and which chunk that is.
struct GraphFacts {
  std::int64_t chunk = 0;  ///< its id in the store
  std::vector<GraphEntity> entities = {};
  std::vector<GraphRelation> relations = {};
};

struct GraphCounts {
  std::size_t entities = 0;
  std::size_t relations = 0;
  std::size_t chunks = 0;
  bool operator==(const GraphCounts&) const = default;
};

/// A chunk near some entities: 0 steps away when it names one of them.
struct GraphHit {
  std::int64_t chunk = 0;
  std::size_t steps = 0;
  std::size_t mentions = 0;  ///< of entities that near, in this chunk
  bool operator==(const GraphHit&) const = default;
};

/// Entities and their relations in one SQLite file, each with the chunks that speak of them. Thread-safe; calls block. Several
/// processes may use a file: writers take turns by `FILE.lock`, and wait for theirs at most five seconds (`busy`).
///
/// Errors are those of `Store`, and `limit_exceeded` for facts beyond 1,000 entities or relations, or a name of more than
/// 500 bytes.
class BATON_EXPORT PropertyGraph {
 public:
  [[nodiscard]] static std::shared_ptr<PropertyGraph> open(const std::string& file);
  PropertyGraph(const PropertyGraph&) = delete;
  PropertyGraph& operator=(const PropertyGraph&) = delete;
  ~PropertyGraph();

  /// Replaces what was known from this chunk. The ends of a relation are entities, whether listed or not.
  void put(const GraphFacts& facts);
  /// Forgets what is known from this chunk, and entities of which no chunk speaks any more.
  void remove(std::int64_t chunk);
  [[nodiscard]] GraphCounts counts() const;
  /// The chunks that were put and not removed, those without facts included, in order.
  [[nodiscard]] std::vector<std::int64_t> chunks() const;
  /// The entity of that name, if any, with the description that came last.
  [[nodiscard]] std::vector<GraphEntity> entities(std::size_t most = 1'000) const;
  /// The relations that begin or end at the entity, in the order of their names.
  [[nodiscard]] std::vector<GraphRelation> relations_of(std::string_view entity, std::size_t most = 1'000) const;
  /// The names of entities whose name stands in `text` as whole words, longest first.
  [[nodiscard]] std::vector<std::string> named_in(std::string_view text, std::size_t most = 16) const;
  /// The chunks that speak of the entities or of those at most `steps` relations away; near ones first, then those
  /// with more mentions.
  [[nodiscard]] std::vector<GraphHit> neighbourhood(const std::vector<std::string>& entities, std::size_t steps,
                                                    std::size_t most) const;

 private:
  struct Impl;
  explicit PropertyGraph(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Has `model` read a chunk and list its entities and relations; an entity that the chunk does not name, and a relation of one, is dropped.
/// An answer that is not the JSON asked for is shown to the model once, and then is `model_output_invalid`.
[[nodiscard]] BATON_EXPORT Task<GraphFacts> extract_facts(ScoredChunk chunk, Model model, Context context);

/// Exactly what `extract_facts` sends.
[[nodiscard]] BATON_EXPORT std::string explain_extraction(const Chunk& chunk);

struct GraphUpdateOptions {
  std::size_t concurrency = 4;  ///< chunks that are read at the same time
  /// Called after each chunk that was read, one call at a time, from any thread. May throw to stop.
  std::function<void(std::size_t done, std::size_t total)> progress = {};
};

/// What an `update_graph` did, in chunks.
struct GraphUpdate {
  std::size_t read = 0;
  std::size_t removed = 0;
  /// Chunks of which the model made nothing that can be used, and why; the next run tries them again.
  std::vector<std::pair<std::int64_t, std::string>> failed = {};
};

/// Brings the graph up to date with the store: has `model` read the chunks that are new, one call (or two) for each, and
/// forgets those that are gone. Stopped at any moment it leaves a valid graph, and the next run does the rest; errors
/// that are not of one chunk (a wrong key, no money, a server away) stop it. Throws `invalid_argument` for a null part.
///
///     GraphUpdate done = sync_wait(update_graph(graph, store, model("openai/gpt-4.1-mini"), {}, {}));
[[nodiscard]] BATON_EXPORT Task<GraphUpdate> update_graph(std::shared_ptr<PropertyGraph> graph,
                                                          std::shared_ptr<const Store> store, Model model,
                                                          GraphUpdateOptions options, Context context);

struct GraphOptions {
  std::size_t steps = 1;  ///< relations between an entity of the question and one of the chunk, at most 4
};

/// Finds the chunks in the neighbourhood of the entities that a question names. The score is 1 / (1 + steps), and a
/// share of 0.01 for each further mention. Chunks that the store has no more are left out. No entity, no chunks: put it into a
/// hybrid. Traced as one retrieval span. Throws `invalid_argument` for a null part or more than 4 steps.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> graph_retriever(
    std::shared_ptr<const PropertyGraph> graph, std::shared_ptr<const Store> store, GraphOptions options = {});

}  // namespace baton::inline v0
