#include <algorithm>
#include <array>
#include <string>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/index/filter.hpp>

namespace baton::inline v0 {
namespace {

using nlohmann::json;

struct FilterWord {
  std::string_view word;
  FilterOp op;
};
constexpr auto combining_words = std::to_array<FilterWord>(
    {{"and", FilterOp::all}, {"or", FilterOp::any}, {"not", FilterOp::negation}});
constexpr auto condition_words = std::to_array<FilterWord>(
    {{"eq", FilterOp::eq}, {"ne", FilterOp::ne}, {"lt", FilterOp::lt}, {"le", FilterOp::le},
     {"gt", FilterOp::gt}, {"ge", FilterOp::ge}, {"in", FilterOp::in}, {"exists", FilterOp::exists},
     {"contains", FilterOp::contains}});

std::string_view word_of(std::span<const FilterWord> words, FilterOp op) {
  return std::ranges::find(words, op, &FilterWord::op)->word;
}

/// Reads a filter and knows where it is, as a JSON pointer.
class FilterReader {
 public:
  explicit FilterReader(const FilterLimits& limits) : limits_(limits) {}

  Filter read(const json& value, const std::string& at, std::size_t depth) {
    if (depth > limits_.depth) too_much("levels", limits_.depth);
    if (++parts_ > limits_.parts) too_much("conditions", limits_.parts);
    if (!value.is_object()) fail(at, "is not an object");
    if (value.empty()) return {};
    for (const auto& [word, op] : combining_words) {
      if (value.contains(word)) return combination(value, op, at, depth);
    }
    return condition(value, at);
  }

 private:
  Filter combination(const json& value, FilterOp op, const std::string& at, std::size_t depth) {
    if (value.size() != 1) fail(at, "has something beside and, or, not: give each condition an object of its own");
    const json& inner = value.front();
    const std::string below = at + "/" + value.begin().key();
    Filter filter{.op = op};
    if (op == FilterOp::negation) {
      filter.parts.push_back(read(inner, below, depth + 1));
      return filter;
    }
    if (!inner.is_array()) fail(below, "is not an array");
    for (std::size_t i = 0; i < inner.size(); ++i) {
      filter.parts.push_back(read(inner[i], below + "/" + std::to_string(i), depth + 1));
    }
    return filter;
  }

  Filter condition(const json& value, const std::string& at) {
    const auto key = value.find("key");
    const auto op = value.find("op");
    if (key == value.end() || !key->is_string()) fail(at, "has no text \"key\", nor and, or, not");
    if (op == value.end() || !op->is_string()) fail(at, "has no text \"op\"");
    const auto word = std::ranges::find(condition_words, op->get_ref<const std::string&>(), &FilterWord::word);
    if (word == condition_words.end()) {
      fail(at + "/op", "is none of eq, ne, lt, le, gt, ge, in, exists, contains");
    }
    Filter filter{.op = word->op, .key = key->get<std::string>()};
    const auto given = value.find("value");
    const std::size_t members = word->op == FilterOp::exists ? 2 : 3;
    if (value.size() != members || (members == 3) != (given != value.end())) {
      fail(at, "must have key, op and, except for exists, value, and nothing else");
    }
    if (members == 3) filter.values = values(*given, word->op, at + "/value");
    return filter;
  }

  std::vector<FilterValue> values(const json& given, FilterOp op, const std::string& at) {
    std::vector<FilterValue> result;
    if (op != FilterOp::in) {
      result.push_back(scalar(given, at));
      return result;
    }
    if (!given.is_array()) fail(at, "is not an array");
    if (given.size() > limits_.values) too_much("values", limits_.values);
    for (std::size_t i = 0; i < given.size(); ++i) result.push_back(scalar(given[i], at + "/" + std::to_string(i)));
    return result;
  }

  static FilterValue scalar(const json& value, const std::string& at) {
    if (value.is_string()) return value.get_ref<const std::string&>();
    if (value.is_number()) return value.get<double>();
    if (value.is_boolean()) return value.get<bool>();
    fail(at, "is not a text, a number, true or false (whether a key has a value, ask with exists)");
  }

  [[noreturn]] static void fail(const std::string& at, const std::string& what) {
    throw Error(ErrorCode::parse_error, "the filter" + (at.empty() ? std::string() : " at '" + at + "'") + " " + what);
  }
  [[noreturn]] static void too_much(const std::string& what, std::size_t most) {
    throw Error(ErrorCode::limit_exceeded, "the filter has more than " + std::to_string(most) + " " + what);
  }

  const FilterLimits limits_;
  std::size_t parts_ = 0;
};

json to_json(const FilterValue& value) {
  return std::visit([](const auto& one) { return json(one); }, value.variant());
}

json written(const Filter& filter) {
  if (filter.op == FilterOp::all && filter.parts.empty()) return json::object();
  if (filter.op == FilterOp::negation) return {{"not", written(filter.parts.front())}};
  if (filter.op < FilterOp::negation) {
    json parts = json::array();
    for (const Filter& part : filter.parts) parts.push_back(written(part));
    return {{std::string(word_of(combining_words, filter.op)), std::move(parts)}};
  }
  json result = {{"key", filter.key}, {"op", word_of(condition_words, filter.op)}};
  if (filter.op == FilterOp::exists) return result;
  if (filter.op != FilterOp::in) {
    result["value"] = to_json(filter.values.front());
    return result;
  }
  json& list = result["value"] = json::array();
  for (const FilterValue& value : filter.values) list.push_back(to_json(value));
  return result;
}

}  // namespace

Filter filter_from_json(const Json& value, const FilterLimits& limits) {
  Filter filter = FilterReader(limits).read(value.ref(), "", 1);
  check_filter(filter, limits);
  return filter;
}

Json filter_to_json(const Filter& filter) {
  check_filter(filter);
  return written(filter);
}

}  // namespace baton::inline v0
