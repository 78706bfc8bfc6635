#include <cmath>
#include <limits>

#include "prompt/operators.hpp"

namespace baton::inline v0::jinja {
namespace {

constexpr std::string_view operator_symbols[] = {"+", "-", "*", "/", "//", "%", "**"};

[[noreturn]] void mismatch(Arithmetic op, const Value& a, const Value& b) {
  throw ValueError("cannot compute " + std::string(type_name(a)) + " " +
                   std::string(operator_symbols[static_cast<std::size_t>(op)]) + " " +
                   std::string(type_name(b)) +
                   ": convert with | int, | float or | string, or join texts with ~");
}

[[noreturn]] void overflow() {
  throw ValueError("the result does not fit in 64 bits: use | float", ErrorCode::limit_exceeded);
}

[[noreturn]] void by_zero() { throw ValueError("division by zero: test the divisor first"); }

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  if (b == 0) by_zero();
  if (a == INT64_MIN && b == -1) overflow();
  const std::int64_t quotient = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? quotient - 1 : quotient;
}

std::int64_t modulo(std::int64_t a, std::int64_t b) {
  if (b == 0) by_zero();
  if (b == -1) return 0;
  const std::int64_t rest = a % b;
  return (rest != 0 && (rest < 0) != (b < 0)) ? rest + b : rest;
}

std::int64_t checked_multiply(std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  if (__builtin_mul_overflow(a, b, &out)) overflow();
  return out;
}

std::int64_t integer_power(std::int64_t base, std::int64_t exponent) {
  if (base == 0 || base == 1) return exponent == 0 ? 1 : base;
  if (base == -1) return exponent % 2 == 0 ? 1 : -1;
  std::int64_t out = 1;
  for (; exponent > 0; --exponent) out = checked_multiply(out, base);
  return out;
}

double float_power(double base, double exponent) {
  if (base == 0.0 && exponent < 0.0) throw ValueError("zero cannot be raised to a negative power");
  if (base < 0.0 && std::floor(exponent) != exponent && std::isfinite(base) &&
      std::isfinite(exponent)) {
    throw ValueError("the power of a negative number with a fraction is not real");
  }
  const double out = std::pow(base, exponent);
  if (std::isinf(out) && std::isfinite(base) && std::isfinite(exponent)) overflow();
  return out;
}

/// CPython's float_divmod.
std::pair<double, double> float_divide(double a, double b) {
  if (b == 0.0) by_zero();
  double rest = std::fmod(a, b);
  double quotient = (a - rest) / b;
  if (rest != 0.0) {
    if ((b < 0) != (rest < 0)) {
      rest += b;
      quotient -= 1.0;
    }
  } else {
    rest = std::copysign(0.0, b);
  }
  if (quotient == 0.0) return {std::copysign(0.0, a / b), rest};
  double whole = std::floor(quotient);
  if (quotient - whole > 0.5) whole += 1.0;
  return {whole, rest};
}

double true_divide(std::int64_t a, std::int64_t b) {
  if (b == 0) by_zero();
  return static_cast<double>(static_cast<long double>(a) / static_cast<long double>(b));
}

Value integers(Arithmetic op, std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  switch (op) {
    case Arithmetic::add:
      if (__builtin_add_overflow(a, b, &out)) overflow();
      return Value::integer(out);
    case Arithmetic::subtract:
      if (__builtin_sub_overflow(a, b, &out)) overflow();
      return Value::integer(out);
    case Arithmetic::multiply:
      return Value::integer(checked_multiply(a, b));
    case Arithmetic::divide:
      return Value::number(true_divide(a, b));
    case Arithmetic::floor_divide:
      return Value::integer(floor_divide(a, b));
    case Arithmetic::modulo:
      return Value::integer(modulo(a, b));
    case Arithmetic::power:
      if (b < 0) return Value::number(float_power(static_cast<double>(a), static_cast<double>(b)));
      return Value::integer(integer_power(a, b));
  }
  return {};
}

Value floats(Arithmetic op, double a, double b) {
  switch (op) {
    case Arithmetic::add:
      return Value::number(a + b);
    case Arithmetic::subtract:
      return Value::number(a - b);
    case Arithmetic::multiply:
      return Value::number(a * b);
    case Arithmetic::divide:
      if (b == 0.0) by_zero();
      return Value::number(a / b);
    case Arithmetic::floor_divide:
      return Value::number(float_divide(a, b).first);
    case Arithmetic::modulo:
      return Value::number(float_divide(a, b).second);
    case Arithmetic::power:
      return Value::number(float_power(a, b));
  }
  return {};
}

void require_size(std::size_t unit, std::int64_t times, std::size_t limit) {
  if (unit != 0 && static_cast<std::size_t>(times) > limit / unit) {
    throw ValueError(
        "the repetition is over the limit of " + std::to_string(limit) + ": repeat less",
        ErrorCode::limit_exceeded);
  }
}

Value repeat(const Value& value, std::int64_t times, const Limits& limits) {
  if (times < 0) times = 0;
  if (const auto* text = value.get<Text>()) {
    require_size((*text)->size(), times, limits.bytes);
    std::string out;
    out.reserve((*text)->size() * static_cast<std::size_t>(times));
    for (std::int64_t i = 0; i < times && !(*text)->empty(); ++i) out += **text;
    return Value::text(std::move(out));
  }
  const auto& source = value.as_sequence()->items;
  require_size(source.size(), times, limits.items);
  std::vector<Value> items;
  for (std::int64_t i = 0; i < times && !source.empty(); ++i) {
    items.insert(items.end(), source.begin(), source.end());
  }
  return value.get<List>() ? Value::list(std::move(items)) : Value::tuple(std::move(items));
}

bool repeatable(const Value& value) { return value.get<Text>() || value.as_sequence(); }

std::optional<Value> join(const Value& a, const Value& b, const Limits& limits) {
  if (a.get<Text>() && b.get<Text>()) {
    require_size(a.as_text()->size() + b.as_text()->size(), 1, limits.bytes);
    return Value::text(*a.as_text() + *b.as_text());
  }
  const bool lists = a.get<List>() && b.get<List>();
  if (!lists && !(a.get<Tuple>() && b.get<Tuple>())) return std::nullopt;
  auto items = a.as_sequence()->items;
  items.insert(items.end(), b.as_sequence()->items.begin(), b.as_sequence()->items.end());
  return lists ? Value::list(std::move(items)) : Value::tuple(std::move(items));
}

}  // namespace

