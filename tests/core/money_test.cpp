#include <baton/core/money.hpp>

#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

TEST(Money, IsExact) {
  Money sum;
  for (int i = 0; i < 10; ++i) sum += Money::of(0.1);
  EXPECT_EQ(sum, Money::of(1.0));
  EXPECT_EQ(Money::of(2.5).billionths, 2'500'000'000);
  EXPECT_EQ(Money::of(-1) + Money::of(3) - Money::of(2), Money{});
  EXPECT_LT(Money::of(1.999'999'999), Money::of(2));
  EXPECT_DOUBLE_EQ(Money::of(0.25).value(), 0.25);
}

TEST(Money, IsWrittenAsPeopleDo) {
  EXPECT_EQ(Money::of(2.5).text(), "2.50");
  EXPECT_EQ(Money{}.text(), "0.00");
  EXPECT_EQ(Money{1}.text(), "0.000000001");
  EXPECT_EQ(Money::of(-0.0125).text(), "-0.0125");
  EXPECT_EQ(Money{std::numeric_limits<std::int64_t>::min()}.text(), "-9223372036.854775808");
}

TEST(Money, StaysAtItsEndsInsteadOfWrapping) {
  const Money most{std::numeric_limits<std::int64_t>::max()};
  EXPECT_EQ(most + Money{1}, most);
  EXPECT_EQ(Money{} - most - most, Money{-most.billionths});
  EXPECT_THROW((void)Money::of(1e10), Error);
  EXPECT_THROW((void)Money::of(std::numeric_limits<double>::quiet_NaN()), Error);
}

}  // namespace
}  // namespace baton
