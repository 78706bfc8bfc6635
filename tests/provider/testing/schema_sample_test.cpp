#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>
#include <re2/re2.h>

#include <baton/core/error.hpp>
#include <baton/provider/testing.hpp>

namespace {

using namespace baton;
using nlohmann::json;

// An independent reading of the keywords, written for this test.
bool fits(const json& value, const json& schema, const json& root);

bool type_fits(const json& value, const std::string& type) {
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  if (type == "array") return value.is_array();
  return value.is_object();
}

bool number_fits(double x, const json& s) {
  const auto multiple = [&](double step) { return std::abs(std::remainder(x, step)) < 1e-9; };
  return (!s.contains("minimum") || x >= s["minimum"].get<double>()) && (!s.contains("maximum") || x <= s["maximum"].get<double>()) &&
         (!s.contains("exclusiveMinimum") || x > s["exclusiveMinimum"].get<double>()) &&
         (!s.contains("exclusiveMaximum") || x < s["exclusiveMaximum"].get<double>()) &&
         (!s.contains("multipleOf") || multiple(s["multipleOf"].get<double>()));
}

bool string_fits(const std::string& x, const json& s) {
  return x.size() >= s.value("minLength", std::size_t{0}) && x.size() <= s.value("maxLength", std::size_t{100000}) &&
         (!s.contains("pattern") || RE2::PartialMatch(x, s["pattern"].get<std::string>()));
}

bool array_fits(const json& x, const json& s, const json& root) {
  if (x.size() < s.value("minItems", std::size_t{0}) || x.size() > s.value("maxItems", std::size_t{100000})) return false;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool fixed = s.contains("prefixItems") && i < s["prefixItems"].size();
    if (fixed && !fits(x[i], s["prefixItems"][i], root)) return false;
    if (!fixed && s.contains("items") && !fits(x[i], s["items"], root)) return false;
    for (std::size_t k = 0; k < i && s.value("uniqueItems", false); ++k) {
      if (x[i] == x[k]) return false;
    }
  }
  return true;
}

bool object_fits(const json& x, const json& s, const json& root) {
  for (const auto& name : s.value("required", json::array())) {
    if (!x.contains(name.get<std::string>())) return false;
  }
  const json properties = s.value("properties", json::object());
  for (const auto& [name, item] : x.items()) {
    if (properties.contains(name)) {
      if (!fits(item, properties[name], root)) return false;
    } else if (s.contains("additionalProperties") && !fits(item, s["additionalProperties"], root)) {
      return false;
    }
  }
  return x.size() >= s.value("minProperties", std::size_t{0});
}

bool fits(const json& value, const json& schema, const json& root) {
  if (schema.is_boolean()) return schema.get<bool>();
  if (schema.contains("$ref") && !fits(value, root[json::json_pointer(schema["$ref"].get<std::string>().substr(1))], root)) return false;
  if (schema.contains("const") && value != schema["const"]) return false;
  if (schema.contains("enum") && std::ranges::find(schema["enum"], value) == schema["enum"].end()) return false;
  const auto any = [&](const json& list) { return std::ranges::any_of(list, [&](const json& s) { return fits(value, s, root); }); };
  if (schema.contains("anyOf") && !any(schema["anyOf"])) return false;
  if (schema.contains("oneOf") && !any(schema["oneOf"])) return false;
  for (const auto& part : schema.value("allOf", json::array())) {
    if (!fits(value, part, root)) return false;
  }
  if (schema.contains("type")) {
    const json types = schema["type"].is_array() ? schema["type"] : json::array({schema["type"]});
    if (std::ranges::none_of(types, [&](const json& t) { return type_fits(value, t); })) return false;
  }
  if (value.is_number()) return number_fits(value.get<double>(), schema);
  if (value.is_string()) return string_fits(value, schema);
  if (value.is_array()) return array_fits(value, schema, root);
  return !value.is_object() || object_fits(value, schema, root);
}

class Schemas : public testing::TestWithParam<const char*> {};

TEST_P(Schemas, SamplesFit) {
  const Json schema = Json::parse(GetParam());
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (const bool optional : {false, true}) {
      const Json value = schema_sample(schema, {.seed = seed, .optional_properties = optional});
      ASSERT_TRUE(fits(value.ref(), schema.ref(), schema.ref())) << value.dump();
      ASSERT_EQ(value, schema_sample(schema, {.seed = seed, .optional_properties = optional}));
    }
  }
}
INSTANTIATE_TEST_SUITE_P(
    Known, Schemas,
    testing::Values(
        R"({"type":"string","minLength":5,"maxLength":6})", R"({"type":"string","pattern":"^[a-z]{2}\\d+$","minLength":4})",
        R"({"type":"integer","minimum":3,"maximum":3})", R"({"type":"integer","exclusiveMinimum":0,"exclusiveMaximum":10,"multipleOf":3})",
        R"({"type":"number","minimum":-1,"maximum":1})", R"({"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1})",
        R"({"type":"integer","maximum":-5})", R"({"type":"boolean"})", R"({"type":["string","null"]})", R"({"enum":["a",1,null]})", R"({"const":{"a":1}})",
        R"({"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":4})",
        R"({"type":"array","items":{"enum":[1,2,3]},"minItems":3,"uniqueItems":true})",
        R"({"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false,"minItems":2,"maxItems":2})",
        R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer","minimum":1}},"required":["a"],"additionalProperties":false})",
        R"({"type":"object","additionalProperties":{"type":"integer"},"minProperties":2})",
        R"({"anyOf":[{"type":"string"},{"type":"integer"}]})", R"({"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{"type":"null"}},"required":["b"]}]})",
        R"({"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"value":{"type":"integer"},"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}},"required":["value","next"]}}})",
        R"({"$ref":"#/$defs/tree","$defs":{"tree":{"type":"object","properties":{"children":{"type":"array","items":{"$ref":"#/$defs/tree"}}},"required":["children"]}}})",
        R"({"type":"object","properties":{"when":{"type":"string","format":"date-time"}},"required":["when"]})"));

TEST(SchemaSample, SeedsDiffer) {
  const Json schema = Json::parse(R"({"type":"integer","minimum":0,"maximum":1000000})");
  EXPECT_NE(schema_sample(schema, {.seed = 1}), schema_sample(schema, {.seed = 2}));
}

TEST(SchemaSample, RefusesWhatHasNoValue) {
  for (const char* text :
       {R"({"type":"integer","minimum":5,"maximum":4})", R"({"type":"string","minLength":5,"maxLength":4})", R"({"enum":[]})", "false",
        R"({"$ref":"#/$defs/missing"})", R"({"$ref":"http://example.com/x"})", R"({"$ref":"#"})", R"({"type":"thing"})",
        R"({"type":"array","items":{"const":1},"uniqueItems":true,"minItems":2})",
        R"({"type":"object","properties":{"me":{"$ref":"#"}},"required":["me"]})", R"~({"type":"string","pattern":"(?=x)"})~", "[]", "3",
        R"({"type":"array","minItems":1e9})", R"({"type":"integer","minimum":1,"maximum":2,"multipleOf":5})"}) {
    try {
      (void)schema_sample(Json::parse(text));
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::unsupported) << text;
    }
  }
}

}  // namespace
