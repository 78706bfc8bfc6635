#include <baton/core/schema_validator.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/schema.hpp>

#include "codec_types.hpp"

namespace {

using namespace baton;  // NOLINT

std::string check(const char* schema, const char* value) {
  return join_violations(validate(Json::parse(schema), Json::parse(value)));
}

ErrorCode error_of(const std::string& schema) {
  Limits limits;
  limits.items = 10'000;
  try {
    (void)validate(Json::parse(schema), Json::parse("0"), limits);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(SchemaValidator, ReportsPointersAndWhatIsWrong) {
  EXPECT_EQ(check(R"({"properties":{"a/b":{"items":{"type":"integer","minimum":0}}},"required":["c"]})",
                  R"({"a/b":[1,-2,"x"]})"),
            "/a~1b/1: must be at least 0, was -2; /a~1b/2: must be integer, was \"x\"; /c: is missing");
}

TEST(SchemaValidator, ReportsTheAlternativeThatWasMeant) {
  EXPECT_EQ(check(R"({"anyOf":[{"type":"null"},{"properties":{"x":{"const":1}}}]})", R"({"x":2})"),
            "/x: must be 1, was 2");
  EXPECT_EQ(check(R"({"anyOf":[{"type":"null"},{"type":"string"}]})", "3"),
            "fits none of the alternatives: must be null, was 3 | must be string, was 3");
}

TEST(SchemaValidator, StopsAtTheViolationLimitButNeverBeforeTheFirst) {
  const SchemaValidator validator(Json::parse(R"({"items":{"type":"string"}})"));
  const Json value = Json::parse("[1,2,3]");
  EXPECT_EQ(validator.check(value, 2).size(), 2U);
  EXPECT_EQ(validator.check(value, 0).size(), 1U);
}

TEST(SchemaValidator, KnowsTheWordsOf2020) {
  EXPECT_EQ(check(R"({"prefixItems":[{"type":"string"}],"items":{"type":"integer"}})", R"(["a",1,"b"])"),
            "/2: must be integer, was \"b\"");
  EXPECT_EQ(check(R"({"contains":{"type":"integer"},"maxContains":1})", "[1,2]"),
            "must have at most 1 items of the kind wanted, has 2");
  EXPECT_EQ(check(R"({"contains":{"type":"integer"},"minContains":0})", "[]"), "");
  EXPECT_EQ(check(R"({"dependentRequired":{"a":["b"]}})", R"({"a":1})"), "/b: is missing");
  EXPECT_EQ(check(R"({"$defs":{"t":{"$anchor":"text","type":"string"}},"$ref":"#text","maxLength":1})",
                  R"("ab")"),
            "must have at most 1 characters, has 2");
}

TEST(SchemaValidator, MalformedSchemasAreRefused) {
  for (const char* schema : {R"({"type":5})", R"({"minLength":-1})", R"({"properties":[]})", R"({"allOf":[]})",
                             R"({"items":3})", R"({"required":"a"})", R"({"multipleOf":0})", "3",
                             R"({"$ref":"#/nowhere"})", R"({"$ref":"http://example.com/x"})",
                             R"({"dependencies":{"a":[1]}})", R"({"enum":1})"}) {
    EXPECT_EQ(error_of(schema), ErrorCode::invalid_argument) << schema;
  }
}

TEST(SchemaValidator, WhatIsNotSupportedSaysSo) {
  EXPECT_EQ(error_of(R"({"unevaluatedProperties":false})"), ErrorCode::unsupported);
  EXPECT_EQ(error_of(R"x({"pattern":"(?=a)"})x"), ErrorCode::unsupported);
}

TEST(SchemaValidator, CirclesAndExplosionsAreBounded) {
  EXPECT_EQ(error_of(R"({"$ref":"#"})"), ErrorCode::limit_exceeded);
  EXPECT_EQ(error_of(R"({"anyOf":[{"$ref":"#"},{"$ref":"#"}]})"), ErrorCode::limit_exceeded);
  nlohmann::json defs = {{"d0", {{"type", "string"}}}};
  for (int i = 1; i < 40; ++i) {
    const nlohmann::json ref = {{"$ref", "#/$defs/d" + std::to_string(i - 1)}};
    defs["d" + std::to_string(i)] = {{"anyOf", {ref, ref}}};
  }
  EXPECT_EQ(error_of(nlohmann::json{{"$defs", defs}, {"$ref", "#/$defs/d39"}}.dump()), ErrorCode::limit_exceeded);
}

TEST(SchemaValidator, ComparesIntegersOfAnySize) {
  EXPECT_EQ(check(R"({"minimum":-1})", "18446744073709551615"), "");
  EXPECT_NE(check(R"({"maximum":9223372036854775807})", "9223372036854775808"), "");
}

TEST(SchemaValidator, AgreesWithTheCodecOnDescribedTypes) {
  const SchemaValidator validator(json_schema<codec_types::Invoice>());
  std::mt19937 random(11);
  const std::vector<const char*> numbers = {"\"A-1\"", "\"a\"", "3"};
  const std::vector<const char*> lines = {R"([{"text":"t","price":1}])", "[]", R"([{"text":"","price":1}])",
                                          R"([{"text":"t","price":-1}])"};
  const std::vector<const char*> discounts = {"null", "5", "5.0", "100", "-1", "1.5"};
  int accepted = 0;
  for (int i = 0; i < 300; ++i) {
    const auto pick = [&](const auto& from) { return std::string(from[random() % from.size()]); };
    const Json value = Json::parse(R"({"number":)" + pick(numbers) + R"(,"currency":"eur","lines":)" +
                                   pick(lines) + R"(,"note":null,"discount":)" + pick(discounts) +
                                   R"(,"tags":{},"paid":true})");
    const bool decodes = try_from_json<codec_types::Invoice>(value).has_value();
    EXPECT_EQ(decodes, validator.check(value).empty()) << value.dump();
    accepted += decodes ? 1 : 0;
  }
  EXPECT_GT(accepted, 0);
}

struct Score {
  int passed = 0;
  int total = 0;
};

nlohmann::json as_draft7(nlohmann::json schema) {
  if (schema.is_object()) schema["$schema"] = "http://json-schema.org/draft-07/schema#";
  return schema;
}

Score run_file(const std::filesystem::path& path) {
  Score score;
  std::ifstream file(path);
  for (const auto& group : nlohmann::json::parse(file)) {
    for (const auto& test : group["tests"]) {
      ++score.total;
      const std::string what = path.filename().string() + ": " + group["description"].get<std::string>() +
                               ": " + test["description"].get<std::string>();
      try {
        const bool valid = validate(as_draft7(group["schema"]), test["data"]).empty();
        EXPECT_EQ(valid, test["valid"].get<bool>()) << what;
        score.passed += valid == test["valid"].get<bool>() ? 1 : 0;
      } catch (const Error& error) {
        ADD_FAILURE() << what << ": " << error.what();
      }
    }
  }
  return score;
}

TEST(SchemaValidator, PassesTheOfficialSuiteOfDraft7) {
  const char* data = std::getenv("BATON_TEST_DATA");
  if (data == nullptr) GTEST_SKIP() << "set BATON_TEST_DATA to a folder with json-schema-test-suite";
  const auto folder = std::filesystem::path(data) / "json-schema-test-suite/tests/draft7";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  Score all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    // refRemote.json needs a server on the network, which the validator never asks.
    if (!entry.is_regular_file() || entry.path().filename() == "refRemote.json") continue;
    const Score score = run_file(entry.path());
    std::cout << entry.path().filename().string() << ": " << score.passed << "/" << score.total << "\n";
    all.passed += score.passed;
    all.total += score.total;
  }
  std::cout << "draft7: " << all.passed << "/" << all.total << "\n";
  EXPECT_EQ(all.passed, all.total);
  EXPECT_GT(all.total, 800);
}

}  // namespace
