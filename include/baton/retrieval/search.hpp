#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <baton/chain/compose.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// A retriever as a step: a question in, chunks out, best first. Made by `search`.
class Search {
 public:
  using baton_step = void;
  using output_type = std::vector<ScoredChunk>;

  Search(std::shared_ptr<const Retriever> retriever, std::size_t top)
      : retriever_(std::move(retriever)), top_(top) {}

  [[nodiscard]] static constexpr std::string_view step_name() { return "search"; }

  Task<std::vector<ScoredChunk>> operator()(std::string question, const Context& context) const {
    Query query;
    query.text = std::move(question);
    query.top = top_;
    return retriever_->retrieve(std::move(query), context);
  }

 private:
  std::shared_ptr<const Retriever> retriever_;
  std::size_t top_;
};

/// `search(retriever, 8) | …`: the step that finds the best chunks for a question.
[[nodiscard]] inline auto search(std::shared_ptr<const Retriever> retriever, std::size_t top = 8) {
  return step(Search(std::move(retriever), top));
}

}  // namespace baton::inline v0
