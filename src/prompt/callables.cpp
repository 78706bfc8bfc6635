#include "prompt/callables.hpp"

#include <algorithm>
#include <numeric>

#include "prompt/python_text.hpp"

namespace baton::inline v0::jinja {
namespace {

template <class Spec>
const Spec* find_in(const std::vector<Spec>& rows, std::string_view name) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Spec& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, changed}));
    }
  }
  return row.back();
}

std::string unknown(std::string_view what, std::string_view name, std::vector<std::string> names) {
  std::string out = "unknown " + std::string(what) + " '" + std::string(name) + "': ";
  const auto near = nearest(name, names);
  if (!near.empty()) return out + "did you mean '" + near + "'?";
  std::sort(names.begin(), names.end());
  out += "there are ";
  for (std::size_t i = 0; i < names.size(); ++i) out += (i == 0 ? "" : ", ") + names[i];
  return out;
}

std::vector<std::string_view> names_of(const CallArguments& arguments) {
  std::vector<std::string_view> out;
  for (const auto& [name, value] : arguments.named) out.emplace_back(name);
  return out;
}

std::size_t parameter(const FilterSpec& filter, std::string_view name) {
  const auto found = std::find(filter.parameters.begin(), filter.parameters.end(), name);
  return static_cast<std::size_t>(found - filter.parameters.begin());
}

}  // namespace

bool Bound::flag(std::size_t i) const { return has(i) && truthy(at(i)); }

std::int64_t Bound::integer(std::size_t i, std::int64_t otherwise) const {
  if (!has(i)) return otherwise;
  std::int64_t out = 0;
  require_defined(at(i));
  if (!at(i).as_integer(out)) {
    throw ValueError("argument " + std::to_string(i + 1) + " must be an integer, not a " +
                     std::string(type_name(at(i))));
  }
  return out;
}

std::string Bound::text(std::size_t i, std::string_view otherwise) const {
  return has(i) ? to_text(at(i), limits->bytes) : std::string(otherwise);
}

const FilterSpec* find_filter(std::string_view name) {
  for (const auto* rows :
       {&text_filters(), &number_filters(), &sequence_filters(), &selection_filters()}) {
    if (const auto* found = find_in(*rows, name)) return found;
  }
  return nullptr;
}

const TestSpec* find_test(std::string_view name) { return find_in(tests(), name); }

std::string unknown_filter(std::string_view name) {
  std::vector<std::string> names;
  for (const auto* rows :
       {&text_filters(), &number_filters(), &sequence_filters(), &selection_filters()}) {
    for (const auto& row : *rows) names.emplace_back(row.name);
  }
  return unknown("filter", name, std::move(names));
}

std::string unknown_test(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& row : tests()) names.emplace_back(row.name);
  return unknown("test", name, std::move(names));
}

std::string misfit(const FilterSpec& filter, std::size_t positional,
                   const std::vector<std::string_view>& named) {
  if (filter.passes_on) return {};
  const std::string who = "filter '" + std::string(filter.name) + "' ";
  if (positional > filter.parameters.size()) {
    return who + "takes at most " + std::to_string(filter.parameters.size()) + " arguments";
  }
  std::vector<bool> given(filter.parameters.size(), false);
  std::fill_n(given.begin(), positional, true);
  for (const auto name : named) {
    const std::size_t i = parameter(filter, name);
    if (i == given.size()) return who + "has no argument '" + std::string(name) + "'";
    if (given[i]) return who + "is given '" + std::string(name) + "' twice";
    given[i] = true;
  }
  for (std::size_t i = 0; i < filter.required; ++i) {
    if (!given[i]) return who + "needs the argument '" + std::string(filter.parameters[i]) + "'";
  }
  return {};
}

std::string misfit(const TestSpec& test, std::size_t positional, std::size_t named) {
  if (named == 0 && positional == test.arguments) return {};
  return "test '" + std::string(test.name) + "' takes " +
         (test.arguments == 0 ? "no argument" : "one argument without a name");
}

Value apply_filter(const FilterSpec& filter, const Value& target, CallArguments arguments,
                   const Limits& limits) {
  if (const auto why = misfit(filter, arguments.positional.size(), names_of(arguments));
      !why.empty()) {
    throw ValueError(why);
  }
  Bound bound;
  bound.limits = &limits;
  if (filter.passes_on) {
    bound.rest = std::move(arguments);
    return filter.apply(target, bound);
  }
  bound.values.resize(filter.parameters.size());
  std::move(arguments.positional.begin(), arguments.positional.end(), bound.values.begin());
  for (auto& [name, value] : arguments.named)
    bound.values[parameter(filter, name)] = std::move(value);
  return filter.apply(target, bound);
}

bool apply_test(const TestSpec& test, const Value& target, CallArguments arguments,
                const Limits& limits) {
  if (const auto why = misfit(test, arguments.positional.size(), arguments.named.size());
      !why.empty()) {
    throw ValueError(why);
  }
  Bound bound;
  bound.limits = &limits;
  for (auto& value : arguments.positional) bound.values.emplace_back(std::move(value));
  return test.holds(target, bound);
}

std::string nearest(std::string_view word, const std::vector<std::string>& names) {
  if (word.size() > 64) return {};
  std::string best;
  std::size_t smallest = std::min<std::size_t>(2, word.size() / 2) + 1;
  for (const auto& name : names) {
    if (name.size() > 64) continue;
    const std::size_t steps = distance(word, name);
    if (steps >= smallest) continue;
    smallest = steps;
    best = name;
  }
  return best;
}

}  // namespace baton::inline v0::jinja
