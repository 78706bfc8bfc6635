#include <baton/document/semantic_split.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

#include <baton/core/error.hpp>

#include "core/cosine.hpp"
#include "document/chunk_maker.hpp"
#include "document/ranked_cuts.hpp"
#include "document/split_ranges.hpp"

namespace baton::inline v0 {
namespace {

using detail::ByteRange;

void check_options(const SemanticSplitOptions& options, bool has_embedder) {
  detail::check_chunk_bytes(options.chunk_bytes);
  if (!has_embedder) throw Error(ErrorCode::invalid_argument, "split_by_meaning needs an embedder");
  if (!(options.quantile >= 0.0 && options.quantile <= 1.0) || options.batch_texts == 0) {
    throw Error(ErrorCode::invalid_argument,
                "split_by_meaning: quantile must be 0 to 1 and batch_texts at least 1");
  }
}

/// Every sentence with its neighbours.
std::vector<std::string> texts_around(const std::string& text, const std::vector<ByteRange>& atoms,
                                      std::size_t neighbours) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const std::size_t first = i - std::min(i, neighbours);
    const std::size_t last = i + std::min(atoms.size() - 1 - i, neighbours);
    const ByteRange content = detail::without_space(text, {atoms[first].begin, atoms[last].end});
    texts.push_back(text.substr(content.begin, content.end - content.begin));
  }
  return texts;
}

Task<std::vector<Embedding>> embed_in_batches(const Embedder& embedder, std::vector<std::string> texts,
                                              std::size_t batch_texts, Context context) {
  std::vector<Embedding> vectors;
  for (std::size_t at = 0; at < texts.size();) {
    const std::size_t count = std::min(batch_texts, texts.size() - at);
    const auto first = texts.begin() + static_cast<std::ptrdiff_t>(at);
    std::vector<std::string> batch(std::make_move_iterator(first),
                                   std::make_move_iterator(first + static_cast<std::ptrdiff_t>(count)));
    auto part = co_await embedder.embed(std::move(batch), EmbedPurpose::document, context);
    if (part.size() != count) {
      throw Error(ErrorCode::bad_response, "the embedder " + embedder.name() + " gave " +
                                               std::to_string(part.size()) + " vectors for " +
                                               std::to_string(count) + " texts");
    }
    std::ranges::move(part, std::back_inserter(vectors));
    at += count;
  }
  co_return vectors;
}

/// 1 - cosine, 0 to 2; vectors without a direction are as far apart as unrelated ones.
double distance(const Embedding& a, const Embedding& b) {
  if (a.size() != b.size()) {
    throw Error(ErrorCode::bad_response, "the embedder gave vectors of " + std::to_string(a.size()) +
                                             " and of " + std::to_string(b.size()) + " dimensions");
  }
  return 1.0 - cosine_of(a, b).value_or(0.0);
}

/// The places between sentences where the meaning changes most.
std::vector<std::size_t> breaks_of(const std::vector<ByteRange>& atoms,
                                   const std::vector<Embedding>& vectors, double quantile) {
  std::vector<double> distances;
  for (std::size_t i = 1; i < vectors.size(); ++i) distances.push_back(distance(vectors[i - 1], vectors[i]));
  std::vector<std::size_t> breaks;
  if (distances.empty()) return breaks;
  std::vector<double> sorted = distances;
  std::ranges::sort(sorted);
  const auto rank = static_cast<std::size_t>(quantile * static_cast<double>(sorted.size() - 1));
  for (std::size_t i = 0; i < distances.size(); ++i) {
    if (distances[i] > sorted[rank]) breaks.push_back(atoms[i].end);
  }
  return breaks;
}

std::vector<Chunk> chunks_at(const Document& document, std::vector<std::size_t> breaks,
                             const std::vector<ByteRange>& atoms, std::size_t chunk_bytes) {
  const detail::MarkdownOutline outline = detail::outline_of(document);
  detail::ChunkMaker maker(document, outline);
  std::vector<Chunk> chunks;
  breaks.push_back(document.text.size());
  std::size_t begin = 0;
  std::size_t atom = 0;
  for (const std::size_t end : breaks) {
    std::vector<detail::RankedCut> cuts;
    for (; atom < atoms.size() && atoms[atom].end <= end; ++atom) cuts.push_back({atoms[atom].end - begin, 0});
    const std::string_view passage = std::string_view(document.text).substr(begin, end - begin);
    for (const ByteRange& part : detail::pack(passage, cuts, chunk_bytes)) {
      const ByteRange range{begin + part.begin, begin + part.end};
      const ByteRange content = detail::without_space(document.text, range);
      if (content.begin < content.end) chunks.push_back(maker.chunk(range));
    }
    begin = end;
  }
  return chunks;
}

}  // namespace

Task<std::vector<Chunk>> split_by_meaning(Document document, std::shared_ptr<const Embedder> embedder,
                                          SemanticSplitOptions options, Context context) {
  check_options(options, embedder != nullptr);
  const auto atoms = detail::sentence_atoms(document.text, options.chunk_bytes);
  auto texts = texts_around(document.text, atoms, options.neighbours);
  const auto vectors =
      co_await embed_in_batches(*embedder, std::move(texts), options.batch_texts, context);
  co_return chunks_at(document, breaks_of(atoms, vectors, options.quantile), atoms, options.chunk_bytes);
}

}  // namespace baton::inline v0
