#include "http/mailbox.hpp"

#include <string>
#include <thread>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/core/task.hpp>

namespace baton {
namespace {

void put(Mailbox& mailbox, std::string text) { mailbox.put_data(text); }

TEST(Mailbox, GivesEverythingThatWaitsAndThenTheEnd) {
  std::atomic<std::size_t> unread = 0;
  Mailbox mailbox(unread);
  put(mailbox, "one ");
  put(mailbox, "two");
  mailbox.put_end(std::nullopt);
  EXPECT_FALSE(mailbox.arm(Mailbox::Need::data));
  EXPECT_EQ(mailbox.take_data().bytes, "one two");
  EXPECT_EQ(mailbox.take_data().bytes, "");
}

TEST(Mailbox, AFailureComesBehindTheData) {
  std::atomic<std::size_t> unread = 0;
  Mailbox mailbox(unread);
  put(mailbox, "partial");
  mailbox.put_end(Error(ErrorCode::stream_truncated, "cut"));
  EXPECT_EQ(mailbox.take_data().bytes, "partial");
  EXPECT_THROW((void)mailbox.take_data(), Error);
  EXPECT_THROW((void)mailbox.take_head(), Error);
}

TEST(Mailbox, CountsWhatIsUnread) {
  std::atomic<std::size_t> unread = 5;
  {
    Mailbox first(unread);
    Mailbox second(unread);
    put(first, "one");
    put(second, "two");
    put(second, "three");
    EXPECT_EQ(unread, 16U);
    EXPECT_EQ(first.take_data().bytes, "one");
    EXPECT_EQ(unread, 13U);
  }
  EXPECT_EQ(unread, 5U);
}

TEST(Mailbox, APauseIsToldToTheReaderOnce) {
  std::atomic<std::size_t> unread = 0;
  Mailbox mailbox(unread);
  EXPECT_FALSE(mailbox.mark_paused());
  put(mailbox, "x");
  EXPECT_TRUE(mailbox.mark_paused());
  EXPECT_TRUE(mailbox.take_data().was_paused);
  put(mailbox, "y");
  EXPECT_FALSE(mailbox.take_data().was_paused);
}

Task<std::size_t> read_to_end(Mailbox& mailbox) {
  std::size_t total = 0;
  for (;;) {
    if (mailbox.arm(Mailbox::Need::data)) co_await mailbox.arrival();
    const auto block = mailbox.take_data();
    if (block.bytes.empty()) co_return total;
    total += block.bytes.size();
  }
}

TEST(Mailbox, NoByteAndNoWakeIsLostBetweenThreads) {
  constexpr std::size_t count = 20'000;
  std::atomic<std::size_t> unread = 0;
  Mailbox mailbox(unread);
  std::thread writer([&] {
    for (std::size_t i = 0; i < count; ++i) {
      put(mailbox, "12345");
      mailbox.wake();
    }
    mailbox.put_end(std::nullopt);
    mailbox.wake();
  });
  EXPECT_EQ(sync_wait(read_to_end(mailbox)), 5 * count);
  writer.join();
}

}  // namespace
}  // namespace baton
