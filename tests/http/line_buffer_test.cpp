#include <baton/http/line_buffer.hpp>

#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

TEST(LineBuffer, ACarriageReturnEndsALineOnlyWhereAsked) {
  LineBuffer any(LineBuffer::Ending::any, 100);
  any.feed(std::string_view("a\rb\n"));
  EXPECT_EQ(any.next(), "a");
  EXPECT_EQ(any.next(), "b");
  LineBuffer lf(LineBuffer::Ending::lf, 100);
  lf.feed(std::string_view("a\rb\n"));
  EXPECT_EQ(lf.next(), "a\rb");
  EXPECT_EQ(lf.next(), std::nullopt);
}

TEST(LineBuffer, ACarriageReturnAtTheEndOfABlockEndsTheLineAtOnce) {
  LineBuffer lines(LineBuffer::Ending::any, 100);
  lines.feed(std::string_view("a\r"));
  EXPECT_EQ(lines.next(), "a");
  lines.feed(std::string_view("\nb\r"));
  EXPECT_EQ(lines.next(), "b");
  lines.feed(std::string_view("c\n"));
  EXPECT_EQ(lines.next(), "c");
  EXPECT_EQ(lines.next(), std::nullopt);
}

TEST(LineBuffer, KeepsWhatIsBehindTheLastLine) {
  LineBuffer lines(LineBuffer::Ending::lf, 100);
  lines.feed(std::string("one\ntw"));
  EXPECT_EQ(lines.next(), "one");
  EXPECT_EQ(lines.next(), std::nullopt);
  EXPECT_EQ(lines.rest(), "tw");
  lines.feed(std::string("o\n"));
  EXPECT_EQ(lines.next(), "two");
  EXPECT_EQ(lines.rest(), "");
}

TEST(LineBuffer, RefusesALongLineBeforeItsEndHasArrived) {
  LineBuffer lines(LineBuffer::Ending::lf, 3);
  lines.feed(std::string_view("abc\n"));
  EXPECT_EQ(lines.next(), "abc");
  lines.feed(std::string_view("abcd"));
  EXPECT_THROW((void)lines.next(), Error);
}

}  // namespace
}  // namespace baton
