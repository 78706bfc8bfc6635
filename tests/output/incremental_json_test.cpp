#include <baton/output/incremental_json.hpp>

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

namespace {

using namespace baton;  // NOLINT

/// The value of `text` fed in two pieces, or nothing when it is refused.
std::optional<Json> parse_split(std::string_view text, std::size_t at, JsonStart start = JsonStart::text) {
  try {
    IncrementalJson json(start);
    json.feed(text.substr(0, at));
    EXPECT_TRUE(is_utf8(json.value().dump()));
    json.feed(text.substr(at));
    json.finish();
    return json.value();
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<Json> parse_whole(std::string_view text) {
  try {
    return Json::parse(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

const std::vector<std::string_view> documents = {
    R"({"name":"Åse \"x\" \\ \n é 漢 😀","n":[1,-2.5e3,0,true,false,null,{}],"o":{"":[[]]}})",
    R"( [ 1 , 2 ] )",
    R"("just text")",
    "12.5",
    "-0",
    "true",
    R"({"a":1,"a":{"b":2},"a":3})",
    "\xEF\xBB\xBF{\"bom\":1}",
    R"(["\ud83d\ude00\u00e9\b\f\/"])",
    "[18446744073709551615,-9223372036854775808,1e308,123456789012345678901234567890]",
};

const std::vector<std::string_view> malformed = {
    "", " ", "{", "[1,]", "{\"a\" 1}", "{\"a\":}", "{a:1}", "[1 2]", "nul", "nulL", "+1", "01", "1.", "1e", "--1",
    "[1]]", "{} x", "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ude00\"", "\"\\ud800x\"", "\"\\ud800\\n\"",
    "\"\\ud800\\ud800\"", "\"\n\"", "\"\xff\"", "\"\xc3(\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xe6\"", "1e999",
    "\xEF\xBB{}", "\xEF{}", "{\"a\":1,}", "]", ",", "\"open", "[\"a\"", "tru", "\"\xf0\x9f\x98\\n\""};

TEST(IncrementalJson, EverySplitGivesTheValueOfTheWholeText) {
  for (const auto text : documents) {
    for (std::size_t at = 0; at <= text.size(); ++at) {
      EXPECT_EQ(parse_split(text, at), Json::parse(text)) << text << " split at " << at;
    }
  }
}

TEST(IncrementalJson, EverySplitRefusesMalformedText) {
  for (const auto text : malformed) {
    ASSERT_FALSE(parse_whole(text)) << text;
    for (std::size_t at = 0; at <= text.size(); ++at) EXPECT_FALSE(parse_split(text, at)) << text;
  }
}

TEST(IncrementalJson, ValueIsWhatHasArrived) {
  IncrementalJson json;
  const auto after = [&](std::string_view piece) {
    json.feed(piece);
    return json.value().dump();
  };
  EXPECT_EQ(after("{"), "{}");
  EXPECT_EQ(after(R"("ci)"), "{}");
  EXPECT_EQ(after(R"(ty":)"), "{}");
  EXPECT_EQ(after(R"("Os)"), R"({"city":"Os"})");
  EXPECT_EQ(after("\xc3"), R"({"city":"Os"})");
  EXPECT_EQ(after("\xa9\\"), R"({"city":"Osé"})");
  EXPECT_EQ(after(R"(ud83d)"), R"({"city":"Osé"})");
  EXPECT_EQ(after(R"(\ude00","year":20)"), R"({"city":"Osé😀"})");
  EXPECT_EQ(after("26"), R"({"city":"Osé😀"})");
  EXPECT_EQ(after(R"(,"ok":tru)"), R"({"city":"Osé😀","year":2026})");
  EXPECT_EQ(after("e, \"l\":[1,[2"), R"({"city":"Osé😀","l":[1,[]],"ok":true,"year":2026})");
  EXPECT_FALSE(json.complete());
  EXPECT_EQ(after("]]}"), R"({"city":"Osé😀","l":[1,[2]],"ok":true,"year":2026})");
  EXPECT_TRUE(json.complete());
}

TEST(IncrementalJson, TellsWhetherTheValueChanged) {
  IncrementalJson json;
  EXPECT_FALSE(json.feed("  "));
  EXPECT_FALSE(json.started());
  EXPECT_TRUE(json.feed("{"));
  EXPECT_TRUE(json.started());
  EXPECT_FALSE(json.feed("\"key\""));
  EXPECT_FALSE(json.feed(": "));
  EXPECT_TRUE(json.feed("\""));
  EXPECT_TRUE(json.feed("x"));
  EXPECT_TRUE(json.feed("\"}"));
  EXPECT_FALSE(json.feed("\n"));
}

TEST(IncrementalJson, FindsTheValueInProse) {
  const auto find = [](std::string_view text, JsonStart start) {
    std::optional<Json> first = parse_split(text, 0, start);
    for (std::size_t at = 1; at <= text.size(); ++at) EXPECT_EQ(parse_split(text, at, start), first) << text;
    return first ? first->dump() : "none";
  };
  EXPECT_EQ(find("Here you are:\n```json\n{\"a\":[1]}\n```\nBye {", JsonStart::container), R"({"a":[1]})");
  EXPECT_EQ(find("As [see below] or {name} says: [1,2]", JsonStart::container), "[1,2]");
  EXPECT_EQ(find("On [2024-01-01] it was {\"a\":1}", JsonStart::container), R"({"a":1})");
  EXPECT_EQ(find("See [1]: {\"a\":1}", JsonStart::object), R"({"a":1})");
  EXPECT_EQ(find("{{\"a\":1}}", JsonStart::object), R"({"a":1})");
  EXPECT_EQ(find("{\"a\": oops, \"b\": {\"c\": 1}}", JsonStart::object), "none");
  EXPECT_EQ(find("no brackets", JsonStart::container), "none");
  EXPECT_EQ(find("{\"a\": 1", JsonStart::object), "none");
}

TEST(IncrementalJson, ErrorsTellWhereAndWhat) {
  IncrementalJson json;
  try {
    json.feed("{\"a\":1,\n}");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::parse_error);
    EXPECT_EQ(error.message(), "not valid JSON at byte 9: expected a key in quotes, found }");
  }
}

ErrorCode limit_code(std::string_view text, const Limits& limits) {
  try {
    IncrementalJson json(JsonStart::text, limits);
    json.feed(text);
    json.finish();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(IncrementalJson, KeepsToItsLimits) {
  EXPECT_EQ(limit_code(std::string(100'000, '['), {}), ErrorCode::limit_exceeded);
  EXPECT_EQ(limit_code("[1,2,3]", {.items = 3}), ErrorCode::limit_exceeded);
  EXPECT_EQ(limit_code("[1,2,3]", {.bytes = 6}), ErrorCode::limit_exceeded);
  EXPECT_EQ(limit_code("[1,2,3]", {.bytes = 7, .items = 4}), ErrorCode::internal);
}

TEST(IncrementalJson, LongStringsInSinglePiecesStayLinear) {
  IncrementalJson json;
  json.feed("[\"");
  for (int i = 0; i < 300'000; ++i) json.feed("\xc3\xa9");
  json.feed("\"]");
  EXPECT_EQ(json.value().ref()[0].get_ref<const std::string&>().size(), 600'000U);
}

/// Mostly JSON, now and then broken.
std::string mutated(std::mt19937& random) {
  static constexpr std::string_view alphabet = "{}[]\",:0123456789.eE+-truefalsn\\u dD8\xc3\xa9\xf0\x9f\xff\n";
  std::string text(documents[random() % documents.size()]);
  for (auto n = random() % 4; n > 0; --n) {
    const std::size_t at = random() % (text.size() + 1);
    const char c = alphabet[random() % alphabet.size()];
    if (random() % 2 == 0) text.insert(at, 1, c);
    else if (at < text.size()) text[at] = c;
  }
  return text.substr(0, text.size() - random() % 2);
}

TEST(IncrementalJson, AgreesWithTheWholeParserOnRandomTexts) {
  std::mt19937 random(3);
  int valid = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = mutated(random);
    const auto expected = parse_whole(text);
    EXPECT_EQ(parse_split(text, random() % (text.size() + 1)), expected) << text;
    valid += expected ? 1 : 0;
  }
  EXPECT_GT(valid, 2'000);
  EXPECT_LT(valid, 18'000);
}

}  // namespace
