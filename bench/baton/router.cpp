// A router over loopback deployments, beside calls without one.
//
//   bench_router latency URL_OF_SERVER [CALLS]   one by one, in turn: direct, through a router of five
//   bench_router fleet URL_OF_SERVER [CALLS]     sixteen at a time: one deployment works, one is dead, one slow,
//                                                one limits, one lies; the policy is replaced a hundred times
//   bench_router streams URL_OF_SERVER [CALLS]   the same, streamed
#include <atomic>
#include <cstring>
#include <thread>

#include <baton/baton.hpp>

#include "support/measure.hpp"

namespace {

using namespace baton;

Model at(const std::string& url) { return model("openai/gpt-4o-mini", {.base_url = url, .api_key = Secret("k")}); }
ChatRequest question() { return {.messages = {Message::system("You are helpful."), Message::user("Tell me about cats")}}; }

double ask(const Model& chat) {
  const auto begin = measure::Clock::now();
  if (sync_wait(chat.complete(question(), {})).text().empty()) std::exit(1);
  return measure::seconds_since(begin) * 1e6;
}

void latency(const std::string& server, std::size_t calls) {
  const Model direct = at(server + "/v1");
  RouterOptions options;
  std::vector<Policy> parts;
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    options.deployments.push_back({.name = name, .chat = direct});
    parts.emplace_back(name);
  }
  options.policy = fastest(parts);
  const Model routed(make_router(std::move(options)));
  for (int i = 0; i < 1000; ++i) (void)(ask(direct) + ask(routed));
  std::vector<double> without;
  std::vector<double> with;
  for (std::size_t i = 0; i < calls; ++i) {
    without.push_back(ask(direct));
    with.push_back(ask(routed));
  }
  for (const auto& [name, q] : {std::pair{"p50", 0.5}, {"p99", 0.99}}) {
    measure::report((std::string("direct_us_") + name).c_str(), measure::quantile(without, q));
    measure::report((std::string("added_us_") + name).c_str(), measure::quantile(with, q) - measure::quantile(without, q));
  }
}

std::shared_ptr<Router> faulty_fleet(const std::string& server) {
  RouterOptions options;
  options.deployments = {{.name = "works", .chat = at(server + "/v1")},
                         {.name = "dead", .chat = at("http://127.0.0.1:9/v1")},
                         {.name = "slow", .chat = at(server + "/slow/v1")},
                         {.name = "limits", .chat = at(server + "/limits/v1")},
                         {.name = "lies", .chat = at(server + "/lies/v1")}};
  options.policy = fastest({"works", "dead", "slow", "limits", "lies"});
  return make_router(std::move(options));
}

Task<bool> one_call(const Model& chat, bool streamed) {
  try {
    if (!streamed) co_return !(co_await chat.complete(question(), {})).text().empty();
    auto events = chat.stream(question(), {});
    while (auto event = co_await events.next()) {
      if (std::holds_alternative<ChatEnd>(*event)) co_return true;
    }
  } catch (const Error&) {
  }
  co_return false;
}

Task<void> caller(const Model& chat, bool streamed, std::atomic<std::size_t>& left, std::size_t& good) {
  for (std::size_t now = left.load(); now > 0;) {
    if (!left.compare_exchange_weak(now, now - 1)) continue;
    if (co_await one_call(chat, streamed)) ++good;
  }
}

void fleet(const std::string& server, std::size_t calls, bool streamed) {
  const auto router = faulty_fleet(server);
  const Model chat(router);
  std::atomic<std::size_t> left{calls};
  std::atomic<int> swaps{0};
  std::jthread operating([&](const std::stop_token& stop) {
    const Policy policies[] = {least_busy({"works", "dead", "slow", "limits", "lies"}),
                               weighted({{"works", 8}, {"dead", 1}, {"slow", 1}, {"limits", 1}, {"lies", 1}}),
                               fastest({"works", "dead", "slow", "limits", "lies"})};
    const std::size_t step = calls / 101;
    for (std::size_t next = calls - step; !stop.stop_requested() && swaps < 100;) {
      if (left > next) {
        std::this_thread::sleep_for(std::chrono::microseconds(200));
        continue;
      }
      router->replace(policies[static_cast<std::size_t>(swaps++) % std::size(policies)]);
      next -= step;
    }
  });
  std::vector<std::size_t> good(16);
  std::vector<Task<void>> callers;
  const auto begin = measure::Clock::now();
  for (auto& each : good) callers.push_back(caller(chat, streamed, left, each));
  sync_wait(when_all(std::move(callers)));
  const double seconds = measure::seconds_since(begin);
  std::size_t answered = 0;
  for (const std::size_t each : good) answered += each;
  const RouterState state = router->state();
  measure::report("calls", static_cast<double>(calls));
  measure::report("failed", static_cast<double>(calls - answered));
  measure::report("calls_s", static_cast<double>(calls) / seconds);
  measure::report("swaps", swaps);
  measure::report("fallbacks", static_cast<double>(state.fallbacks));
  measure::report("rounds", static_cast<double>(state.retries));
  for (const auto& each : state.deployments) {
    measure::report((each.name + "_succeeded").c_str(), static_cast<double>(each.succeeded));
    measure::report((each.name + "_failed").c_str(), static_cast<double>(each.failed));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string_view mode = argv[1];
  const std::size_t calls = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 100'000;
  try {
    if (mode == "latency") latency(argv[2], calls);
    if (mode == "fleet") fleet(argv[2], calls, false);
    if (mode == "streams") fleet(argv[2], calls, true);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
