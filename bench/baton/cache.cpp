// What a call costs that is answered from the cache.
#include <filesystem>
#include <string>
#include <unordered_map>

#include <unistd.h>

#include <benchmark/benchmark.h>

#include <baton/baton.hpp>
#include <baton/core/sha256.hpp>

namespace {

using namespace baton;

/// 1 KB in 200 pieces, without any I/O.
class PieceModel : public ChatModel {
 public:
  [[nodiscard]] std::string name() const override { return "bench/pieces"; }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest, Context) const override {
    auto response = std::make_shared<ChatResponse>();
    std::string text;
    for (int i = 0; i < 200; ++i) {
      text += "word ";
      co_yield ChatEvent(TextDelta("word "));
    }
    response->message = Message::assistant(std::move(text));
    co_yield ChatEvent(ChatEnd(std::move(response)));
  }
};

ChatRequest question() {
  ChatRequest request;
  request.messages.push_back(Message::system(std::string(900, 's')));
  request.messages.push_back(Message::user(std::string(100, 'q')));
  return request;
}

std::size_t ask_stream(const Model& model) {
  std::size_t events = 0;
  BlockingStream<ChatEvent> stream(model.stream(question(), {}));
  while (stream.next()) ++events;
  return events;
}

void hits(benchmark::State& state, const Model& model) {
  static_cast<void>(ask_stream(model));
  for (auto _ : state) {
    const ChatResponse response = sync_wait(model.complete(question(), {}));
    if (!response.from_cache) state.SkipWithError("not a hit");
  }
}

const Model& in_memory() {
  static const Model model = cached(Model(std::make_shared<PieceModel>()), memory_cache());
  return model;
}

void hit(benchmark::State& state) { hits(state, in_memory()); }
BENCHMARK(hit)->Name("cache.hit");

void hit_stream(benchmark::State& state) {
  static_cast<void>(ask_stream(in_memory()));
  for (auto _ : state) {
    if (ask_stream(in_memory()) != 201) state.SkipWithError("other pieces");
  }
}
BENCHMARK(hit_stream)->Name("cache.hit_stream");

void hit_sqlite(benchmark::State& state) {
  const auto folder = std::filesystem::temp_directory_path() / ("baton-bench-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  hits(state, cached(Model(std::make_shared<PieceModel>()), sqlite_cache((folder / "a.db").string()),
                     {.tenant = "bench"}));
  std::filesystem::remove_all(folder);
}
BENCHMARK(hit_sqlite)->Name("cache.hit_sqlite");

void look_up_alone(benchmark::State& state) {
  const auto store = memory_cache();
  const std::string key(64, 'k');
  sync_wait(store->put(key, std::string(4'000, 'v'), std::chrono::hours(1), {}));
  for (auto _ : state) benchmark::DoNotOptimize(sync_wait(store->get(key, {})));
}
BENCHMARK(look_up_alone)->Name("cache.look_up");

/// The name of a request, made as the cache makes it.
void key(benchmark::State& state) {
  const ChatRequest request = question();
  for (auto _ : state) benchmark::DoNotOptimize(sha256(to_json(request).dump()));
}
BENCHMARK(key)->Name("cache.key");

void floor_of_hits(benchmark::State& state) {
  std::unordered_map<std::string, std::string> answers;
  answers.emplace(std::string(900, 's') + std::string(100, 'q'), std::string(1'000, 'w'));
  for (auto _ : state) {
    std::string asked = std::string(900, 's') + std::string(100, 'q');
    std::string answer = answers.at(asked);
    benchmark::DoNotOptimize(answer);
  }
}
BENCHMARK(floor_of_hits)->Name("cache.floor");

}  // namespace

BENCHMARK_MAIN();
