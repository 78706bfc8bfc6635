#include "prompt/expression_parser.hpp"

#include <algorithm>
#include <iterator>

#include "prompt/expression_parser_shared.hpp"

namespace baton::inline v0::jinja {

ExprPtr ExpressionParser::expression(bool with_condition) {
  const Nested nested(tokens_, depth_);
  return with_condition ? conditional() : disjunction();
}

ExprPtr ExpressionParser::conditional() {
  auto then = disjunction();
  while (tokens_.current().is_name("if")) {
    const Position at = tokens_.next().at;
    auto test = disjunction();
    ExprPtr otherwise;
    if (tokens_.skip_name("else")) {
      const Nested nested(tokens_, depth_);
      otherwise = conditional();
    }
    const std::size_t height = tallest(test, then, otherwise);
    then = make(at, Conditional{std::move(test), std::move(then), std::move(otherwise)}, height);
  }
  return then;
}

ExprPtr ExpressionParser::disjunction() {
  auto left = conjunction();
  while (tokens_.current().is_name("or")) {
    const Position at = tokens_.next().at;
    auto right = conjunction();
    const std::size_t height = tallest(left, right);
    left = make(at, Or{std::move(left), std::move(right)}, height);
  }
  return left;
}

ExprPtr ExpressionParser::conjunction() {
  auto left = negation();
  while (tokens_.current().is_name("and")) {
    const Position at = tokens_.next().at;
    auto right = negation();
    const std::size_t height = tallest(left, right);
    left = make(at, And{std::move(left), std::move(right)}, height);
  }
  return left;
}

ExprPtr ExpressionParser::negation() {
  if (!tokens_.current().is_name("not")) return comparison();
  const Nested nested(tokens_, depth_);
  const Position at = tokens_.next().at;
  auto operand = negation();
  const std::size_t height = operand->height;
  return make(at, Not{std::move(operand)}, height);
}

bool ExpressionParser::comparison_operator(Comparison& op) {
  static constexpr std::pair<std::string_view, Comparison> symbols[] = {
      {"==", Comparison::equal},      {"!=", Comparison::not_equal},
      {"<", Comparison::less},        {">", Comparison::greater},
      {"<=", Comparison::less_equal}, {">=", Comparison::greater_equal}};
  for (const auto& [symbol, comparison] : symbols) {
    if (tokens_.skip_symbol(symbol)) return op = comparison, true;
  }
  if (tokens_.skip_name("in")) return op = Comparison::in, true;
  if (!tokens_.current().is_name("not") || !tokens_.look().is_name("in")) return false;
  tokens_.next();
  tokens_.next();
  op = Comparison::not_in;
  return true;
}

ExprPtr ExpressionParser::comparison() {
  auto first = sum();
  const Position at = tokens_.current().at;
  std::vector<std::pair<Comparison, ExprPtr>> rest;
  std::size_t height = first->height;
  for (Comparison op{}; comparison_operator(op);) {
    rest.emplace_back(op, sum());
    height = std::max(height, rest.back().second->height);
  }
  if (rest.empty()) return first;
  return make(at, Compare{std::move(first), std::move(rest)}, height);
}

ExprPtr ExpressionParser::sum() {
  auto left = concatenation();
  while (tokens_.current().is_symbol("+") || tokens_.current().is_symbol("-")) {
    const Token token = tokens_.next();
    auto right = concatenation();
    const std::size_t height = tallest(left, right);
    const auto op = token.text == "+" ? Arithmetic::add : Arithmetic::subtract;
    left = make(token.at, Binary{op, std::move(left), std::move(right)}, height);
  }
  return left;
}

ExprPtr ExpressionParser::concatenation() {
  std::vector<ExprPtr> parts;
  parts.push_back(product());
  const Position at = tokens_.current().at;
  while (tokens_.skip_symbol("~")) parts.push_back(product());
  if (parts.size() == 1) return std::move(parts.front());
  const std::size_t height = tallest(parts);
  return make(at, Concat{std::move(parts)}, height);
}

ExprPtr ExpressionParser::product() {
  static constexpr std::pair<std::string_view, Arithmetic> operators[] = {
      {"*", Arithmetic::multiply},
      {"/", Arithmetic::divide},
      {"//", Arithmetic::floor_divide},
      {"%", Arithmetic::modulo}};
  auto left = power();
  for (;;) {
    const auto* found =
        std::find_if(std::begin(operators), std::end(operators),
                     [&](const auto& each) { return tokens_.current().is_symbol(each.first); });
    if (found == std::end(operators)) return left;
    const Position at = tokens_.next().at;
    auto right = power();
    const std::size_t height = tallest(left, right);
    left = make(at, Binary{found->second, std::move(left), std::move(right)}, height);
  }
}

ExprPtr ExpressionParser::power() {
  auto left = unary();
  while (tokens_.current().is_symbol("**")) {
    const Position at = tokens_.next().at;
    auto right = unary();
    const std::size_t height = tallest(left, right);
    left = make(at, Binary{Arithmetic::power, std::move(left), std::move(right)}, height);
  }
  return left;
}

ExprPtr ExpressionParser::unary(bool with_filters) {
  ExprPtr node;
  if (tokens_.current().is_symbol("-") || tokens_.current().is_symbol("+")) {
    const Nested nested(tokens_, depth_);
    const Token token = tokens_.next();
    auto operand = unary(false);
    const std::size_t height = operand->height;
    node = make(token.at, Unary{token.text == "-" ? Sign::minus : Sign::plus, std::move(operand)},
                height);
  } else {
    node = primary();
  }
  node = postfix(std::move(node));
  return with_filters ? filters(std::move(node)) : std::move(node);
}

}  // namespace baton::inline v0::jinja
