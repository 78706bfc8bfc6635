#pragma once

#include <cstdint>
#include <optional>

#include "prompt/value.hpp"

/// Python's operators. All throw `ValueError`: for operands that do not fit, for integers that
/// leave 64 bits (Python's do not), and for texts and lists over the limit.
namespace baton::inline v0::jinja {

enum class Arithmetic : std::uint8_t {
  add,
  subtract,
  multiply,
  divide,
  floor_divide,
  modulo,
  power
};
enum class Comparison : std::uint8_t {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  not_in
};

[[nodiscard]] Value arithmetic(Arithmetic op, const Value& a, const Value& b, const Limits& limits);
[[nodiscard]] Value negate(const Value& value);
[[nodiscard]] Value positive(const Value& value);

[[nodiscard]] bool compare(Comparison op, const Value& a, const Value& b);
[[nodiscard]] bool equal(const Value& a, const Value& b);
/// `a < b`. A strict weak order over what can be compared; throws for the rest.
[[nodiscard]] bool less(const Value& a, const Value& b);
[[nodiscard]] bool contains(const Value& container, const Value& item);

/// `object[key]`, or an undefined value that says what is missing.
[[nodiscard]] Value subscript(const Value& object, const Value& key);
/// `object.name`: keys of dicts and the attributes of `loop`.
[[nodiscard]] Value attribute(const Value& object, std::string_view name);
/// `object[start:stop:step]`; none stands for an omitted bound.
[[nodiscard]] Value slice(const Value& object, const Value& start, const Value& stop,
                          const Value& step);

}  // namespace baton::inline v0::jinja
