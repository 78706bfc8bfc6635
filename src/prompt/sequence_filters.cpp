#include <algorithm>
#include <set>

#include "prompt/attribute_path.hpp"
#include "prompt/callables.hpp"
#include "prompt/operators.hpp"
#include "prompt/python_text.hpp"
#include "prompt/unicode.hpp"

namespace baton::inline v0::jinja {
namespace {

Value default_value(const Value& target, const Bound& a) {
  if (!target.is_undefined() && !(a.flag(1) && !truthy(target))) return target;
  return a.has(0) ? a.at(0) : Value::text({});
}

Value length_of(const Value& target, const Bound&) { return Value::integer(length(target)); }

Value first(const Value& target, const Bound&) {
  auto items = iterate(target);
  return items.empty()
             ? Value::undefined("the sequence is empty and has no first element: use | default(…)")
             : std::move(items.front());
}

Value last(const Value& target, const Bound&) {
  if (target.get<std::shared_ptr<Lazy>>())
    throw ValueError("a lazy sequence has no last element: add '| list' before");
  auto items = iterate(target);
  return items.empty()
             ? Value::undefined("the sequence is empty and has no last element: use | default(…)")
             : std::move(items.back());
}

Value reverse(const Value& target, const Bound&) {
  if (const auto* text = target.as_text()) {
    auto all = characters(*text);
    std::string out;
    for (auto it = all.rbegin(); it != all.rend(); ++it) out += *it;
    return target.get<Markup>() ? Value::markup(std::move(out)) : Value::text(std::move(out));
  }
  auto items = iterate(target);
  std::reverse(items.begin(), items.end());
  const bool was_lazy = target.get<std::shared_ptr<Lazy>>() != nullptr;
  return was_lazy ? Value::list(std::move(items)) : Value::lazy(std::move(items));
}

Value to_list(const Value& target, const Bound&) { return Value::list(iterate(target)); }

Value join(const Value& target, const Bound& a) {
  const AttributePath path(a.has(1) ? a.at(1) : Value());
  const std::string separator = a.text(0, "");
  BoundedText out(a.limits->bytes);
  bool begins = true;
  for (const Value& item : iterate(target)) {
    if (!begins) out.append(separator);
    begins = false;
    out.append(to_text(path(item), a.limits->bytes));
  }
  return Value::text(std::move(out).take());
}

using Keyed = std::vector<std::pair<Value, Value>>;  // sort key, item

std::vector<Value> sorted(Keyed keyed, bool descending) {
  std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& x, const auto& y) {
    return descending ? less(y.first, x.first) : less(x.first, y.first);
  });
  std::vector<Value> out;
  for (auto& [key, item] : keyed) out.push_back(std::move(item));
  return out;
}

Value sort(const Value& target, const Bound& a) {
  const bool fold = !a.flag(1);
  const auto paths = AttributePath::list(a.has(2) ? a.at(2) : Value());
  Keyed keyed;
  for (Value& item : iterate(target)) {
    std::vector<Value> key;
    for (const auto& path : paths) key.push_back(fold ? fold_case(path(item)) : path(item));
    keyed.emplace_back(Value::list(std::move(key)), std::move(item));
  }
  return Value::list(sorted(std::move(keyed), a.flag(0)));
}

Value sort_dict(const Value& target, const Bound& a) {
  require_defined(target);
  const auto* dict = target.as_dict();
  if (!dict)
    throw ValueError("filter 'dictsort' needs a dict, not a " + std::string(type_name(target)));
  const bool fold = !a.flag(0);
  const std::string by = a.text(1, "key");
  if (by != "key" && by != "value") throw ValueError("dictsort sorts by 'key' or 'value'");
  Keyed keyed;
  for (const auto& [key, value] : dict->items) {
    const Value& compared = by == "key" ? key : value;
    keyed.emplace_back(fold ? fold_case(compared) : compared, Value::tuple({key, value}));
  }
  return Value::list(sorted(std::move(keyed), a.flag(2)));
}

