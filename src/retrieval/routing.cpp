#include <baton/retrieval/routing.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <baton/output/list.hpp>

#include "composed.hpp"
#include "core/cosine.hpp"

namespace baton::inline v0 {
namespace {

using Choice = std::vector<std::size_t>;

struct RoutingParts {
  std::vector<RetrievalRoute> routes;
  RouteChoice choose;
  HybridOptions options;
};

void check_routes(const std::vector<RetrievalRoute>& routes) {
  require_that(!routes.empty(), "a routing retriever needs at least one route");
  std::set<std::string> names;
  for (const RetrievalRoute& each : routes) {
    require_part(each.retriever, "a routing retriever was given a null retriever");
    require_that(!each.name.empty(), "a route needs a name");
    require_that(names.insert(each.name).second, "two routes have the same name");
  }
}

Task<FoundChunks> find_routed(std::shared_ptr<const RoutingParts> parts, Query query, Context context) {
  const Choice chosen = co_await parts->choose(query.text, parts->routes, context);
  std::vector<WeightedRetriever> retrievers;
  std::set<std::size_t> seen;
  for (const std::size_t place : chosen) {
    if (place >= parts->routes.size()) {
      throw Error(ErrorCode::bad_response, "route " + std::to_string(place) + " was chosen, and there are " +
                                               std::to_string(parts->routes.size()));
    }
    if (seen.insert(place).second) retrievers.push_back({parts->routes[place].retriever, 1.0});
  }
  if (retrievers.empty()) co_return FoundChunks();
  const auto chosen_retriever = retrievers.size() == 1 ? retrievers.front().retriever
                                                       : hybrid_retriever(std::move(retrievers), parts->options);
  co_return co_await chosen_retriever->retrieve(std::move(query), context);
}

Task<Choice> choose_nearest(std::shared_ptr<const Embedder> embedder, std::size_t most, std::string question,
                            std::vector<RetrievalRoute> routes, Context context) {
  std::vector<std::string> texts;
  for (RetrievalRoute& each : routes) texts.push_back(each.name + ": " + std::move(each.description));
  std::vector<std::string> asked;
  asked.push_back(std::move(question));
  const auto vectors = co_await embedder->embed(std::move(texts), EmbedPurpose::document, context);
  const auto target = co_await embedder->embed(std::move(asked), EmbedPurpose::query, context);
  if (vectors.size() != routes.size() || target.size() != 1) {
    throw Error(ErrorCode::bad_response, "the embedder " + embedder->name() + " gave a wrong number of vectors");
  }
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < vectors.size(); ++i) order.emplace_back(-cosine_of(vectors[i], target[0]).value_or(0.0), i);
  std::ranges::sort(order);
  Choice chosen;
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i) chosen.push_back(order[i].second);
  co_return chosen;
}

Task<Choice> choose_by_model(Model model, std::size_t most, std::string question,
                             std::vector<RetrievalRoute> routes, Context context) {
  ChatRequest request;
  request.messages.push_back(Message::user(route_prompt(question, routes, most)));
  const ChatResponse response = co_await model.complete(std::move(request), context);
  Choice chosen;
  const std::vector<std::string> lines = line_list(response);
  for (const std::string& line : lines) {
    const auto found = std::ranges::find(routes, line, &RetrievalRoute::name);
    if (found != routes.end() && chosen.size() < most) {
      chosen.push_back(static_cast<std::size_t>(found - routes.begin()));
    }
  }
  if (chosen.empty()) {
    throw Error(ErrorCode::model_output_invalid,
                "the model named none of the " + std::to_string(routes.size()) + " sources")
        .with_partial(response.text());
  }
  co_return chosen;
}

}  // namespace

std::string route_prompt(const std::string& question, const std::vector<RetrievalRoute>& routes, std::size_t most) {
  std::string text = "Which of these sources is likely to answer the question? Write the name of each, at most " +
                     std::to_string(most) + ", one on a line, the best first, and nothing else.\n\nSources:\n";
  for (const RetrievalRoute& each : routes) text += each.name + ": " + each.description + '\n';
  return text + "\nQuestion: " + question;
}

RouteChoice nearest_routes(std::shared_ptr<const Embedder> embedder, std::size_t most) {
  require_part(embedder, "nearest_routes needs an embedder");
  require_that(most > 0, "nearest_routes must choose at least one");
  return [=](std::string question, std::vector<RetrievalRoute> routes, Context context) {
    return choose_nearest(embedder, most, std::move(question), std::move(routes), std::move(context));
  };
}

RouteChoice model_routes(Model model, std::size_t most) {
  require_that(most > 0, "model_routes must choose at least one");
  return [=](std::string question, std::vector<RetrievalRoute> routes, Context context) {
    return choose_by_model(model, most, std::move(question), std::move(routes), std::move(context));
  };
}

std::shared_ptr<const Retriever> routing_retriever(std::vector<RetrievalRoute> routes, RouteChoice choose,
                                                   HybridOptions options) {
  check_routes(routes);
  require_that(static_cast<bool>(choose), "a routing retriever needs a choice: nearest_routes or model_routes");
  const auto parts =
      std::make_shared<const RoutingParts>(RoutingParts{std::move(routes), std::move(choose), options});
  return composed("retrieve routed", [parts](Query query, Context context) {
    return find_routed(parts, std::move(query), std::move(context));
  });
}

}  // namespace baton::inline v0
