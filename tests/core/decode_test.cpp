#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/codec.hpp>

#include "codec_types.hpp"

namespace {

using namespace baton;  // NOLINT
using namespace codec_types;

template <class T>
std::string why_not(std::string_view text, const DecodeOptions& options = {}) {
  try {
    (void)from_json<T>(Json::parse(text), options);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::schema_mismatch) << error.what();
    return error.message();
  }
  return "it fits";
}

TEST(Decode, FillsNestedValues) {
  const auto invoice = from_json<Invoice>(Json::parse(
      R"({"number":"A-1","currency":"usd","lines":[{"text":"tea","price":2}],"discount":null,
          "tags":{"x":1},"paid":true,"unknown":{"is":"ignored"}})"));
  EXPECT_EQ(invoice, (Invoice{"A-1", Currency::usd, {{"tea", 2}}, {}, {}, {{"x", 1}}, true}));
}

TEST(Decode, NamesThePathOfEveryViolation) {
  EXPECT_EQ(why_not<Invoice>(R"({"number":"a1","currency":"gbp","lines":[{"text":"ok","price":1},
      {"text":"","price":-3},{"price":"2"}],"discount":100,"tags":{"x":1.5},"paid":null})"),
            "number: must match the pattern ^[A-Z]+-[0-9]+$, was \"a1\"; "
            "currency: must be one of eur, usd; was \"gbp\"; "
            "lines[1].text: must have at least 1 characters, has 0; "
            "lines[1].price: must be at least 0, was -3; "
            "lines[2].text: is missing; "
            "lines[2].price: must be a number, was \"2\"; "
            "discount: must be less than 100, was 100; "
            "tags.x: must be a whole number from -2147483648 to 2147483647, was 1.5; "
            "paid: must be true or false, was null");
}

TEST(Decode, StopsAtTheViolationLimit) {
  DecodeOptions options;
  options.max_violations = 2;
  EXPECT_EQ(why_not<Invoice>("{}", options), "number: is missing; currency: is missing");
  options.max_violations = 0;
  EXPECT_EQ(why_not<Invoice>("{}", options), "number: is missing");
}

TEST(Decode, WholeValueOfTheWrongForm) {
  EXPECT_EQ(why_not<Invoice>("[1]"), "must be an object, was an array");
  EXPECT_EQ(why_not<std::vector<int>>("{}"), "must be an array, was an object");
  EXPECT_EQ(why_not<std::vector<int>>("[1,null]"),
            "[1]: must be a whole number, was null");
}

TEST(Decode, UnknownKeysAreRefusedOnRequest) {
  DecodeOptions strict;
  strict.refuse_unknown_keys = true;
  EXPECT_EQ(why_not<Circle>(R"({"radius":1,"colour":2})"), "it fits");
  EXPECT_EQ(why_not<Circle>(R"({"radius":1,"colour":2})", strict),
            "colour: is not a known field; known are radius");
}

TEST(Decode, IntegersKeepToTheirRange) {
  EXPECT_EQ(from_json<std::int8_t>(Json::parse("-128")), -128);
  EXPECT_EQ(why_not<std::int8_t>("128"), "must be a whole number from -128 to 127, was 128");
  EXPECT_EQ(why_not<std::uint8_t>("-1"), "must be a whole number from 0 to 255, was -1");
  EXPECT_EQ(from_json<int>(Json::parse("3.0")), 3);
  EXPECT_EQ(from_json<int>(Json::parse("1e3")), 1000);
  EXPECT_EQ(from_json<std::uint64_t>(Json::parse("18446744073709551615")), ~std::uint64_t{0});
  EXPECT_NE(why_not<std::int64_t>("9223372036854775808"), "it fits");
  EXPECT_NE(why_not<std::uint64_t>("18446744073709551616"), "it fits");
  EXPECT_NE(why_not<std::int64_t>("1e300"), "it fits");
  EXPECT_NE(why_not<int>("true"), "it fits");
}

TEST(Decode, ChecksAllowedValues) {
  EXPECT_EQ(why_not<Choice>(R"({"size":"huge","count":3})"),
            "size: must be one of small, large; was \"huge\"; count: must be one of 1, 2, 5; was 3");
  EXPECT_EQ(why_not<Choice>(R"({"size":"small","count":5})"), "it fits");
}