Value dict_items(const Value& target, const Bound&) {
  if (target.is_undefined()) return Value::lazy({});
  const auto* dict = target.as_dict();
  if (!dict)
    throw ValueError("filter 'items' needs a dict, not a " + std::string(type_name(target)));
  std::vector<Value> out;
  for (const auto& [key, value] : dict->items) out.push_back(Value::tuple({key, value}));
  return Value::lazy(std::move(out));
}

/// The keys met so far. Texts and numbers, which there may be many of, are found by order.
class Seen {
 public:
  bool insert(const Value& key) {
    if (const auto* text = key.as_text()) return texts_.insert(*text).second;
    if (key.is_number()) return numbers_.insert(key).second;
    (void)Value::dict({{key, Value()}});  // throws for what cannot be hashed
    if (std::any_of(others_.begin(), others_.end(),
                    [&](const Value& each) { return equal(each, key); }))
      return false;
    others_.push_back(key);
    return true;
  }

 private:
  struct Less {
    bool operator()(const Value& x, const Value& y) const { return less(x, y); }
  };
  std::set<std::string> texts_;
  std::set<Value, Less> numbers_;
  std::vector<Value> others_;
};

Value unique(const Value& target, const Bound& a) {
  const bool fold = !a.flag(0);
  const AttributePath path(a.has(1) ? a.at(1) : Value());
  Seen seen;
  std::vector<Value> out;
  for (Value& item : iterate(target)) {
    const Value key = fold ? fold_case(path(item)) : path(item);
    if (seen.insert(key)) out.push_back(std::move(item));
  }
  return Value::lazy(std::move(out));
}

Value extreme(const Value& target, const Bound& a, bool largest) {
  const bool fold = !a.flag(0);
  const AttributePath path(a.has(1) ? a.at(1) : Value());
  auto items = iterate(target);
  if (items.empty()) return Value::undefined("the sequence is empty: use | default(…)");
  std::size_t best = 0;
  Value best_key = fold ? fold_case(path(items[0])) : path(items[0]);
  for (std::size_t i = 1; i < items.size(); ++i) {
    Value key = fold ? fold_case(path(items[i])) : path(items[i]);
    if (largest ? !less(best_key, key) : !less(key, best_key)) continue;
    best = i;
    best_key = std::move(key);
  }
  return items[best];
}

Value smallest(const Value& target, const Bound& a) { return extreme(target, a, false); }
Value largest(const Value& target, const Bound& a) { return extreme(target, a, true); }

Value sum(const Value& target, const Bound& a) {
  const AttributePath path(a.has(0) ? a.at(0) : Value());
  Value total = a.has(1) ? a.at(1) : Value::integer(std::int64_t{0});
  if (total.as_text()) throw ValueError("strings cannot be summed: use | join");
  for (const Value& item : iterate(target)) {
    total = arithmetic(Arithmetic::add, total, path(item), *a.limits);
  }
  return total;
}

}  // namespace

const std::vector<FilterSpec>& sequence_filters() {
  static const std::vector<FilterSpec> rows = {
      {"default", 0, {"default_value", "boolean"}, false, default_value},
      {"d", 0, {"default_value", "boolean"}, false, default_value},
      {"length", 0, {}, false, length_of},
      {"count", 0, {}, false, length_of},
      {"first", 0, {}, false, first},
      {"last", 0, {}, false, last},
      {"reverse", 0, {}, false, reverse},
      {"list", 0, {}, false, to_list},
      {"join", 0, {"d", "attribute"}, false, join},
      {"sort", 0, {"reverse", "case_sensitive", "attribute"}, false, sort},
      {"dictsort", 0, {"case_sensitive", "by", "reverse"}, false, sort_dict},
      {"items", 0, {}, false, dict_items},
      {"unique", 0, {"case_sensitive", "attribute"}, false, unique},
      {"min", 0, {"case_sensitive", "attribute"}, false, smallest},
      {"max", 0, {"case_sensitive", "attribute"}, false, largest},
      {"sum", 0, {"attribute", "start"}, false, sum},
  };
  return rows;
}

}  // namespace baton::inline v0::jinja
