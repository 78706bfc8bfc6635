#include "prompt/callables.hpp"
#include "prompt/operators.hpp"

namespace baton::inline v0::jinja {
namespace {

bool has_remainder(const Value& value, const Value& divisor, std::int64_t remainder,
                   const Bound& a) {
  const Value rest =
      arithmetic(Arithmetic::modulo, value, divisor, a.limits ? *a.limits : Limits{});
  return equal(rest, Value::integer(remainder));
}

bool odd(const Value& v, const Bound& a) {
  return has_remainder(v, Value::integer(std::int64_t{2}), 1, a);
}
bool even(const Value& v, const Bound& a) {
  return has_remainder(v, Value::integer(std::int64_t{2}), 0, a);
}
bool divisible(const Value& v, const Bound& a) { return has_remainder(v, a.at(0), 0, a); }
bool defined(const Value& v, const Bound&) { return !v.is_undefined(); }
bool undefined(const Value& v, const Bound&) { return v.is_undefined(); }
bool none(const Value& v, const Bound&) { return v.is_none(); }
bool boolean(const Value& v, const Bound&) { return v.get<bool>() != nullptr; }
bool is_true(const Value& v, const Bound&) { return v.get<bool>() && *v.get<bool>(); }
bool is_false(const Value& v, const Bound&) { return v.get<bool>() && !*v.get<bool>(); }
bool integer(const Value& v, const Bound&) { return v.get<std::int64_t>() != nullptr; }
bool real(const Value& v, const Bound&) { return v.get<double>() != nullptr; }
bool number(const Value& v, const Bound&) { return v.is_number(); }
bool string(const Value& v, const Bound&) { return v.as_text() != nullptr; }
bool mapping(const Value& v, const Bound&) { return v.as_dict() != nullptr; }
bool sequence(const Value& v, const Bound&) {
  return v.as_text() || v.as_sequence() || v.as_dict();
}

bool iterable(const Value& v, const Bound& a) {
  if (v.is_undefined()) (void)length(v);  // throws as Jinja2 does, but for the silent one
  return sequence(v, a) || v.is_undefined() || v.get<std::shared_ptr<Lazy>>() ||
         v.get<std::shared_ptr<const LoopState>>();
}

bool in(const Value& v, const Bound& a) { return contains(a.at(0), v); }
template <Comparison op>
bool compared(const Value& v, const Bound& a) {
  return compare(op, v, a.at(0));
}

}  // namespace

const std::vector<TestSpec>& tests() {
  static const std::vector<TestSpec> rows = {
      {"odd", 0, odd},
      {"even", 0, even},
      {"divisibleby", 1, divisible},
      {"defined", 0, defined},
      {"undefined", 0, undefined},
      {"none", 0, none},
      {"boolean", 0, boolean},
      {"true", 0, is_true},
      {"false", 0, is_false},
      {"integer", 0, integer},
      {"float", 0, real},
      {"number", 0, number},
      {"string", 0, string},
      {"mapping", 0, mapping},
      {"sequence", 0, sequence},
      {"iterable", 0, iterable},
      {"in", 1, in},
      {"eq", 1, compared<Comparison::equal>},
      {"equalto", 1, compared<Comparison::equal>},
      {"==", 1, compared<Comparison::equal>},
      {"ne", 1, compared<Comparison::not_equal>},
      {"!=", 1, compared<Comparison::not_equal>},
      {"lt", 1, compared<Comparison::less>},
      {"lessthan", 1, compared<Comparison::less>},
      {"<", 1, compared<Comparison::less>},
      {"le", 1, compared<Comparison::less_equal>},
      {"<=", 1, compared<Comparison::less_equal>},
      {"gt", 1, compared<Comparison::greater>},
      {"greaterthan", 1, compared<Comparison::greater>},
      {">", 1, compared<Comparison::greater>},
      {"ge", 1, compared<Comparison::greater_equal>},
      {">=", 1, compared<Comparison::greater_equal>},
  };
  return rows;
}

}  // namespace baton::inline v0::jinja
