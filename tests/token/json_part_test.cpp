#include "token/json_part.hpp"

#include <gtest/gtest.h>

namespace baton::token {
namespace {

TEST(JsonPart, FlattensSequencesAndNamesTheirPlaces) {
  const json part = {{"type", "Sequence"}, {"steps", {{{"type", "A"}}, {{"type", "Sequence"}, {"steps", {{{"type", "B"}}}}}}}};
  const auto all = steps(part, "x", "steps");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].first, "x.steps[0]");
  EXPECT_EQ(all[1].first, "x.steps[1].steps[0]");
  EXPECT_EQ(type_of(*all[1].second, all[1].first), "B");
  EXPECT_TRUE(steps(nullptr, "x", "steps").empty());
  EXPECT_EQ(steps(json{{"type", "A"}}, "x", "steps").size(), 1U);
}

TEST(JsonPart, NamesTheFieldThatIsWrong) {
  const auto message_of = [](auto work) -> std::string {
    try {
      work();
    } catch (const Error& error) {
      return error.message();
    }
    return "no error";
  };
  EXPECT_NE(message_of([] { (void)type_of(json{}, "decoder"); }).find("decoder is no object"), std::string::npos);
  EXPECT_NE(message_of([] { (void)steps(json{{"type", "Sequence"}}, "decoder", "decoders"); }).find("decoder.decoders is no list"), std::string::npos);
  EXPECT_NE(message_of([] { (void)flag(json{{"x", 1}}, "x", true); }).find("x is not"), std::string::npos);
  EXPECT_NE(message_of([] { (void)id_of(json(1.5), "x.id"); }).find("x.id"), std::string::npos);
  EXPECT_TRUE(flag(json::object(), "x", true));
  EXPECT_EQ(id_of(json(7U), "x"), 7U);
}

}  // namespace
}  // namespace baton::token
