#include <baton/core/completion.hpp>

#include <memory>
#include <thread>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>

namespace baton {
namespace {

template <class T>
Task<T> await(Completion<T>& completion) {
  co_return co_await completion;
}

TEST(Completion, GivesAValueThatWasThereBefore) {
  Completion<int> done;
  done.set_value(4);
  EXPECT_EQ(sync_wait(await(done)), 4);
}

TEST(Completion, GivesAValueFromAnotherThreadOnTheWaitersThread) {
  for (int round = 0; round < 200; ++round) {
    Completion<std::unique_ptr<int>> done;
    const std::jthread other([&] { done.set_value(std::make_unique<int>(round)); });
    const auto waiter = [](auto& completion) -> Task<std::thread::id> {
      const auto value = co_await completion;
      EXPECT_NE(value, nullptr);
      co_return std::this_thread::get_id();
    };
    ASSERT_EQ(sync_wait(waiter(done)), std::this_thread::get_id());
  }
}

TEST(Completion, ThrowsAnError) {
  Completion<int> done;
  done.set_error(std::make_exception_ptr(Error(ErrorCode::busy, "later")));
  EXPECT_THROW(sync_wait(await(done)), Error);
}

}  // namespace
}  // namespace baton
