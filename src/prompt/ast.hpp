#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <baton/prompt/template.hpp>

#include "prompt/operators.hpp"
#include "prompt/source.hpp"
#include "prompt/value.hpp"

/// The parsed form of a template. Built once, never changed, walked by the renderer.
namespace baton::inline v0::jinja {

struct FilterSpec;
struct TestSpec;

struct Expr;
using ExprPtr = std::unique_ptr<const Expr>;

struct Literal {
  Value value;
};
struct Name {
  std::string name;
};
struct Attribute {
  ExprPtr object;
  std::string name;
};
struct Subscript {
  ExprPtr object;
  ExprPtr key;
};
struct SliceOf {
  ExprPtr object;
  ExprPtr start;  // may be null, as may be the others
  ExprPtr stop;
  ExprPtr step;
};
struct ListOf {
  std::vector<ExprPtr> items;
};
struct TupleOf {
  std::vector<ExprPtr> items;
};
struct DictOf {
  std::vector<std::pair<ExprPtr, ExprPtr>> items;
};
enum class Sign : std::uint8_t { minus, plus };
struct Unary {
  Sign sign;
  ExprPtr operand;
};
struct Binary {
  Arithmetic op;
  ExprPtr left;
  ExprPtr right;
};
struct Compare {
  ExprPtr first;
  std::vector<std::pair<Comparison, ExprPtr>> rest;
};
struct And {
  ExprPtr left;
  ExprPtr right;
};
struct Or {
  ExprPtr left;
  ExprPtr right;
};
struct Not {
  ExprPtr operand;
};
struct Concat {
  std::vector<ExprPtr> parts;
};
struct Conditional {
  ExprPtr test;
  ExprPtr then;
  ExprPtr otherwise;  // may be null
};
struct Arguments {
  std::vector<ExprPtr> positional;
  std::vector<std::pair<std::string, ExprPtr>> named;
};
struct FilterOf {
  const FilterSpec* filter;
  ExprPtr target;
  Arguments arguments;
};
struct TestOf {
  const TestSpec* test;
  ExprPtr target;
  Arguments arguments;
};

struct Expr {
  using Node =
      std::variant<Literal, Name, Attribute, Subscript, SliceOf, ListOf, TupleOf, DictOf, Unary,
                   Binary, Compare, And, Or, Not, Concat, Conditional, FilterOf, TestOf>;
  Position at;
  std::size_t height;  // of the tree below; bounded, because every walk recurses
  Node node;
};

struct Statement;
using Block = std::vector<Statement>;

struct Data {
  std::string text;
};
struct Output {
  ExprPtr value;
};
struct IfBranch {
  ExprPtr test;  // null for else
  Block body;
};
struct If {
  std::vector<IfBranch> branches;
};
/// A name, or names in parentheses that take a sequence apart.
struct Target {
  std::string name;  // empty when `parts` count
  std::vector<Target> parts;
  Position at;
};
struct For {
  Target target;
  ExprPtr items;
  ExprPtr condition;  // may be null
  Block body;
  Block otherwise;
};
struct Set {
  Target target;
  ExprPtr value;
};
struct SetBlock {
  Target target;
  Block body;
};
struct Include {
  ExprPtr name;
  bool ignore_missing = false;
  bool with_context = true;
};

struct Statement {
  Position at;
  std::variant<Data, Output, If, For, Set, SetBlock, Include> node;
};

struct ParsedTemplate {
  std::string source;
  TemplateOptions options;
  Block body;
};

/// Where includes come from.
class TemplateSource {
 public:
  virtual ~TemplateSource() = default;
  /// The template of that name, or null. Throws `Error` when the name is malformed.
  [[nodiscard]] virtual std::shared_ptr<const ParsedTemplate> find(
      const std::string& name) const = 0;
  /// For messages: the names there are.
  [[nodiscard]] virtual std::vector<std::string> names() const = 0;
};

}  // namespace baton::inline v0::jinja
