#include "provider/json_body.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton::test {
namespace {

using detail::wire_json;

TEST(JsonBody, OptionsThatAreNotSetAreNotWritten) {
  wire_json body = wire_json::object();
  detail::put(body, "a", std::optional<int>());
  detail::put(body, "b", std::optional<int>(3));
  EXPECT_EQ(detail::to_text(body), R"({"b":3})");
}

TEST(JsonBody, ExtraIsLaidOver) {
  wire_json body = {{"a", 1}, {"b", 2}};
  detail::put_extra(body, {});
  detail::put_extra(body, Json::parse(R"({"a":9,"c":[]})"));
  EXPECT_EQ(detail::to_text(body), R"({"a":9,"b":2,"c":[]})");
  EXPECT_THROW(detail::put_extra(body, Json::parse("[1]")), Error);
}

TEST(JsonBody, Schemas) {
  EXPECT_EQ(detail::to_text(detail::tool_parameters({.name = "t"})), R"({"type":"object","properties":{}})");
  EXPECT_EQ(detail::to_text(detail::tool_parameters({.name = "t", .parameters = Json::parse("{}")})), "{}");
  EXPECT_THROW((void)detail::format_schema({.kind = ResponseFormat::Kind::schema}), Error);
}

TEST(JsonBody, RequestsThatCanNeverWork) {
  EXPECT_THROW(detail::check_request({}), Error);
  ChatRequest request{.messages = {Message::user("x")}};
  EXPECT_NO_THROW(detail::check_request(request));
  request.options.tool_choice.mode = ToolChoice::Mode::required;
  EXPECT_THROW(detail::check_request(request), Error);
  request.tools = {{.name = "t"}};
  EXPECT_NO_THROW(detail::check_request(request));
}

TEST(JsonBody, Images) {
  EXPECT_THROW(detail::check_image({}), Error);
  EXPECT_THROW(detail::check_image({"u", "b", "image/png", ""}), Error);
  EXPECT_THROW(detail::check_image({"", "b", "", ""}), Error);
  EXPECT_NO_THROW(detail::check_image({"u", "", "", ""}));
  EXPECT_EQ(detail::data_url("image/png", "PNG"), "data:image/png;base64,UE5H");
}

TEST(JsonBody, OnlySomeMembersInTheirOrder) {
  const wire_json body = {{"b", 1}, {"a", 2}, {"c", 3}};
  EXPECT_EQ(detail::to_text(detail::only(body, {"c", "b", "x"})), R"({"b":1,"c":3})");
  EXPECT_EQ(detail::to_text(detail::only(body, {})), "{}");
}

TEST(JsonBody, InvalidUtf8IsReplaced) {
  EXPECT_EQ(detail::to_text(wire_json("a\xFF")), "\"a\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace baton::test
