#include <baton/retrieval/mmr.hpp>

#include <algorithm>
#include <functional>
#include <utility>

#include <baton/core/runtime.hpp>

#include "composed.hpp"
#include "core/cosine.hpp"
#include "fusion.hpp"

namespace baton::inline v0 {
namespace {

using Vectors = std::vector<Embedding>;
using RetrieverPointer = std::shared_ptr<const Retriever>;
/// The vectors of chunks, in order; an empty one where there is none.
using VectorSource = std::function<Task<Vectors>(std::vector<const Chunk*>, std::vector<std::int64_t>, Context)>;

struct MmrParts {
  RetrieverPointer retriever;
  VectorSource vectors;
  MmrOptions options;
};

FoundChunks pick_varied(FoundChunks found, const Vectors& vectors, double relevance, std::size_t top) {
  const std::vector<double> worth = gains(found, {.fusion = Fusion::relative_score});
  std::vector<double> likeness(found.size(), 0.0);  // to the most similar one that was picked
  std::vector<bool> picked(found.size(), false);
  FoundChunks result;
  while (result.size() < std::min(top, found.size())) {
    std::size_t best = found.size();
    double best_value = 0.0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const double value = relevance * worth[i] - (1.0 - relevance) * likeness[i];
      if (picked[i] || (best < found.size() && value <= best_value)) continue;
      best = i;
      best_value = value;
    }
    picked[best] = true;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const double cosine = cosine_of(vectors[i], vectors[best]).value_or(0.0);
      likeness[i] = result.empty() ? cosine : std::max(likeness[i], cosine);
    }
    result.push_back(std::move(found[best]));
  }
  return result;
}

Task<FoundChunks> find_varied(std::shared_ptr<const MmrParts> parts, Query query, Context context) {
  const std::size_t top = query.top;
  query.top = std::max(top, parts->options.candidates);
  FoundChunks found = co_await parts->retriever->retrieve(std::move(query), context);
  if (found.empty()) co_return found;
  std::vector<const Chunk*> chunks;
  std::vector<std::int64_t> ids;
  for (const ScoredChunk& each : found) {
    chunks.push_back(&each.chunk);
    ids.push_back(each.id);
  }
  const Vectors vectors = co_await parts->vectors(std::move(chunks), std::move(ids), context);
  if (vectors.size() != found.size()) {
    throw Error(ErrorCode::bad_response, "the embedder gave " + std::to_string(vectors.size()) +
                                             " vectors for " + std::to_string(found.size()) + " texts");
  }
  co_return pick_varied(std::move(found), vectors, parts->options.relevance, top);
}

Task<Vectors> stored_vectors(std::shared_ptr<const Store> store, std::vector<std::int64_t> ids, Context context) {
  co_return co_await context.runtime().blocking(
      [&] {
        Vectors vectors;
        for (const std::int64_t id : ids) vectors.push_back(store->vector(id).value_or(Embedding()));
        return vectors;
      },
      context);
}

RetrieverPointer make_mmr(RetrieverPointer retriever, VectorSource vectors, MmrOptions options) {
  require_part(retriever, "an MMR retriever needs a retriever to choose from");
  require_that(options.relevance >= 0.0 && options.relevance <= 1.0, "MmrOptions::relevance must be from 0 to 1");
  const auto parts = std::make_shared<const MmrParts>(MmrParts{std::move(retriever), std::move(vectors), options});
  return composed("retrieve mmr", [parts](Query query, Context context) {
    return find_varied(parts, std::move(query), std::move(context));
  });
}

}  // namespace

RetrieverPointer mmr_retriever(RetrieverPointer retriever, std::shared_ptr<const Store> store, MmrOptions options) {
  require_part(store, "an MMR retriever needs the store of the vectors");
  auto vectors = [store = std::move(store)](const std::vector<const Chunk*>&, std::vector<std::int64_t> ids,
                                            Context context) {
    return stored_vectors(store, std::move(ids), std::move(context));
  };
  return make_mmr(std::move(retriever), std::move(vectors), options);
}

RetrieverPointer mmr_retriever(RetrieverPointer retriever, std::shared_ptr<const Embedder> embedder,
                               MmrOptions options) {
  require_part(embedder, "an MMR retriever needs an embedder");
  auto vectors = [embedder = std::move(embedder)](const std::vector<const Chunk*>& chunks,
                                                  const std::vector<std::int64_t>&, Context context) {
    std::vector<std::string> texts;
    for (const Chunk* chunk : chunks) texts.push_back(chunk->text);
    return embedder->embed(std::move(texts), EmbedPurpose::document, std::move(context));
  };
  return make_mmr(std::move(retriever), std::move(vectors), options);
}

}  // namespace baton::inline v0
