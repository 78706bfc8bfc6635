// In process: prompt | model that answers at once | text.
#include <benchmark/benchmark.h>

#include <baton/baton.hpp>

namespace {

using namespace baton;
using namespace baton::literals;

/// Answers "Hello" without any I/O.
class FakeModel : public ChatModel {
 public:
  [[nodiscard]] std::string name() const override { return "bench/fake"; }

  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const override {
    auto response = std::make_shared<ChatResponse>(co_await complete(std::move(request), std::move(context)));
    co_yield ChatEvent(TextDelta{response->text()});
    co_yield ChatEvent(ChatEnd{response});
  }
  [[nodiscard]] Task<ChatResponse> complete(ChatRequest, Context) const override {
    ChatResponse response;
    response.message = Message::assistant("Hello");
    co_return response;
  }
};

auto make_chain() {
  return prompt<"Tell me about {topic}"> | Model(std::make_shared<FakeModel>()) | text;
}

void invoke(benchmark::State& state) {
  const auto chain = make_chain();
  for (auto _ : state) benchmark::DoNotOptimize(chain.invoke("topic"_a = "cats"));
}
BENCHMARK(invoke)->Name("chain.invoke");

void invoke_traced(benchmark::State& state) {
  const auto chain = make_chain();
  const auto tracer = std::make_shared<MemoryTracer>();
  const auto context = Context{}.with_tracer(tracer);
  int calls = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(chain.invoke("topic"_a = "cats", context));
    if (++calls % 1000 == 0) tracer->clear();  // or it would be full and record nothing more
  }
  if (tracer->dropped() != 0) state.SkipWithError("the tracer was full");
}
BENCHMARK(invoke_traced)->Name("chain.invoke_traced");

/// The same functions called by hand: what the chain adds is the difference.
void by_hand(benchmark::State& state) {
  const FakeModel model;
  for (auto _ : state) {
    ChatRequest request;
    request.messages.push_back(Message::user(prompt<"Tell me about {topic}">("topic"_a = "cats")));
    benchmark::DoNotOptimize(sync_wait(model.complete(std::move(request), {})).text());
  }
}
BENCHMARK(by_hand)->Name("chain.by_hand");

/// Starting and ending a coroutine on the calling thread.
void empty_task(benchmark::State& state) {
  const auto nothing = []() -> Task<int> { co_return 1; };
  for (auto _ : state) benchmark::DoNotOptimize(sync_wait(nothing()));
}
BENCHMARK(empty_task)->Name("task.sync_wait");

}  // namespace

BENCHMARK_MAIN();
