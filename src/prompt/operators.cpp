#include "prompt/operators.hpp"

#include <algorithm>
#include <cmath>

#include "prompt/python_text.hpp"
#include "prompt/unicode.hpp"

namespace baton::inline v0::jinja {
namespace {

/// -1, 0, 1. A long double holds every 64-bit integer and every double exactly.
int order_numbers(const Value& a, const Value& b) {
  const auto exact = [](const Value& value) -> long double {
    std::int64_t integer = 0;
    return value.as_integer(integer) ? static_cast<long double>(integer)
                                     : static_cast<long double>(value.to_double());
  };
  const long double x = exact(a);
  const long double y = exact(b);
  return x < y ? -1 : (x > y ? 1 : 0);
}

bool same_kind(const Value& a, const Value& b) {
  return (a.get<List>() && b.get<List>()) || (a.get<Tuple>() && b.get<Tuple>());
}

bool equal_sequences(const Sequence& a, const Sequence& b) {
  return a.items.size() == b.items.size() &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), equal);
}

bool equal_dicts(const Dict& a, const Dict& b) {
  return a.items.size() == b.items.size() &&
         std::all_of(a.items.begin(), a.items.end(), [&](const auto& item) {
           const Value* other = b.find(item.first);
           return other && equal(item.second, *other);
         });
}

[[noreturn]] void unordered(const Value& a, const Value& b) {
  throw ValueError("cannot order a " + std::string(type_name(a)) + " and a " +
                   std::string(type_name(b)) + ": convert them to one type first");
}

int order(const Value& a, const Value& b) {
  require_defined(a);
  require_defined(b);
  if (a.is_number() && b.is_number()) return order_numbers(a, b);
  if (a.as_text() && b.as_text()) {
    const int result = a.as_text()->compare(*b.as_text());
    return result < 0 ? -1 : (result > 0 ? 1 : 0);
  }
  if (!same_kind(a, b)) unordered(a, b);
  const auto& x = a.as_sequence()->items;
  const auto& y = b.as_sequence()->items;
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    if (!equal(x[i], y[i])) return order(x[i], y[i]);
  }
  return x.size() < y.size() ? -1 : (x.size() > y.size() ? 1 : 0);
}

/// A part of escaped text is escaped text.
Value text_like(const Value& whole, std::string part) {
  return whole.get<Markup>() ? Value::markup(std::move(part)) : Value::text(std::move(part));
}

Value missing_key(const Value& key) {
  return Value::undefined("there is no key " + repr(key, 200) +
                          ": check the spelling, or use | default(…)");
}

Value element(std::size_t size, const Value& key, auto get) {
  std::int64_t index = 0;
  if (!key.as_integer(index)) return missing_key(key);
  const auto count = static_cast<std::int64_t>(size);
  const std::int64_t at = index < 0 ? index + count : index;
  if (at >= 0 && at < count) return get(static_cast<std::size_t>(at));
  return Value::undefined("there is no element " + std::to_string(index) + ": the length is " +
                          std::to_string(size));
}

