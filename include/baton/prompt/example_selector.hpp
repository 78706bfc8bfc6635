#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

/// Chooses which examples go into a few-shot prompt. Immutable and thread-safe.
class BATON_EXPORT ExampleSelector {
 public:
  virtual ~ExampleSelector();

  /// The positions of the examples to show for `query`, in the order they are shown. `texts` are
  /// all examples as they would be rendered.
  [[nodiscard]] virtual Task<std::vector<std::size_t>> select(
      std::string query, std::shared_ptr<const std::vector<std::string>> texts,
      Context context) const = 0;
};

/// The first `count` examples.
class BATON_EXPORT FirstExamples final : public ExampleSelector {
 public:
  explicit FirstExamples(std::size_t count) noexcept : count_(count) {}
  [[nodiscard]] Task<std::vector<std::size_t>> select(
      std::string query, std::shared_ptr<const std::vector<std::string>> texts,
      Context context) const override;

 private:
  std::size_t count_;
};

/// As many examples, in order, as fit into `max_tokens` together with the query. Stops at the first
/// one that does not fit. Tokens are counted by `count`, which is `estimate_tokens` when empty.
class BATON_EXPORT ExamplesByLength final : public ExampleSelector {
 public:
  using Counter = std::function<std::size_t(std::string_view)>;
  explicit ExamplesByLength(std::size_t max_tokens, Counter count = {});
  [[nodiscard]] Task<std::vector<std::size_t>> select(
      std::string query, std::shared_ptr<const std::vector<std::string>> texts,
      Context context) const override;

 private:
  std::size_t max_tokens_;
  Counter count_;
};

/// Turns texts into vectors of equal length, one each. An `Embedder` fits with a lambda around
/// `embed`.
using EmbedTexts =
    std::function<Task<std::vector<std::vector<float>>>(std::vector<std::string>, Context)>;

/// The `count` examples most similar to the query by the cosine of their embeddings, least similar
/// first, so that the best one stands next to the question. Equal ones keep their order.
///
/// The examples are embedded at the first call and kept for the next ones with the same texts.
class BATON_EXPORT ExamplesBySimilarity final : public ExampleSelector {
 public:
  ExamplesBySimilarity(std::size_t count, EmbedTexts embed);
  ~ExamplesBySimilarity() override;
  /// Throws `bad_response` when the vectors do not fit each other, and what `embed` throws.
  [[nodiscard]] Task<std::vector<std::size_t>> select(
      std::string query, std::shared_ptr<const std::vector<std::string>> texts,
      Context context) const override;

 private:
  struct Cache;
  [[nodiscard]] Task<std::shared_ptr<const std::vector<std::vector<float>>>> vectors(
      std::shared_ptr<const std::vector<std::string>> texts, Context context) const;

  std::size_t count_;
  EmbedTexts embed_;
  std::unique_ptr<Cache> cache_;
};

}  // namespace baton::inline v0
