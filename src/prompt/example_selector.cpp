#include <baton/prompt/example_selector.hpp>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "core/cosine.hpp"

namespace baton::inline v0 {
namespace {

using Texts = std::shared_ptr<const std::vector<std::string>>;
using Vectors = std::vector<std::vector<float>>;

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
  if (a.size() != b.size()) {
    throw Error(ErrorCode::bad_response, "the embeddings have " + std::to_string(a.size()) +
                                             " and " + std::to_string(b.size()) +
                                             " dimensions: use one model for all");
  }
  // A vector of zeros, or one with a NaN in it, is similar to nothing.
  return cosine_of(a, b).value_or(-1.0);
}

void require_count(std::size_t got, std::size_t wanted) {
  if (got != wanted) {
    throw Error(ErrorCode::bad_response, "the embedding function gave " + std::to_string(got) +
                                             " vectors for " + std::to_string(wanted) +
                                             " texts: it must give one each");
  }
}

}  // namespace

ExampleSelector::~ExampleSelector() = default;

Task<std::vector<std::size_t>> FirstExamples::select(std::string, Texts texts, Context) const {
  std::vector<std::size_t> out(std::min(count_, texts->size()));
  std::iota(out.begin(), out.end(), std::size_t{0});
  co_return out;
}

ExamplesByLength::ExamplesByLength(std::size_t max_tokens, Counter count)
    : max_tokens_(max_tokens), count_(count ? std::move(count) : Counter(estimate_tokens)) {}

Task<std::vector<std::size_t>> ExamplesByLength::select(std::string query, Texts texts,
                                                        Context) const {
  std::vector<std::size_t> out;
  std::size_t used = count_(query);
  for (std::size_t i = 0; i < texts->size(); ++i) {
    used += count_((*texts)[i]);
    if (used > max_tokens_) break;
    out.push_back(i);
  }
  co_return out;
}

struct ExamplesBySimilarity::Cache {
  std::mutex mutex;
  Texts texts;
  std::shared_ptr<const Vectors> vectors;

  std::shared_ptr<const Vectors> find(const Texts& wanted) {
    const std::lock_guard lock(mutex);
    return texts && (texts == wanted || *texts == *wanted) ? vectors : nullptr;
  }
  void keep(Texts new_texts, std::shared_ptr<const Vectors> new_vectors) {
    const std::lock_guard lock(mutex);
    texts = std::move(new_texts);
    vectors = std::move(new_vectors);
  }
};

ExamplesBySimilarity::ExamplesBySimilarity(std::size_t count, EmbedTexts embed)
    : count_(count), embed_(std::move(embed)), cache_(std::make_unique<Cache>()) {
  if (!embed_)
    throw Error(ErrorCode::invalid_argument,
                "ExamplesBySimilarity needs a function that embeds texts");
}

ExamplesBySimilarity::~ExamplesBySimilarity() = default;

Task<std::shared_ptr<const Vectors>> ExamplesBySimilarity::vectors(Texts texts,
                                                                   Context context) const {
  if (auto known = cache_->find(texts)) co_return known;
  Vectors computed = co_await embed_(*texts, context);
  require_count(computed.size(), texts->size());
  auto shared = std::make_shared<const Vectors>(std::move(computed));
  cache_->keep(std::move(texts), shared);
  co_return shared;
}

Task<std::vector<std::size_t>> ExamplesBySimilarity::select(std::string query, Texts texts,
                                                            Context context) const {
  if (texts->empty() || count_ == 0) co_return std::vector<std::size_t>{};
  const auto known = co_await vectors(texts, context);
  std::vector<std::string> asked;
  asked.push_back(std::move(query));
  const Vectors target = co_await embed_(std::move(asked), context);
  require_count(target.size(), 1);
  std::vector<double> similarity;
  for (const auto& vector : *known) similarity.push_back(cosine(vector, target.front()));
  std::vector<std::size_t> order(known->size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return similarity[a] > similarity[b]; });
  order.resize(std::min(count_, order.size()));
  std::reverse(order.begin(), order.end());
  co_return order;
}

}  // namespace baton::inline v0
