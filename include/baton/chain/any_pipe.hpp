#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include <baton/chain/pipe.hpp>
#include <baton/core/codec.hpp>
#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/schema.hpp>

namespace baton::inline v0 {

/// A chain whose types are known only at run time: JSON in, JSON out, with the schemas of both. For
/// registries, scripting and flows read from files. Made by `erase<In, Out>(chain)`.
///
/// Input that does not fit throws `schema_mismatch` with the path of the field. An immutable value, cheap
/// to copy, as thread-safe as the chain in it.
///
///     AnyPipe pipe = erase<std::string, Invoice>(prompt<"Read: {text}"> | gpt | structured<Invoice>);
///     Json invoice = pipe.invoke(Json::parse("\"…\""));
class BATON_EXPORT AnyPipe {
 public:
  AnyPipe(Pipe<Json, Json> pipe, Json input_schema, Json output_schema);

  [[nodiscard]] const Json& input_schema() const noexcept { return schemas_->input; }
  [[nodiscard]] const Json& output_schema() const noexcept { return schemas_->output; }

  [[nodiscard]] Json invoke(Json in, const Context& context = {}) const;
  [[nodiscard]] Task<Json> ainvoke(Json in, Context context = {}) const;

  /// This pipe and `next` behind it. Throws `schema_mismatch` now, not when it runs, when `next` does
  /// not take what this gives.
  [[nodiscard]] AnyPipe then(const AnyPipe& next) const;

 private:
  struct Schemas {
    Json input;
    Json output;
  };
  Pipe<Json, Json> pipe_;
  std::shared_ptr<const Schemas> schemas_;
};

/// Hides the types of a chain. `In` and `Out` are what the field list can describe.
template <class In, class Out, class S>
[[nodiscard]] AnyPipe erase(S&& chain) {
  const Pipe<In, Out> typed(std::forward<S>(chain));
  auto untyped = step([typed](const Json& in, const Context& context) -> Task<Json> {
    Out out = co_await typed.ainvoke(from_json<In>(in), context);
    co_return to_json(out);
  });
  return AnyPipe(std::move(untyped), json_schema<In>(), json_schema<Out>());
}

}  // namespace baton::inline v0
