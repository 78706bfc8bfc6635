#include <algorithm>
#include <utility>

#include <baton/document/splitter.hpp>
#include <baton/retrieval/rerank.hpp>

#include "composed.hpp"
#include "core/cosine.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t piece_bytes = 200;

/// Pieces of all texts, and of which text each is.
struct Pieces {
  std::vector<std::string> texts;
  std::vector<std::size_t> owners;
};

Pieces cut_up(std::vector<std::string> texts) {
  Pieces pieces;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Document document;
    document.text = std::move(texts[i]);
    for (const TextSpan& span : split_spans(document, {.chunk_bytes = piece_bytes, .overlap_bytes = 0})) {
      pieces.texts.push_back(document.text.substr(span.begin, span.end - span.begin));
      pieces.owners.push_back(i);
    }
  }
  return pieces;
}

class SentenceReranker : public Reranker {
 public:
  explicit SentenceReranker(std::shared_ptr<const Embedder> embedder) : embedder_(std::move(embedder)) {}

  [[nodiscard]] std::string name() const override { return "sentences/" + embedder_->name(); }
  [[nodiscard]] Task<std::vector<Ranked>> rerank(std::string query, std::vector<std::string> texts,
                                                 std::size_t top, Context context) const override {
    return rank(embedder_, std::move(query), std::move(texts), top, std::move(context));
  }

 private:
  static Task<std::vector<Ranked>> rank(std::shared_ptr<const Embedder> embedder, std::string query,
                                        std::vector<std::string> texts, std::size_t top, Context context) {
    std::vector<Ranked> order;
    for (std::size_t i = 0; i < texts.size(); ++i) order.push_back({.index = i, .score = -1.0});
    Pieces pieces = cut_up(std::move(texts));
    std::vector<std::string> question;
    question.push_back(std::move(query));
    const auto asked = co_await embedder->embed(std::move(question), EmbedPurpose::query, context);
    const std::size_t count = pieces.texts.size();
    const auto vectors = co_await embedder->embed(std::move(pieces.texts), EmbedPurpose::document, context);
    if (asked.size() != 1 || vectors.size() != count) {
      throw Error(ErrorCode::bad_response, "the embedder " + embedder->name() + " gave a wrong number of vectors");
    }
    for (std::size_t i = 0; i < count; ++i) {
      double& score = order[pieces.owners[i]].score;
      score = std::max(score, cosine_of(asked[0], vectors[i]).value_or(0.0));
    }
    std::ranges::stable_sort(order, std::ranges::greater(), &Ranked::score);
    if (order.size() > top) order.resize(top);
    co_return order;
  }

  std::shared_ptr<const Embedder> embedder_;
};

}  // namespace

std::shared_ptr<const Reranker> sentence_reranker(std::shared_ptr<const Embedder> embedder) {
  require_part(embedder, "a sentence reranker needs an embedder");
  return std::make_shared<SentenceReranker>(std::move(embedder));
}

}  // namespace baton::inline v0
