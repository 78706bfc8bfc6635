#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prompt/ast.hpp"
#include "prompt/lexer.hpp"

namespace baton::inline v0::jinja {

/// The tokens of a template with a place to read from, and the errors of parsing.
class TokenStream {
 public:
  TokenStream(std::vector<Token> tokens, const TemplateOptions& options)
      : tokens_(std::move(tokens)), options_(options) {}

  [[nodiscard]] const Token& current() const { return tokens_[at_]; }
  [[nodiscard]] const Token& look() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  Token next();
  bool skip_symbol(std::string_view symbol);
  bool skip_name(std::string_view name);
  void expect_symbol(std::string_view symbol);
  Token expect(TokenKind kind, std::string_view what);

  [[noreturn]] void fail(Position at, const std::string& message) const;
  [[noreturn]] void fail(const std::string& message) const { fail(current().at, message); }
  /// Throws `limit_exceeded` when `depth` is over the limit.
  void require_depth(Position at, std::size_t depth) const;
  [[nodiscard]] const TemplateOptions& options() const { return options_; }

 private:
  std::vector<Token> tokens_;
  const TemplateOptions& options_;
  std::size_t at_ = 0;
};

/// Jinja2's expression grammar, one function for each of its rules.
class ExpressionParser {
 public:
  explicit ExpressionParser(TokenStream& tokens) : tokens_(tokens) {}

  ExprPtr expression(bool with_condition = true);
  /// One expression, or a tuple of several with commas. `stop` is a name that ends it.
  ExprPtr tuple(bool with_condition, std::string_view stop = {}, bool in_parentheses = false);
  /// The left side of `set` and `for`.
  Target target(std::string_view stop);

 private:
  template <class Node>
  ExprPtr make(Position at, Node node, std::size_t height);

  ExprPtr conditional();
  ExprPtr disjunction();
  ExprPtr conjunction();
  ExprPtr negation();
  ExprPtr comparison();
  ExprPtr sum();
  ExprPtr concatenation();
  ExprPtr product();
  ExprPtr power();
  ExprPtr unary(bool with_filters = true);
  ExprPtr primary();
  ExprPtr number(const Token& token);
  ExprPtr strings();
  ExprPtr list();
  ExprPtr dict();
  ExprPtr postfix(ExprPtr node);
  ExprPtr member(ExprPtr object);
  ExprPtr bracketed(ExprPtr object, Position at);
  ExprPtr slice(ExprPtr object, ExprPtr start, Position at);
  ExprPtr filters(ExprPtr node);
  ExprPtr filter(ExprPtr target);
  ExprPtr test(ExprPtr target);
  Arguments arguments();
  Arguments test_arguments();
  [[noreturn]] void refuse_call() const;
  bool comparison_operator(Comparison& op);
  Target single_target();

  TokenStream& tokens_;
  std::size_t depth_ = 0;
};

}  // namespace baton::inline v0::jinja
