#include <baton/http/http.hpp>

#include <gtest/gtest.h>

namespace baton {
namespace {

TEST(HttpHead, FindsAHeaderWithoutRegardToCase) {
  const HttpHead head{.status = 200, .headers = {{"Content-Type", "text/plain"}, {"X-A", "1"}, {"x-a", "2"}}};
  EXPECT_EQ(head.header("content-type"), "text/plain");
  EXPECT_EQ(head.header("CONTENT-TYPE"), "text/plain");
  EXPECT_EQ(head.header("X-A"), "1");
  EXPECT_EQ(head.header("Content"), "");
  EXPECT_EQ(head.header(""), "");
}

}  // namespace
}  // namespace baton
