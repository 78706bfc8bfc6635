#include "provider/listing/model_fields.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace baton::test {
namespace {

std::int64_t seconds_of(std::string_view text) {
  const auto when = detail::parse_date(text);
  return when ? when->time_since_epoch().count() : -1;
}

TEST(ModelFields, DatesOfRfc3339) {
  EXPECT_EQ(seconds_of("2024-04-11"), 1'712'793'600);
  EXPECT_EQ(seconds_of("2024-04-11T00:00:01Z"), 1'712'793'601);
  EXPECT_EQ(seconds_of("2024-04-11t00:00:01.123456z"), 1'712'793'601);
  EXPECT_EQ(seconds_of("2024-04-11T02:00:00+02:00"), 1'712'793'600);
  EXPECT_EQ(seconds_of("2024-04-10T23:30:00-00:30"), 1'712'793'600);
  EXPECT_EQ(seconds_of("1970-01-01T00:00:00Z"), -1);
}

TEST(ModelFields, WhatIsNoDate) {
  for (const char* text : {"", "2024", "2024-04", "2024-04-1", "2024-13-01", "2024-02-30", "2024-04-11T", "2024-04-11 00:00:00Z",
                           "2024-04-11T00:00:00", "2024-04-11T24:00:00Z", "2024-04-11T00:60:00Z", "2024-04-11T00:00:00+2",
                           "2024-04-11T00:00:00Zx", "-024-04-11", "2024-04-11T00:00:00.", "yesterday", "2024-04-11T00:00:00*02:00"}) {
    EXPECT_EQ(seconds_of(text), -1) << text;
  }
}

TEST(ModelFields, SecondsBeyondEveryCalendarAreNone) {
  const nlohmann::json object = {{"a", 1'686'935'002}, {"b", 0}, {"c", 8e15}, {"d", "1686935002"}, {"e", -5}};
  EXPECT_TRUE(detail::member_seconds(object, "a"));
  for (const char* key : {"b", "c", "d", "e", "f"}) EXPECT_FALSE(detail::member_seconds(object, key)) << key;
}

TEST(ModelFields, ParametersOfUrls) {
  EXPECT_EQ(detail::url_parameter("/m?offset=500&limit=5", "offset"), "500");
  EXPECT_EQ(detail::url_parameter("https://h/m?limit=5&start=g1%3D#start=7", "start"), "g1%3D");
  for (const char* url : {"", "/m", "/m?", "/m?started=1", "/m?start", "/m#?start=1", "/m?start=a b", "/m?start=a\r\nb", "/m?a=start=1"}) {
    EXPECT_EQ(detail::url_parameter(url, "start"), "") << url;
  }
}

}  // namespace
}  // namespace baton::test
