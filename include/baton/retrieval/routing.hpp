#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/model.hpp>
#include <baton/retrieval/hybrid.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// An index that questions may go to.
struct RetrievalRoute {
  std::string name;         ///< unique
  std::string description;  ///< what is found there, for whoever chooses
  std::shared_ptr<const Retriever> retriever;
};

/// Chooses the routes of a question, by their places, best first. Called from any thread.
using RouteChoice =
    std::function<Task<std::vector<std::size_t>>(std::string question, std::vector<RetrievalRoute> routes, Context)>;

/// The `most` routes whose descriptions are nearest to the question. Embeds all of them at each question.
[[nodiscard]] BATON_EXPORT RouteChoice nearest_routes(std::shared_ptr<const Embedder> embedder, std::size_t most = 1);

/// Those that `model` names, at most `most`. It is shown the names and descriptions; `route_prompt` is all it reads.
/// An answer that names none is an error (`model_output_invalid`), not a guess.
[[nodiscard]] BATON_EXPORT RouteChoice model_routes(Model model, std::size_t most = 1);

/// Exactly what `model_routes` sends for a question.
[[nodiscard]] BATON_EXPORT std::string route_prompt(const std::string& question,
                                                    const std::vector<RetrievalRoute>& routes, std::size_t most);

/// Sends each question to the indexes that `choose` names and, when those are several, fuses what they find. No
/// choice finds nothing. Traced as one retrieval span. Throws `invalid_argument` for no routes, an empty or repeated name, a null part, and
/// `bad_response` for a choice that is no route.
///
///     auto retriever = routing_retriever({{"code", "C++ sources", code}, {"law", "contracts", law}}, model_routes(gpt));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> routing_retriever(std::vector<RetrievalRoute> routes,
                                                                              RouteChoice choose,
                                                                              HybridOptions options = {});

}  // namespace baton::inline v0
