#include <array>
#include <charconv>
#include <cmath>

#include "prompt/callables.hpp"
#include "prompt/literals.hpp"
#include "prompt/operators.hpp"

namespace baton::inline v0::jinja {
namespace {

Value absolute(const Value& target, const Bound&) {
  const Value value = positive(target);
  return truthy(Value::boolean(less(value, Value::integer(std::int64_t{0})))) ? negate(value)
                                                                              : value;
}

/// Python's `int(float)`.
Value truncated(double value) {
  if (!(std::abs(value) < 9.2e18)) {
    throw ValueError("the number does not fit in a 64-bit integer", ErrorCode::limit_exceeded);
  }
  return Value::integer(static_cast<std::int64_t>(value));
}

Value to_integer(const Value& target, const Bound& a) {
  require_defined(target);
  const Value otherwise = a.has(0) ? a.at(0) : Value::integer(std::int64_t{0});
  std::int64_t integer = 0;
  if (target.as_integer(integer)) return Value::integer(integer);
  if (const auto* number = target.get<double>()) return truncated(*number);
  const auto* text = target.as_text();
  if (!text) return otherwise;
  const std::int64_t base = a.integer(1, 10);
  if (base == 0 || (base >= 2 && base <= 36)) {
    if (const auto read = read_integer(*text, static_cast<int>(base))) return Value::integer(*read);
  }
  const auto number = read_float(*text);
  return number ? truncated(*number) : otherwise;
}

Value to_float(const Value& target, const Bound& a) {
  require_defined(target);
  if (target.is_number()) return Value::number(target.to_double());
  if (const auto* text = target.as_text()) {
    if (const auto number = read_float(*text)) return Value::number(*number);
  }
  return a.has(0) ? a.at(0) : Value::number(0.0);
}

/// Python's `round(float, digits)`: exact decimal rounding, ties to even.
double rounded(double value, int digits) {
  if (!std::isfinite(value)) return value;
  std::array<char, 700> buffer;
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                     std::chars_format::fixed, digits);
  double out = 0.0;
  std::from_chars(buffer.data(), written.ptr, out);
  return out;
}

Value round_number(const Value& target, const Bound& a) {
  require_defined(target);
  if (!target.is_number()) {
    throw ValueError("filter 'round' needs a number, not a " + std::string(type_name(target)) +
                     ": add '| float' before");
  }
  const std::int64_t digits = a.integer(0, 0);
  if (digits < 0 || digits > 300)
    throw ValueError("the precision of 'round' must be between 0 and 300");
  const std::string method = a.text(1, "common");
  std::int64_t integer = 0;
  if (method == "common") {
    if (target.as_integer(integer)) return Value::integer(integer);
    return Value::number(rounded(target.to_double(), static_cast<int>(digits)));
  }
  if (method != "ceil" && method != "floor")
    throw ValueError("the method of 'round' must be common, ceil or floor");
  const double scale = std::pow(10.0, static_cast<double>(digits));
  const double scaled = target.to_double() * scale;
  if (!(std::abs(scaled) < 9e15))
    throw ValueError("the number is too large to be rounded that way");
  // The integer between drops the sign of a zero, as Python's does.
  const double whole = (method == "ceil" ? std::ceil(scaled) : std::floor(scaled)) + 0.0;
  return Value::number(whole / scale);
}

}  // namespace

const std::vector<FilterSpec>& number_filters() {
  static const std::vector<FilterSpec> rows = {
      {"abs", 0, {}, false, absolute},
      {"int", 0, {"default", "base"}, false, to_integer},
      {"float", 0, {"default"}, false, to_float},
      {"round", 0, {"precision", "method"}, false, round_number},
  };
  return rows;
}

}  // namespace baton::inline v0::jinja