Value arithmetic(Arithmetic op, const Value& a, const Value& b, const Limits& limits) {
  require_defined(a);
  require_defined(b);
  std::int64_t x = 0;
  std::int64_t y = 0;
  const bool left = a.as_integer(x);
  const bool right = b.as_integer(y);
  if (left && right) return integers(op, x, y);
  if (a.is_number() && b.is_number()) return floats(op, a.to_double(), b.to_double());
  if (op == Arithmetic::multiply && left && repeatable(b)) return repeat(b, x, limits);
  if (op == Arithmetic::multiply && right && repeatable(a)) return repeat(a, y, limits);
  if (op == Arithmetic::add) {
    if (auto joined = join(a, b, limits)) return *std::move(joined);
  }
  mismatch(op, a, b);
}

Value negate(const Value& value) {
  require_defined(value);
  std::int64_t integer = 0;
  if (value.as_integer(integer)) {
    if (integer == INT64_MIN) overflow();
    return Value::integer(-integer);
  }
  if (const auto* number = value.get<double>()) return Value::number(-*number);
  throw ValueError("cannot negate a " + std::string(type_name(value)) +
                   ": convert with | int or | float");
}

Value positive(const Value& value) {
  require_defined(value);
  std::int64_t integer = 0;
  if (value.as_integer(integer)) return Value::integer(integer);
  if (value.get<double>()) return value;
  throw ValueError("'+' needs a number, not a " + std::string(type_name(value)));
}

}  // namespace baton::inline v0::jinja
