// Streams through a router for a long time, among deployments that fail, with consumers that go away:
// what memory does meanwhile.
//
//   bench_soak URL_OF_SERVER [STREAMS=1000] [SECONDS=1200]
#include <atomic>
#include <fstream>
#include <random>
#include <thread>

#include <baton/baton.hpp>

#include "support/measure.hpp"

namespace {

using namespace baton;

struct Counts {
  std::atomic<long> whole{0};
  std::atomic<long> left{0};
  std::atomic<long> broken{0};
  std::atomic<long> refused{0};
  std::atomic<long> tokens{0};
};

Model at(const std::string& url) { return model("openai/gpt-4o-mini", {.base_url = url, .api_key = Secret("k")}); }

Model fleet(const std::string& server) {
  RouterOptions options;
  options.deployments = {{.name = "works", .chat = at(server + "/live/v1")},
                         {.name = "dead", .chat = at("http://127.0.0.1:9/v1")},
                         {.name = "limits", .chat = at(server + "/limits/v1")},
                         {.name = "lies", .chat = at(server + "/lies/v1")}};
  options.policy = weighted({{"works", 7}, {"dead", 1}, {"limits", 1}, {"lies", 1}});
  return Model(make_router(std::move(options)));
}

Task<void> one_stream(const Model& chat, Counts& counts, std::size_t stays) {
  std::size_t tokens = 0;
  try {
    auto events = chat.stream({.messages = {Message::user("Tell me about cats")}}, {});
    while (auto event = co_await events.next()) {
      if (std::holds_alternative<ChatEnd>(*event)) ++counts.whole;
      ++counts.tokens;
      if (++tokens == stays) {
        ++counts.left;
        co_return;
      }
    }
  } catch (const Error&) {
    ++(tokens > 0 ? counts.broken : counts.refused);
  }
}

Task<void> consumer(const Model& chat, Counts& counts, unsigned seed, measure::Clock::time_point end) {
  std::minstd_rand random(seed);
  while (measure::Clock::now() < end) {
    const bool leaves = random() % 10 == 0;
    co_await one_stream(chat, counts, leaves ? 1 + random() % 50 : 0);
    // A consumer whose stream failed comes back a little later.
    co_await Runtime::shared().sleep_for(std::chrono::milliseconds(random() % 200), {});
  }
}

double resident_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::size_t streams = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1000;
  const std::chrono::seconds seconds(argc > 3 ? std::atoi(argv[3]) : 1200);
  measure::need_descriptors(2 * streams + 64);
  const Model chat = fleet(argv[1]);
  Counts counts;
  const auto begin = measure::Clock::now();
  std::atomic<double> after_a_minute{0};
  std::jthread watching([&](const std::stop_token& stop) {
    for (auto next = begin + std::chrono::seconds(60); !stop.stop_requested(); std::this_thread::sleep_for(std::chrono::seconds(1))) {
      if (measure::Clock::now() < next) continue;
      next += std::chrono::seconds(60);
      const double now = resident_mb();
      if (after_a_minute == 0) after_a_minute = now;
      std::fprintf(stderr, "%4.0f s: %.1f MB, %ld tokens, %ld whole, %ld left, %ld broken, %ld refused\n",
                   measure::seconds_since(begin), now, counts.tokens.load(), counts.whole.load(), counts.left.load(),
                   counts.broken.load(), counts.refused.load());
    }
  });
  std::vector<Task<void>> consumers;
  for (std::size_t i = 0; i < streams; ++i) {
    consumers.push_back(consumer(chat, counts, static_cast<unsigned>(i + 1), begin + seconds));
  }
  sync_wait(when_all(std::move(consumers)));
  measure::report("mb_after_a_minute", after_a_minute.load());
  measure::report("mb_at_the_end", resident_mb());
  measure::report("tokens_s", static_cast<double>(counts.tokens) / measure::seconds_since(begin));
  measure::report("whole", static_cast<double>(counts.whole));
  measure::report("left", static_cast<double>(counts.left));
  measure::report("broken", static_cast<double>(counts.broken));
  measure::report("refused", static_cast<double>(counts.refused));
}
