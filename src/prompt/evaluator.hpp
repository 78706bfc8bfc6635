#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "prompt/ast.hpp"
#include "prompt/callables.hpp"

namespace baton::inline v0::jinja {

/// The names a template sees: the variables passed in, and over them one scope for each open loop.
class Scopes {
 public:
  explicit Scopes(const nlohmann::json& variables);

  void push() { scopes_.emplace_back(); }
  void pop() { scopes_.pop_back(); }
  void set(std::string_view name, Value value);
  /// The value, or an undefined one that says what names there are. Throws for values out of
  /// bounds.
  [[nodiscard]] Value get(const std::string& name);
  /// Hides `loop`, for a template that is included.
  void hide_loop() {
    set("loop", Value::undefined("'loop' of the including template is not visible here"));
  }

 private:
  [[nodiscard]] std::string unknown(const std::string& name) const;

  const nlohmann::json* variables_;
  std::map<std::string, Value, std::less<>> converted_;
  std::vector<std::vector<std::pair<std::string, Value>>> scopes_;
};

/// Computes expressions. Errors carry the template's name and the place.
class Evaluator {
 public:
  Evaluator(const TemplateOptions& options, Scopes& scopes, const Limits& limits)
      : options_(options), scopes_(scopes), limits_(limits) {}

  [[nodiscard]] Value evaluate(const Expr& expr) const;
  /// Calls `work` and turns a `ValueError` into an `Error` at `at`.
  template <class Work>
  decltype(auto) located(Position at, Work work) const {
    try {
      return work();
    } catch (const ValueError& error) {
      throw error_at(error.code(), options_.name, at, error.what());
    }
  }

  [[nodiscard]] Value operator()(const Literal& node) const { return node.value; }
  [[nodiscard]] Value operator()(const Name& node) const { return scopes_.get(node.name); }
  [[nodiscard]] Value operator()(const Attribute& node) const;
  [[nodiscard]] Value operator()(const Subscript& node) const;
  [[nodiscard]] Value operator()(const SliceOf& node) const;
  [[nodiscard]] Value operator()(const ListOf& node) const;
  [[nodiscard]] Value operator()(const TupleOf& node) const;
  [[nodiscard]] Value operator()(const DictOf& node) const;
  [[nodiscard]] Value operator()(const Unary& node) const;
  [[nodiscard]] Value operator()(const Binary& node) const;
  [[nodiscard]] Value operator()(const Compare& node) const;
  [[nodiscard]] Value operator()(const And& node) const;
  [[nodiscard]] Value operator()(const Or& node) const;
  [[nodiscard]] Value operator()(const Not& node) const;
  [[nodiscard]] Value operator()(const Concat& node) const;
  [[nodiscard]] Value operator()(const Conditional& node) const;
  [[nodiscard]] Value operator()(const FilterOf& node) const;
  [[nodiscard]] Value operator()(const TestOf& node) const;

 private:
  [[nodiscard]] std::vector<Value> all(const std::vector<ExprPtr>& exprs) const;
  [[nodiscard]] Value optional(const ExprPtr& expr) const;
  [[nodiscard]] CallArguments call_arguments(const Arguments& arguments) const;

  const TemplateOptions& options_;
  Scopes& scopes_;
  const Limits& limits_;
};

}  // namespace baton::inline v0::jinja
