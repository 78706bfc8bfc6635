#include "core/uri.hpp"

#include <gtest/gtest.h>

namespace {

using namespace baton;  // NOLINT

TEST(Uri, ResolvesReferences) {
  EXPECT_EQ(resolve_uri("http://a/b/c/d", "g"), "http://a/b/c/g");
  EXPECT_EQ(resolve_uri("http://a/b/c/d", "../g#x"), "http://a/b/g#x");
  EXPECT_EQ(resolve_uri("http://a/b/c/d", "./"), "http://a/b/c/");
  EXPECT_EQ(resolve_uri("http://a/b/c/d", "/g"), "http://a/g");
  EXPECT_EQ(resolve_uri("http://a/b", "../../g"), "http://a/g");
  EXPECT_EQ(resolve_uri("http://a/b", "//c/d"), "http://c/d");
  EXPECT_EQ(resolve_uri("http://a", "g"), "http://a/g");
  EXPECT_EQ(resolve_uri("http://a/b#c", "#d"), "http://a/b#d");
  EXPECT_EQ(resolve_uri("http://a/b", "urn:x:y"), "urn:x:y");
  EXPECT_EQ(resolve_uri("urn:x:y", "#z"), "urn:x:y#z");
  EXPECT_EQ(resolve_uri("", "g.json#/a"), "g.json#/a");
}

TEST(Uri, DecodesPercentSigns) {
  EXPECT_EQ(percent_decoded("a%22b%2"), "a\"b%2");
  EXPECT_EQ(percent_decoded("%zz%41%"), "%zzA%");
  EXPECT_EQ(percent_decoded("%41"), "A");
}

}  // namespace
