#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "index/store_fixture.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::document;
using testing::embedder;
using testing::put;
using testing::StoreTest;
using testing::with_vectors;

TEST_F(StoreTest, OnlyOneWriterAmongThreads) {
  auto first = store_->writer();
  EXPECT_EQ(code_of([&] { static_cast<void>(store_->writer()); }), ErrorCode::busy);
  EXPECT_EQ(code_of([&] { static_cast<void>(Store::open(file())->writer()); }), ErrorCode::busy);
  { const auto gone = std::move(first); }
  EXPECT_NO_THROW(static_cast<void>(store_->writer()));
}

TEST_F(StoreTest, OnlyOneWriterAmongProcesses) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto writer = Store::open(file())->writer();
    static_cast<void>(::write(ready[1], "x", 1));
    ::pause();
    ::_exit(0);
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  EXPECT_EQ(code_of([&] { static_cast<void>(store_->writer()); }), ErrorCode::busy);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_NO_THROW(static_cast<void>(store_->writer()));
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_F(StoreTest, AWriterWaitsWhenItMay) {
  auto first = std::make_unique<StoreWriter>(store_->writer());
  const auto patient = Store::open(file(), {.writer_wait = std::chrono::minutes(1)});
  std::thread later([&] { first.reset(); });
  EXPECT_NO_THROW(static_cast<void>(patient->writer()));
  later.join();
}

TEST_F(StoreTest, ReadersSeeWholeTransactionsWhileItIsWritten) {
  std::atomic<bool> done{false};
  std::atomic<int> reads{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const std::size_t chunks = store_->chunks("a.md").size();
        EXPECT_TRUE(chunks == 0 || chunks == 10) << chunks;
        EXPECT_LE(store_->search_keywords("turbine", 20).size(), 10U);
        EXPECT_LE(store_->search_vectors(std::vector{1.0F, 0.5F}, 20).size(), 10U);
        ++reads;
      }
    });
  }
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  for (int round = 0; round < 50 || reads < 10; ++round) {
    const float x = static_cast<float>(round) + 1.0F;
    writer.apply(put(with_vectors(document("a.md", std::vector<std::string>(10, "turbine")),
                                  std::vector<Embedding>(10, {x, 1.0F}))));
  }
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(store_->counts(), (StoreCounts{.documents = 1, .chunks = 10, .vectors = 10}));
}

}  // namespace
}  // namespace baton
