#include <baton/core/result.hpp>

#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace baton {
namespace {

Result<int> half(int n) {
  if (n % 2 != 0) return Error(ErrorCode::invalid_argument, "an odd number");
  return n / 2;
}

TEST(Result, HoldsAValue) {
  auto result = half(4);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result.has_value());
  EXPECT_EQ(*result, 2);
  EXPECT_EQ(result.value(), 2);
  EXPECT_EQ(result.value_or(9), 2);
  *result = 5;
  EXPECT_EQ(half(4).value(), 2);
  EXPECT_EQ(result.value(), 5);
}

TEST(Result, HoldsAnErrorAndThrowsItWhenAskedForTheValue) {
  const auto result = half(3);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code(), ErrorCode::invalid_argument);
  EXPECT_EQ(result.value_or(9), 9);
  EXPECT_THROW(static_cast<void>(result.value()), Error);
}

TEST(Result, MovesWhatOnlyMoves) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(3));
  EXPECT_EQ(**result, 3);
  const auto out = std::move(result).value();
  EXPECT_EQ(*out, 3);
}

TEST(Result, ReachesIntoTheValue) {
  const Result<std::string> result(std::string("cats"));
  EXPECT_EQ(result->size(), 4U);
}

TEST(Result, OfVoidIsSuccessOrAnError) {
  EXPECT_TRUE(Result<void>());
  EXPECT_NO_THROW(Result<void>().value());
  const Result<void> failed(Error(ErrorCode::busy, "later"));
  EXPECT_FALSE(failed);
  EXPECT_EQ(failed.error().code(), ErrorCode::busy);
  EXPECT_THROW(failed.value(), Error);
}

TEST(Capture, TurnsExceptionsIntoErrors) {
  EXPECT_EQ(capture([] { return 3; }).value(), 3);
  EXPECT_TRUE(capture([] {}));
  EXPECT_EQ(capture([]() -> int { throw Error(ErrorCode::not_found, "x"); }).error().code(),
            ErrorCode::not_found);
  EXPECT_EQ(capture([] { throw 7; }).error().code(), ErrorCode::internal);
}

}  // namespace
}  // namespace baton
