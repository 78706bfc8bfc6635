#include <algorithm>
#include <cmath>
#include <string>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>
#include <baton/index/filter.hpp>

namespace baton::inline v0 {
namespace {

[[noreturn]] void too_large(const std::string& what, std::size_t most) {
  throw Error(ErrorCode::limit_exceeded,
              "a filter has more than " + std::to_string(most) + " " + what + ": ask for less at once");
}

[[noreturn]] void meaningless(const std::string& what) { throw Error(ErrorCode::invalid_argument, what); }

bool is_plain_text(std::string_view text) {
  return is_utf8(text) && text.find('\0') == std::string_view::npos;
}

class FilterCheck {
 public:
  explicit FilterCheck(const FilterLimits& limits) : limits_(limits) {}

  void check(const Filter& filter, std::size_t depth) {
    if (depth > limits_.depth) too_large("levels", limits_.depth);
    if (++parts_ > limits_.parts) too_large("conditions", limits_.parts);
    if (filter.op > FilterOp::contains) meaningless("a filter has an operation that does not exist");
    if (filter.op > FilterOp::negation) return condition(filter);
    if (!filter.key.empty() || !filter.values.empty()) {
      meaningless("a filter that combines others has a key or values: put them into a part");
    }
    if (filter.op == FilterOp::negation && filter.parts.size() != 1) {
      meaningless("a negation in a filter needs exactly one part, and has " + std::to_string(filter.parts.size()));
    }
    for (const Filter& part : filter.parts) check(part, depth + 1);
  }

 private:
  void condition(const Filter& filter) {
    if (!filter.parts.empty()) meaningless("the condition on '" + filter.key + "' in a filter has parts");
    if (filter.key.empty()) meaningless("a condition in a filter has no key");
    if (filter.key.size() > limits_.key_bytes) too_large("bytes in a key", limits_.key_bytes);
    if (!is_plain_text(filter.key)) meaningless("a key in a filter is not UTF-8 or holds NUL");
    count(filter);
    values_ += filter.values.size();
    if (values_ > limits_.values) too_large("values", limits_.values);
    for (const FilterValue& value : filter.values) value_of(filter, value);
  }

  void count(const Filter& filter) const {
    if (filter.op == FilterOp::in) return;
    const std::size_t wanted = filter.op == FilterOp::exists ? 0 : 1;
    if (filter.values.size() == wanted) return;
    meaningless("the condition on '" + filter.key + "' in a filter needs " + std::to_string(wanted) +
                " values, and has " + std::to_string(filter.values.size()));
  }

  void value_of(const Filter& filter, const FilterValue& value) {
    const std::string where_it_is = "the condition on '" + filter.key + "' in a filter ";
    if (const auto* text = std::get_if<std::string>(&value.variant())) {
      bytes_ += text->size();
      if (bytes_ > limits_.value_bytes) too_large("bytes of text", limits_.value_bytes);
      if (!is_plain_text(*text)) meaningless(where_it_is + "has a text that is not UTF-8 or holds NUL");
      return;
    }
    if (filter.op == FilterOp::contains) meaningless(where_it_is + "looks for a part that is not a text");
    if (const auto* number = std::get_if<double>(&value.variant())) {
      if (!std::isfinite(*number)) meaningless(where_it_is + "compares with NaN or an infinity");
      return;
    }
    if (filter.op >= FilterOp::lt && filter.op <= FilterOp::ge) {
      meaningless(where_it_is + "orders truth values: compare them with eq or ne");
    }
  }

  const FilterLimits limits_;
  std::size_t parts_ = 0;
  std::size_t values_ = 0;
  std::size_t bytes_ = 0;
};

std::string_view name_of(FilterType type) {
  return type == FilterType::text ? "text" : type == FilterType::number ? "number" : "boolean";
}

FilterType type_of(const FilterValue& value) {
  constexpr FilterType types[] = {FilterType::text, FilterType::number, FilterType::boolean};
  return types[value.variant().index()];
}

std::string listed(std::span<const FilterKey> keys) {
  std::string names;
  for (const FilterKey& key : keys) names += (names.empty() ? "" : ", ") + key.name;
  return names.empty() ? "none" : names;
}

void check_condition_key(const Filter& filter, std::span<const FilterKey> keys) {
  const auto known = std::ranges::find(keys, filter.key, &FilterKey::name);
  if (known == keys.end()) {
    meaningless("the filter names the key '" + filter.key + "', which no record has; known are: " + listed(keys));
  }
  for (const FilterValue& value : filter.values) {
    if (type_of(value) == known->type) continue;
    meaningless("the filter compares '" + filter.key + "', a " + std::string(name_of(known->type)) + ", with a " +
                std::string(name_of(type_of(value))));
  }
  if (filter.op == FilterOp::contains && known->type != FilterType::text) {
    meaningless("the filter looks for a text in '" + filter.key + "', a " + std::string(name_of(known->type)));
  }
}

}  // namespace

void check_filter(const Filter& filter, const FilterLimits& limits) { FilterCheck(limits).check(filter, 1); }

void check_filter_keys(const Filter& filter, std::span<const FilterKey> keys) {
  if (filter.op > FilterOp::negation) return check_condition_key(filter, keys);
  for (const Filter& part : filter.parts) check_filter_keys(part, keys);
}

}  // namespace baton::inline v0
