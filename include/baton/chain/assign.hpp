#pragma once

#include <type_traits>
#include <utility>

#include <baton/chain/parallel.hpp>

namespace baton::inline v0 {

/// Gives its input unchanged: the branch of a `parallel` that keeps what came in.
struct Passthrough {
  using baton_step = void;
  static constexpr std::string_view step_name() { return "passthrough"; }
  template <class In>
  In operator()(In in) const {
    return in;
  }
};
inline constexpr Passthrough passthrough{};

/// Takes one value out of a record. Made by `pick`.
template <FixedString Name>
struct Pick {
  using baton_step = void;
  static constexpr std::string_view step_name() { return "pick"; }
  template <class... Fields>
  auto operator()(Record<Fields...> record) const {
    return std::move(record).template get<Name>();
  }
};
/// `pick<"question">`: that value of the record that came in.
template <FixedString Name>
inline constexpr Pick<Name> pick{};

/// Adds results to the record that came in. Made by `assign`.
template <class Lanes>
class Assign {
 public:
  using baton_step = void;

  explicit Assign(Lanes lanes) : lanes_(std::move(lanes)) {}

  template <class... Fields>
    requires Step<Lanes, Record<Fields...>>
  auto operator()(Record<Fields...> record, Context context) const
      -> Task<decltype(std::declval<Record<Fields...>>().joined(
          std::declval<StepOutput<Lanes, Record<Fields...>>>()))> {
    auto added = co_await detail::run_one(lanes_, record, context);
    co_return std::move(record).joined(std::move(added));
  }

 private:
  Lanes lanes_;
};

/// Keeps the record that came in and adds named results computed from it, at the same time:
///
///     assign("context"_a = pick<"question"> | search) | prompt<"{context}\n{question}"> | gpt
template <class... Lanes>
auto assign(Lanes... lanes) {
  static_assert(sizeof...(Lanes) > 0 && (detail::is_named<Lanes> && ...),
                "baton: assign takes named steps: assign(\"name\"_a = step, …)");
  return step(Assign(parallel(std::move(lanes)...)));
}

}  // namespace baton::inline v0
