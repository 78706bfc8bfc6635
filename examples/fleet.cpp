// A fleet of deployments that behaves like one model which does not fail, within a budget.
//
//     fleet [MODEL…]
#include <iostream>
#include <memory>
#include <string>

#include <baton/baton.hpp>

using namespace baton;

namespace {

/// Stands for an account that has run out of credit, a region that is overloaded, and one that works.
std::shared_ptr<const ChatModel> answering(std::string text) {
  return std::make_shared<FunctionModel>([text](const ChatRequest&) { return text; });
}
std::shared_ptr<const ChatModel> failing(ErrorCode code, std::string why) {
  return std::make_shared<FunctionModel>([code, why](const ChatRequest&) -> std::string { throw Error(code, why); });
}

std::vector<Deployment> fleet_of(int count, char** names) {
  std::vector<Deployment> fleet;
  for (int i = 0; i < count; ++i) fleet.push_back({.name = names[i], .chat = model(names[i])});
  if (fleet.empty()) {
    fleet.push_back({.name = "old account", .chat = Model(failing(ErrorCode::quota_exhausted, "no credit is left"))});
    fleet.push_back({.name = "eu", .chat = Model(failing(ErrorCode::overloaded, "the region is overloaded"))});
    fleet.push_back({.name = "us", .chat = Model(answering("Good morning from the one that works."))});
  }
  return fleet;
}

const char* shown(BreakerState state) {
  switch (state) {
    case BreakerState::closed:
      return "in service";
    case BreakerState::resting:
      return "resting";
    default:
      return "out of service";
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto router = make_router({.deployments = fleet_of(argc - 1, argv + 1)});
  PriceTable prices = PriceTable::standard();
  prices.set("test/*", {.rates = {.input = 400'000, .output = 1'600'000}});
  const auto budget = std::make_shared<SharedBudget>(
      SharedBudgetOptions{.limits = {.money = Money::of(0.10)}, .prices = prices});

  const Model gpt(router);
  for (int call = 0; call < 10; ++call) {
    const auto answer = sync_wait(gpt.with({.max_tokens = 200}).complete({.messages = {Message::user("Good morning!")}},
                                               SharedBudget::bind(budget, Context{})));
    if (call == 0) std::cout << answer.text() << "\n\n";
  }
  for (const auto& each : router->state().deployments) {
    std::cout << each.name << ": " << each.succeeded << " answers, " << each.failed << " failures, "
              << shown(each.breaker) << '\n';
  }
  std::cout << "spent: " << budget->state().spent.text() << '\n';
}
