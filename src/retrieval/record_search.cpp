#include "record_search.hpp"

#include <algorithm>
#include <utility>

#include <baton/index/keywords.hpp>

namespace baton::inline v0 {
namespace {

ScoredChunk to_scored_chunk(FoundRecord found) {
  ScoredChunk result;
  Chunk& chunk = result.chunk;
  chunk.source = found.record.source.empty() ? found.record.id : found.record.source + '#' + found.record.id;
  chunk.text = std::move(found.record.text);
  chunk.span.end = chunk.text.size();
  chunk.span.last_line =
      1 + static_cast<std::size_t>(std::count(chunk.text.begin(), chunk.text.end(), '\n'));
  chunk.metadata = std::move(found.record.metadata);
  result.score = found.score;
  return result;
}

Task<Embedding> embedded(std::shared_ptr<const Embedder> embedder, std::string text, Context context) {
  std::vector<std::string> texts;
  texts.push_back(std::move(text));
  auto vectors = co_await embedder->embed(std::move(texts), EmbedPurpose::query, context);
  if (vectors.size() != 1) {
    throw Error(ErrorCode::bad_response, "the embedder " + embedder->name() + " gave " +
                                             std::to_string(vectors.size()) + " vectors for one text");
  }
  // A text without a direction is searched by its words.
  const bool nowhere = std::ranges::all_of(vectors[0], [](float x) { return x == 0.0F; });
  co_return nowhere ? Embedding() : std::move(vectors[0]);
}

}  // namespace

void check_search(const RecordSearch& search) {
  require_part(search.store, "searching records needs a store");
  require_that(search.embedder != nullptr || search.words, "searching records needs an embedder or words");
  check_filter(search.filter);
}

Task<FoundChunks> find_records(std::shared_ptr<const RecordSearch> search, Query query, Filter filter,
                               Context context) {
  VectorQuery wanted;
  wanted.top = query.top;
  wanted.filter = std::move(filter);
  if (search->words && !keywords_of(query.text).empty()) wanted.words = query.text;
  if (search->embedder) wanted.vector = co_await embedded(search->embedder, std::move(query.text), context);
  FoundChunks result;
  if (wanted.top == 0 || (wanted.words.empty() && wanted.vector.empty())) co_return result;
  std::vector<FoundRecord> found = co_await search->store->search(search->space, std::move(wanted), context);
  for (FoundRecord& each : found) result.push_back(to_scored_chunk(std::move(each)));
  co_return result;
}

std::shared_ptr<const Retriever> record_retriever(RecordSearch search) {
  check_search(search);
  const auto parts = std::make_shared<const RecordSearch>(std::move(search));
  return composed("retrieve records", [parts](Query query, Context context) {
    Filter both = parts->filter && query.filter;
    return find_records(parts, std::move(query), std::move(both), std::move(context));
  });
}

}  // namespace baton::inline v0