Value dict_item(const Dict& dict, const Value& key) {
  if (key.get<List>() || key.as_dict()) return Value::undefined("a list or dict cannot be a key");
  const Value* found = dict.find(key);
  if (found) return *found;
  std::string known;
  for (std::size_t i = 0; i < dict.items.size() && i < 20; ++i) {
    known += (i == 0 ? "" : ", ") + to_text(dict.items[i].first, 10'000);
  }
  return Value::undefined("there is no key " + repr(key, 10'000) + "; there are: " + known);
}

struct Bounds {
  std::int64_t start;
  std::int64_t stop;
  std::int64_t step;
};

std::int64_t bound(const Value& value, std::int64_t size, bool backwards, std::int64_t missing) {
  if (value.is_none()) return missing;
  std::int64_t at = 0;
  if (!value.as_integer(at)) {
    require_defined(value);
    throw ValueError("the bounds of a slice must be integers, not a " +
                     std::string(type_name(value)));
  }
  const std::int64_t low = backwards ? -1 : 0;
  const std::int64_t high = backwards ? size - 1 : size;
  if (at < 0) at = at < -size ? low : std::max(at + size, low);
  return std::min(at, high);
}

/// PySlice_AdjustIndices.
Bounds bounds(const Value& start, const Value& stop, const Value& step, std::size_t length) {
  const auto size = static_cast<std::int64_t>(length);
  std::int64_t stride = 1;
  if (!step.is_none() && (!step.as_integer(stride) || stride == 0 || stride == INT64_MIN)) {
    throw ValueError("the step of a slice must be an integer other than zero");
  }
  const bool backwards = stride < 0;
  return {bound(start, size, backwards, backwards ? size - 1 : 0),
          bound(stop, size, backwards, backwards ? -1 : size), stride};
}

std::vector<std::size_t> picked(const Bounds& b) {
  std::vector<std::size_t> out;
  for (std::int64_t i = b.start; b.step > 0 ? i < b.stop : i > b.stop;) {
    out.push_back(static_cast<std::size_t>(i));
    if (__builtin_add_overflow(i, b.step, &i)) break;
  }
  return out;
}

}  // namespace

bool equal(const Value& a, const Value& b) {
  require_defined(a);
  require_defined(b);
  if (a.is_none() || b.is_none()) return a.is_none() && b.is_none();
  if (a.is_number() && b.is_number()) return order_numbers(a, b) == 0;
  if (a.as_text() && b.as_text()) return *a.as_text() == *b.as_text();
  if (same_kind(a, b)) return equal_sequences(*a.as_sequence(), *b.as_sequence());
  if (a.as_dict() && b.as_dict()) return equal_dicts(*a.as_dict(), *b.as_dict());
  if (a.get<std::shared_ptr<Lazy>>() || b.get<std::shared_ptr<Lazy>>()) {
    throw ValueError("a lazy sequence cannot be compared: add '| list' before");
  }
  return false;
}

bool less(const Value& a, const Value& b) { return order(a, b) < 0; }

bool contains(const Value& container, const Value& item) {
  require_defined(container);
  if (const auto* text = container.as_text()) {
    const auto* part = item.as_text();
    require_defined(item);
    if (!part)
      throw ValueError("only a string can be 'in' a string, not a " + std::string(type_name(item)));
    return text->find(*part) != std::string::npos;
  }
  if (const auto* dict = container.as_dict()) return dict->find(item) != nullptr;
  const auto items = iterate(container);
  return std::any_of(items.begin(), items.end(),
                     [&](const Value& each) { return equal(each, item); });
}

bool compare(Comparison op, const Value& a, const Value& b) {
  switch (op) {
    case Comparison::equal:
      return equal(a, b);
    case Comparison::not_equal:
      return !equal(a, b);
    case Comparison::less:
      return order(a, b) < 0;
    case Comparison::less_equal:
      return order(a, b) <= 0;
    case Comparison::greater:
      return order(a, b) > 0;
    case Comparison::greater_equal:
      return order(a, b) >= 0;
    case Comparison::in:
      return contains(b, a);
    case Comparison::not_in:
      return !contains(b, a);
  }
  return false;
}

Value subscript(const Value& object, const Value& key) {
  require_defined(object);
  require_defined(key);
  if (const auto* dict = object.as_dict()) return dict_item(*dict, key);
  if (const auto* sequence = object.as_sequence()) {
    return element(sequence->items.size(), key, [&](std::size_t i) { return sequence->items[i]; });
  }
  if (const auto* text = object.as_text()) {
    return element(count_code_points(*text), key, [&](std::size_t i) {
      const std::size_t begin = offset_of(*text, i);
      std::size_t end = begin;
      (void)next_code_point(*text, end);
      return text_like(object, text->substr(begin, end - begin));
    });
  }
  if (object.get<std::shared_ptr<const LoopState>>() && key.as_text())
    return attribute(object, *key.as_text());
  return Value::undefined("a " + std::string(type_name(object)) + " has no elements");
}

Value attribute(const Value& object, std::string_view name) {
  require_defined(object);
  if (const auto* loop = object.get<std::shared_ptr<const LoopState>>())
    return (*loop)->attribute(name);
  if (const auto* dict = object.as_dict()) return dict_item(*dict, Value::text(std::string(name)));
  return Value::undefined("a " + std::string(type_name(object)) + " has no attribute '" +
                          std::string(name) + "': only the keys of objects can be read with a dot");
}

Value slice(const Value& object, const Value& start, const Value& stop, const Value& step) {
  require_defined(object);
  if (const auto* text = object.as_text()) {
    const auto all = characters(*text);
    std::string out;
    for (const std::size_t i : picked(bounds(start, stop, step, all.size()))) out += all[i];
    return text_like(object, std::move(out));
  }
  const auto* sequence = object.as_sequence();
  if (!sequence) throw ValueError("cannot take a slice of a " + std::string(type_name(object)));
  std::vector<Value> out;
  for (const std::size_t i : picked(bounds(start, stop, step, sequence->items.size()))) {
    out.push_back(sequence->items[i]);
  }
  return object.get<List>() ? Value::list(std::move(out)) : Value::tuple(std::move(out));
}

}  // namespace baton::inline v0::jinja
