#include "prompt/attribute_path.hpp"
#include "prompt/callables.hpp"
#include "prompt/operators.hpp"

namespace baton::inline v0::jinja {
namespace {

/// The elements to go through; what is false as a whole has none, as in Jinja2.
std::vector<Value> elements(const Value& target) {
  const bool lazy = target.get<std::shared_ptr<Lazy>>() != nullptr;
  if (!lazy && !truthy(target)) return {};
  return iterate(target);
}

Value map_attribute(const Value& target, const CallArguments& arguments) {
  AttributePath path;
  Value otherwise;
  for (const auto& [name, value] : arguments.named) {
    if (name == "attribute") {
      path = AttributePath(value);
    } else if (name == "default") {
      otherwise = value;
    } else {
      throw ValueError("filter 'map' has no argument '" + name + "' beside 'attribute'");
    }
  }
  std::vector<Value> out;
  for (Value& item : elements(target)) out.push_back(path(std::move(item), &otherwise));
  return Value::lazy(std::move(out));
}

const std::string& name_argument(const CallArguments& arguments, std::size_t i,
                                 std::string_view what) {
  if (arguments.positional.size() <= i || !arguments.positional[i].as_text()) {
    throw ValueError("expected " + std::string(what) + " in quotes");
  }
  return *arguments.positional[i].as_text();
}

CallArguments without_first(const CallArguments& arguments, std::size_t count) {
  CallArguments out = arguments;
  out.positional.erase(out.positional.begin(),
                       out.positional.begin() + static_cast<std::ptrdiff_t>(count));
  return out;
}

Value map(const Value& target, const Bound& a) {
  const bool attribute = a.rest.positional.empty() && !a.rest.named.empty();
  if (attribute) return map_attribute(target, a.rest);
  auto items = elements(target);
  if (items.empty()) return Value::lazy({});
  const auto& name = name_argument(a.rest, 0, "the name of a filter, or attribute=,");
  const FilterSpec* filter = find_filter(name);
  if (!filter) throw ValueError(unknown_filter(name));
  const CallArguments rest = without_first(a.rest, 1);
  for (Value& item : items) item = apply_filter(*filter, item, rest, *a.limits);
  return Value::lazy(std::move(items));
}

/// Keeps the elements for which the test named by the arguments gives `wanted`.
Value choose(const Value& target, const Bound& a, bool by_attribute, bool wanted) {
  const auto items = elements(target);
  if (items.empty()) return Value::lazy({});
  const std::size_t skip = by_attribute ? 1 : 0;
  if (a.rest.positional.size() < skip) throw ValueError("expected the name of an attribute");
  const AttributePath path(by_attribute ? a.rest.positional[0] : Value());
  const TestSpec* test = nullptr;
  CallArguments rest;
  if (a.rest.positional.size() > skip) {
    const auto& name = name_argument(a.rest, skip, "the name of a test");
    test = find_test(name);
    if (!test) throw ValueError(unknown_test(name));
    rest = without_first(a.rest, skip + 1);
  }
  std::vector<Value> out;
  for (const Value& item : items) {
    const Value tested = path(item);
    const bool holds = test ? apply_test(*test, tested, rest, *a.limits) : truthy(tested);
    if (holds == wanted) out.push_back(item);
  }
  return Value::lazy(std::move(out));
}

Value select(const Value& target, const Bound& a) { return choose(target, a, false, true); }
Value reject(const Value& target, const Bound& a) { return choose(target, a, false, false); }
Value select_attribute(const Value& target, const Bound& a) {
  return choose(target, a, true, true);
}
Value reject_attribute(const Value& target, const Bound& a) {
  return choose(target, a, true, false);
}

}  // namespace

const std::vector<FilterSpec>& selection_filters() {
  static const std::vector<FilterSpec> rows = {
      {"map", 0, {}, true, map},
      {"select", 0, {}, true, select},
      {"reject", 0, {}, true, reject},
      {"selectattr", 0, {}, true, select_attribute},
      {"rejectattr", 0, {}, true, reject_attribute},
  };
  return rows;
}

}  // namespace baton::inline v0::jinja
