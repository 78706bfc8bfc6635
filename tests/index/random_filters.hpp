#pragma once

#include <random>
#include <string>
#include <variant>
#include <vector>

#include <baton/index/filter.hpp>

/// Filters and metadata that are compared with the oracle, `matches`.
namespace baton::testing {

/// Each record is odd in its own way; whatever a filter asks, the store must answer as `matches` does.
inline const std::vector<const char*> odd_metadata = {
    "null", "{}", R"({"a":1})", R"({"a":1.0,"b":"x"})", R"({"a":"1"})", R"({"a":true})", R"({"a":false,"b":["x","y"]})",
    R"({"a":null})", R"({"a":[]})", R"({"a":[1,"x",null]})", R"({"a":{"b":1}})", R"({"a":[[1]],"b":"X"})",
    R"({"a":-0.0})", R"({"a":9007199254740993})", R"({"a":1e300,"b":""})", R"({"a":2,"b":"ä"})", R"({"a":"%_","b":"a%b_c"})",
    R"({"a.b":1,"b":"x y"})", R"({"a'\"":1})", R"({"$a":"it's"})", R"({"a":0.1})", R"({"a":[false,2.5],"b":[1,2,3]})", R"({"a":"x\"]}"})"};

inline const std::vector<FilterValue> odd_values = {1, 2, 0, 0.1, -1, 2.5, 1e300, 9007199254740992, true, false, "x", "X", "1",
                                                    "", "ä", "%", "_", "it's", "x\"]}", "y"};

inline Filter random_filter(std::mt19937& random, int depth) {
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  static const std::vector<std::string> keys = {"a", "b", "a.b", "a'\"", "$a", "missing"};
  const std::size_t kind = depth > 0 ? pick(12) : pick(9);
  if (kind >= 9) {
    Filter filter{.op = static_cast<FilterOp>(kind - 9)};
    const std::size_t parts = filter.op == FilterOp::negation ? 1 : pick(4);
    for (std::size_t i = 0; i < parts; ++i) filter.parts.push_back(random_filter(random, depth - 1));
    return filter;
  }
  Filter filter{.op = static_cast<FilterOp>(kind + 3), .key = keys[pick(keys.size())]};
  if (filter.op == FilterOp::exists) return filter;
  const std::size_t count = filter.op == FilterOp::in ? pick(4) : 1;
  while (filter.values.size() < count) {
    const FilterValue& value = odd_values[pick(odd_values.size())];
    const bool ordered = filter.op >= FilterOp::lt && filter.op <= FilterOp::ge;
    if (ordered && std::holds_alternative<bool>(value.variant())) continue;
    if (filter.op == FilterOp::contains && !std::holds_alternative<std::string>(value.variant())) continue;
    filter.values.push_back(value);
  }
  return filter;
}

}  // namespace baton::testing
