#include <baton/route/policy.hpp>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

Policy everything() {
  return fallback({choose({Policy("vision").when({.images = true}),
                           Policy("acme").when({.label = "plan", .value = "gold", .tenant = "acme", .user = "ann"}),
                           Policy("long").when({.min_input_tokens = 8'000, .max_input_tokens = 90'000, .tools = false}),
                           weighted({{"eu", 3}, {"us", 0.5}})}),
                   sticky({"a", "b"}, "user"), least_busy({"a", "b"}), fastest({"a", "b"}), cheapest({"a", "b"}),
                   canary(5, "new", "old"), shadow(10, "old", "new"), hedge(std::chrono::milliseconds(800), "a", "b"),
                   Policy("large").after({FailureClass::context_too_long, FailureClass::content_filter})});
}

TEST(Policy, GoesThroughJsonUnchanged) {
  const Policy policy = everything();
  EXPECT_NO_THROW(check_policy(policy));
  EXPECT_EQ(policy_from_json(to_json(policy)), policy);
  EXPECT_EQ(policy_from_json(Json::parse(to_json(policy).dump())), policy);
}

TEST(Policy, IsReadFromYaml) {
  const Policy expected = fallback({choose({Policy("vision").when({.images = true}), "small"}),
                                    Policy("large").after({FailureClass::context_too_long})});
  EXPECT_EQ(policy_from_yaml("fallback:\n"
                             "  - choose:\n"
                             "      - {use: vision, when: {images: true}}\n"
                             "      - small\n"
                             "  - use: large\n"
                             "    on: [context_too_long]\n"),
            expected);
  EXPECT_THROW((void)policy_from_yaml("fallback: [a"), Error);
  EXPECT_THROW((void)policy_from_yaml("fallback: {a: b}"), Error);
}

TEST(Policy, IsReadableAsJson) {
  const Policy policy = policy_from_json(Json::parse(
      R"({"fallback": [{"weighted": [{"use": "eu", "weight": 3}, "us"]}, {"use": "long", "on": ["context_too_long"]}]})"));
  EXPECT_EQ(policy, fallback({weighted({{"eu", 3}, "us"}), Policy("long").after({FailureClass::context_too_long})}));
}

struct Wrong {
  const char* json;
  const char* named;
};

TEST(Policy, SaysWhereItIsNotUnderstood) {
  const Wrong wrong[] = {
      {R"(7)", "must be a deployment's name"},
      {R"({})", "none of use"},
      {R"({"use": "a", "fallback": []})", "both 'use' and 'fallback'"},
      {R"({"fallback": [{"weighted": "a"}]})", "/fallback/0"},
      {R"({"fallback": ["a", {"use": "b", "on": ["bad luck"]}]})", "'bad luck' is no class"},
      {R"({"use": "a", "percent": 5})", "'use' has no 'percent'"},
      {R"({"choose": [{"use": "a", "when": {"moon": "full"}}]})", "'when' has no 'moon'"},
      {R"({"choose": [{"use": "a", "when": {"images": "yes"}}]})", "'images' must be true or false"},
      {R"({"canary": ["a", "b"], "percent": "5"})", "'percent' must be a number"},
      {R"({"hedge": ["a", "b"], "delay_ms": 0.5})", "'delay_ms' must be a whole number"},
  };
  for (const auto& row : wrong) {
    try {
      (void)policy_from_json(Json::parse(row.json));
      ADD_FAILURE() << row.json;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::parse_error) << row.json;
      EXPECT_NE(error.message().find(row.named), std::string::npos) << error.message();
    }
  }
}

TEST(Policy, RefusesWhatMakesNoSense) {
  Policy deep("a");
  for (int i = 0; i < 16; ++i) deep = fallback({deep});
  const Policy wrong[] = {Policy(""),
                          fallback({}),
                          weighted({{"a", -1}}),
                          weighted({{"a", 0}, {"b", 0}}),
                          canary(101, "a", "b"),
                          hedge(std::chrono::milliseconds(-1), "a", "b"),
                          Policy(Policy::Kind::canary, {"a"}),
                          Policy(Policy::Kind::shadow, {"a", fallback({"b"})}),
                          deep};
  for (const auto& policy : wrong) {
    try {
      check_policy(policy);
      ADD_FAILURE() << to_json(policy).dump();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    }
  }
  EXPECT_NO_THROW(check_policy(deep.parts[0]));
}

}  // namespace
}  // namespace baton
