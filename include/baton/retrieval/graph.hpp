#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
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

/// Entities and their relations in one SQLite file, each with the chunks that speak of them. Thread-safe; calls block.
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

struct GraphOptions {
  std::size_t steps = 1;  ///< relations between an entity of the question and one of the chunk, at most 4
};

/// Finds the chunks in the neighbourhood of the entities that a question names. The score is 1 / (1 + steps), and a
/// share of 0.01 for each further mention. Chunks that the store has no more are left out. No entity, no chunks: put it into a
/// hybrid. Traced as one retrieval span. Throws `invalid_argument` for a null part or more than 4 steps.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> graph_retriever(
    std::shared_ptr<const PropertyGraph> graph, std::shared_ptr<const Store> store, GraphOptions options = {});

}  // namespace baton::inline v0