TEST(Decode, LengthCountsCodePoints) {
  EXPECT_EQ(why_not<Line>(R"({"text":"äöüäöüäöüäöüäöüäöüäö","price":1})"), "it fits");
  EXPECT_NE(why_not<Line>(R"({"text":"äöüäöüäöüäöüäöüäöüäöü","price":1})"), "it fits");
}

TEST(Decode, FixedArrays) {
  EXPECT_EQ((from_json<std::array<int, 2>>(Json::parse("[1,2]"))), (std::array<int, 2>{1, 2}));
  EXPECT_EQ((why_not<std::array<int, 2>>("[1]")), "must have exactly 2 items, has 1");
}

TEST(Decode, VariantTakesTheBestFit) {
  using Shape = std::variant<Circle, Box>;
  EXPECT_EQ(from_json<Shape>(Json::parse(R"({"width":1,"height":2})")), Shape(Box{1, 2}));
  EXPECT_EQ(from_json<Shape>(Json::parse(R"({"radius":1,"width":1,"height":2,"x":0})")), Shape(Circle{1}));
  EXPECT_EQ(why_not<Shape>(R"({"side":1})"), "fits none of Circle, Box");
}

TEST(Decode, RefusesDeepNesting) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += R"({"name":"n","children":[)";
  for (int i = 0; i < 100; ++i) text += "]}";
  const auto result = try_from_json<Tree>(Json::parse(text, {.depth = 1000}));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code(), ErrorCode::limit_exceeded);
}

TEST(Decode, DuplicateKeysTakeTheLast) {
  EXPECT_EQ(from_json<Circle>(Json::parse(R"({"radius":1,"radius":2})")).radius, 2);
}

TEST(Decode, PartialValuesTakeWhatFits) {
  Invoice invoice;
  std::vector<bool> present;
  detail::decode_partial(type_info<Invoice>(),
                         Json::parse(R"({"number":"A","currency":"eu","lines":[{"text":"t"}]})"), &invoice,
                         present, {});
  EXPECT_EQ(invoice.number, "A");
  EXPECT_EQ(invoice.lines.size(), 1U);
  EXPECT_EQ(present, (std::vector<bool>{true, false, true, false, false, false, false}));
}

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"a", "\"", "\\", "\n", "é", "漢", "😀", "\x01", "/"};
  std::string text;
  for (auto n = random() % 6; n > 0; --n) text += pieces[random() % pieces.size()];
  return text;
}

double random_number(std::mt19937& random) {
  return std::ldexp(static_cast<double>(static_cast<std::int32_t>(random())),
                    static_cast<int>(random() % 60) - 30);
}

Tree random_tree(std::mt19937& random, int depth) {
  Tree tree{random_text(random), {}};
  for (auto n = depth > 0 ? random() % 4 : 0; n > 0; --n) {
    tree.children.push_back(random_tree(random, depth - 1));
  }
  return tree;
}

Everything random_everything(std::mt19937& random) {
  Everything all;
  all.i8 = static_cast<std::int8_t>(random());
  all.u8 = static_cast<std::uint8_t>(random());
  all.i16 = static_cast<std::int16_t>(random());
  all.u16 = static_cast<std::uint16_t>(random());
  all.i32 = static_cast<std::int32_t>(random());
  all.u32 = static_cast<std::uint32_t>(random());
  all.i64 = static_cast<std::int64_t>((std::uint64_t{random()} << 32U) | random());
  all.u64 = (std::uint64_t{random()} << 32U) | random();
  all.f = static_cast<float>(random_number(random));
  all.d = random_number(random);
  all.text = random_text(random);
  for (int& coordinate : all.point) coordinate = static_cast<int>(random());
  if (random() % 2 == 0) all.shape = Box{random_number(random), random_number(random)};
  if (random() % 2 == 0) all.maybe = {1, std::nullopt, static_cast<int>(random())};
  all.anything = Json::parse(R"({"a":[null,true,1.5,"x"]})");
  return all;
}

TEST(Decode, RandomValuesSurviveTheRoundTripThroughText) {
  std::mt19937 random(7);
  for (int i = 0; i < 500; ++i) {
    const Everything all = random_everything(random);
    EXPECT_EQ(from_json<Everything>(Json::parse(to_json(all).dump())), all);
    Forest forest;
    if (random() % 2 == 0) forest.first = random_tree(random, 3);
    forest.others.emplace(random_text(random), random_tree(random, 2));
    EXPECT_EQ(from_json<Forest>(Json::parse(to_json(forest).dump(2))), forest);
  }
}

}  // namespace
