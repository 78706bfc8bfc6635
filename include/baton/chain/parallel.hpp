#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <baton/chain/apart.hpp>
#include <baton/chain/compose.hpp>
#include <baton/chain/lane.hpp>
#include <baton/core/for_each.hpp>
#include <baton/core/record.hpp>

namespace baton::inline v0 {

namespace detail {

template <class S, class In>
Task<void> run_named_lane(std::string_view name, const S& step, In in, WorkShare& share,
                          const Context& context, std::optional<StepOutput<S, In>>& out) {
  try {
    Span span(SpanKind::step, name, context);
    try {
      out.emplace(co_await run_apart(step, std::move(in), span.context()));
    } catch (...) {
      throw step_error(span, std::string(name));
    }
  } catch (...) {
    share.fail(std::current_exception());
  }
}

}  // namespace detail

/// Steps that get the same input and run at the same time; gives a `Record` of their results. Made by
/// `parallel`. The first failure stops the others and is thrown.
template <class... Lanes>
class Parallel {
 public:
  using baton_step = void;

  explicit Parallel(Lanes... lanes) : lanes_(std::move(lanes)...) {}

  template <class In>
    requires(Step<typename Lanes::value_type, In> && ...)
  auto operator()(In in, Context context) const
      -> Task<Record<decltype(detail::with_value<StepOutput<typename Lanes::value_type, In>>(
          std::declval<Lanes>()))...>> {
    std::tuple<std::optional<StepOutput<typename Lanes::value_type, In>>...> outs;
    detail::WorkShare share(context.stop_token());
    const Context child = context.with_stop(share.stop.token());
    std::vector<Task<void>> tasks;
    tasks.reserve(sizeof...(Lanes));
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (tasks.push_back(detail::run_named_lane(Lanes::name, std::get<I>(lanes_).value, In(in), share,
                                              child, std::get<I>(outs))),
       ...);
    }(std::index_sequence_for<Lanes...>{});
    co_await when_all(std::move(tasks));
    if (share.failure) std::rethrow_exception(share.failure);
    co_return gather<In>(outs, std::index_sequence_for<Lanes...>{});
  }

 private:
  template <class In, class Outs, std::size_t... I>
  static auto gather(Outs& outs, std::index_sequence<I...>) {
    return Record(detail::named_like<Lanes>(*std::move(std::get<I>(outs)))...);
  }

  std::tuple<Lanes...> lanes_;
};

/// Runs named steps at the same time on the same input:
///
///     parallel("context"_a = search, "question"_a = passthrough) | prompt<"{context}\n{question}"> | gpt
///
/// Asynchronous steps take their turns on the caller's thread; a plain lambda runs on the runtime's
/// pool, at the same time as the others, so it must not share unguarded state with them.
template <class... Lanes>
auto parallel(Lanes... lanes) {
  static_assert(sizeof...(Lanes) > 0 && (detail::is_named<Lanes> && ...),
                "baton: parallel takes named steps: parallel(\"name\"_a = step, …)");
  return step(Parallel(detail::step_lane(std::move(lanes))...));
}

}  // namespace baton::inline v0
