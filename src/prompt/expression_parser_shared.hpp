#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "prompt/expression_parser.hpp"

/// What the files of the expression parser share.
namespace baton::inline v0::jinja {

inline std::size_t height_of(const ExprPtr& expr) { return expr ? expr->height : 0; }

template <class... Exprs>
inline std::size_t tallest(const Exprs&... exprs) {
  return std::max({height_of(exprs)...});
}

inline std::size_t tallest(const std::vector<ExprPtr>& exprs) {
  std::size_t height = 0;
  for (const auto& expr : exprs) height = std::max(height, height_of(expr));
  return height;
}

inline std::size_t tallest(const Arguments& arguments) {
  std::size_t height = tallest(arguments.positional);
  for (const auto& [name, expr] : arguments.named) height = std::max(height, height_of(expr));
  return height;
}

/// Counts the nesting of the parser's own calls.
class Nested {
 public:
  Nested(TokenStream& tokens, std::size_t& depth) : depth_(depth) {
    tokens.require_depth(tokens.current().at, ++depth_);
  }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;
  ~Nested() { --depth_; }

 private:
  std::size_t& depth_;
};

template <class Node>
ExprPtr ExpressionParser::make(Position at, Node node, std::size_t height) {
  tokens_.require_depth(at, height + 1);
  return std::make_unique<const Expr>(Expr{at, height + 1, std::move(node)});
}

}  // namespace baton::inline v0::jinja
