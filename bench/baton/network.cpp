// Over HTTP to the loopback model: prompt | model | text.
//
//   bench_network call|stream|calls|streams|live|cold URL [COUNT]
#include <baton/baton.hpp>

#include "support/measure.hpp"

namespace {

using namespace baton;
using namespace baton::literals;

std::vector<Message> conversation(std::string question) {
  return {Message::system("You are helpful."), Message::user(std::move(question))};
}

auto make_chain(const std::string& url) {
  return prompt<"Tell me about {topic}"> | &conversation |
         model("openai/gpt-4o-mini", {.base_url = url, .api_key = Secret("k")}) | text;
}
using AskChain = decltype(make_chain(""));

std::string ask(const AskChain& chain) { return chain.invoke("topic"_a = "cats"); }

void one_after_another(const AskChain& chain) {
  std::vector<double> each;
  constexpr int calls = 3000;
  for (int round = 0; round < 6; ++round) {
    const auto begin = measure::Clock::now();
    for (int i = 0; i < calls; ++i) {
      if (ask(chain).empty()) std::exit(1);
    }
    if (round > 0) each.push_back(measure::seconds_since(begin) * 1e6 / calls);
  }
  measure::report("us", measure::median(each));
}

Task<std::size_t> count_tokens(const AskChain& chain) {
  std::size_t tokens = 0;
  auto pieces = chain.astream("topic"_a = "cats");
  while (auto piece = co_await pieces.next()) tokens += piece->empty() ? 0U : 1U;
  co_return tokens;
}

Task<std::size_t> count_all(const AskChain& chain, std::size_t streams) {
  std::vector<Task<std::size_t>> tasks;
  for (std::size_t i = 0; i < streams; ++i) tasks.push_back(count_tokens(chain));
  std::size_t tokens = 0;
  for (const std::size_t each : co_await when_all(std::move(tasks))) tokens += each;
  co_return tokens;
}

void streams_at_once(const AskChain& chain, std::size_t streams, int repeats) {
  std::vector<double> rates;
  for (int round = 0; round < 5; ++round) {
    const auto begin = measure::Clock::now();
    std::size_t tokens = 0;
    for (int i = 0; i < repeats; ++i) tokens += sync_wait(count_all(chain, streams));
    if (round > 0) rates.push_back(static_cast<double>(tokens) / measure::seconds_since(begin));
  }
  measure::report("tokens_s", measure::median(rates));
}

Task<std::size_t> call_all(const AskChain& chain, std::size_t calls) {
  std::vector<Task<std::string>> tasks;
  for (std::size_t i = 0; i < calls; ++i) tasks.push_back(chain.ainvoke("topic"_a = "cats"));
  std::size_t answered = 0;
  for (const auto& answer : co_await when_all(std::move(tasks))) answered += answer.empty() ? 0U : 1U;
  co_return answered;
}

void calls_at_once(const AskChain& chain, std::size_t calls) {
  std::vector<double> times;
  for (int round = 0; round < 3; ++round) {
    const auto begin = measure::Clock::now();
    if (sync_wait(call_all(chain, calls)) != calls) std::exit(1);
    times.push_back(measure::seconds_since(begin) * 1e3);
  }
  measure::report("ms_cold", times[0]);
  measure::report("ms", std::min(times[1], times[2]));
}

Task<void> listen(const AskChain& chain, measure::Lateness& lateness) {
  auto pieces = chain.astream("topic"_a = "cats");
  bool begun = false;
  while (auto piece = co_await pieces.next()) {
    if (piece->empty()) continue;
    if (!std::exchange(begun, true)) lateness.began();
    lateness.token(*piece);
  }
  lateness.ended();
}

void live(const AskChain& chain, std::size_t streams) {
  measure::Lateness lateness(streams);
  std::vector<Task<void>> listeners;
  for (std::size_t i = 0; i < streams; ++i) listeners.push_back(listen(chain, lateness));
  sync_wait(when_all(std::move(listeners)));
  lateness.report();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string_view mode = argv[1];
  const std::size_t count = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 1;
  const auto chain = make_chain(argv[2]);
  measure::need_descriptors(count + 64);
  try {
    if (mode == "call") one_after_another(chain);
    if (mode == "stream") streams_at_once(chain, 1, 200);
    if (mode == "streams") streams_at_once(chain, count, 1);
    if (mode == "live") live(chain, count);
    if (mode == "calls") calls_at_once(chain, count);
    if (mode == "cold" && ask(chain).empty()) return 1;
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  measure::report("mb", measure::peak_mb());
}
