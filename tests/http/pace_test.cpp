#include "http/pace.hpp"

#include <gtest/gtest.h>

namespace baton {
namespace {

const Pace::Clock::time_point start = Pace::Clock::now();

TEST(Pace, ATurnIsFullAfterItsBytesAndTheNextIsEmpty) {
  Pace pace;
  pace.count(Pace::turn_bytes - 1);
  EXPECT_FALSE(pace.is_full());
  pace.count(1);
  EXPECT_TRUE(pace.is_full());
  pace.begin_turn();
  EXPECT_FALSE(pace.is_full());
}

TEST(Pace, ABreakIsOverAtOnceUnlessReadersAreBehind) {
  Pace pace;
  pace.take_break(start);
  EXPECT_EQ(pace.break_end(), start);
  EXPECT_TRUE(pace.end_break());
  EXPECT_FALSE(pace.break_end());
  EXPECT_FALSE(pace.end_break());
  pace.unread() = Pace::most_unread;
  pace.take_break(start);
  EXPECT_EQ(pace.break_end(), start + Pace::longest_break);
}

TEST(Pace, ABreakBeginsATurnAndIsNotProlonged) {
  Pace pace;
  pace.count(Pace::turn_bytes);
  pace.take_break(start);
  pace.take_break(start + Pace::longest_break);
  EXPECT_EQ(pace.break_end(), start);
  EXPECT_TRUE(pace.end_break());
  EXPECT_FALSE(pace.is_full());
}

TEST(Pace, TheReaderThatCatchesUpIsTheOneThatLetsGo) {
  Pace pace;
  pace.unread() = Pace::most_unread;
  EXPECT_FALSE(pace.lets_go(10));
  pace.unread() = Pace::most_unread - 1;
  EXPECT_TRUE(pace.lets_go(1));
  EXPECT_FALSE(pace.lets_go(0));
  pace.unread() = Pace::most_unread - 11;
  EXPECT_FALSE(pace.lets_go(10));
}

}  // namespace
}  // namespace baton
