#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>

#include <gtest/gtest.h>

#include <baton/core/span.hpp>
#include <baton/observe/memory_tracer.hpp>

namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

// Every allocation of this program is counted.
void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;  // NOLINT
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }               // NOLINT
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }  // NOLINT

namespace baton {
namespace {

std::size_t allocations_of(const Context& context) {
  const auto before = allocations.load();
  for (int i = 0; i < 1000; ++i) {
    Span outer(SpanKind::step, "a name that would not fit a small string", context);
    Span inner(SpanKind::model, "chat", outer.context());
    inner.set("gen_ai.usage.input_tokens", std::int64_t{i});
    inner.set("text", "a value that would not fit a small string either");
  }
  return allocations.load() - before;
}

TEST(Span, AllocatesNothingWithoutATracer) {
  EXPECT_EQ(allocations_of(Context{}), 0U);
  EXPECT_EQ(allocations_of(Context{}.with_principal({.user = "ann", .tenant = "t"})), 0U);
}

TEST(Span, TheCountIsReal) {
  EXPECT_GT(allocations_of(Context{}.with_tracer(std::make_shared<MemoryTracer>())), 1000U);
}

}  // namespace
}  // namespace baton
