#include "prompt/expression_parser.hpp"

#include <algorithm>

#include "prompt/callables.hpp"
#include "prompt/literals.hpp"

namespace baton::inline v0::jinja {
namespace {

std::size_t height_of(const ExprPtr& expr) { return expr ? expr->height : 0; }

template <class... Exprs>
std::size_t tallest(const Exprs&... exprs) {
  return std::max({height_of(exprs)...});
}

std::size_t tallest(const std::vector<ExprPtr>& exprs) {
  std::size_t height = 0;
  for (const auto& expr : exprs) height = std::max(height, height_of(expr));
  return height;
}

std::size_t tallest(const Arguments& arguments) {
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

}  // namespace

template <class Node>
ExprPtr ExpressionParser::make(Position at, Node node, std::size_t height) {
  tokens_.require_depth(at, height + 1);
  return std::make_unique<const Expr>(Expr{at, height + 1, std::move(node)});
}

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
      {"==", Comparison::equal}, {"!=", Comparison::not_equal},     {"<", Comparison::less},
      {">", Comparison::greater}, {"<=", Comparison::less_equal}, {">=", Comparison::greater_equal}};
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
      {"*", Arithmetic::multiply}, {"/", Arithmetic::divide}, {"//", Arithmetic::floor_divide}, {"%", Arithmetic::modulo}};
  auto left = power();
  for (;;) {
    const auto* found = std::find_if(std::begin(operators), std::end(operators),
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
    node = make(token.at, Unary{token.text == "-" ? Sign::minus : Sign::plus, std::move(operand)}, height);
  } else {
    node = primary();
  }
  node = postfix(std::move(node));
  return with_filters ? filters(std::move(node)) : std::move(node);
}

ExprPtr ExpressionParser::strings() {
  const Position at = tokens_.current().at;
  std::string text;
  while (tokens_.current().kind == TokenKind::string) text += tokens_.next().text;
  return make(at, Literal{Value::text(std::move(text))}, 0);
}

ExprPtr ExpressionParser::primary() {
  if (tokens_.current().kind == TokenKind::string) return strings();
  if (tokens_.current().is_symbol("[")) return list();
  if (tokens_.current().is_symbol("{")) return dict();
  if (tokens_.skip_symbol("(")) {
    auto inside = tuple(true, {}, true);
    tokens_.expect_symbol(")");
    return inside;
  }
  const Token token = tokens_.current();
  const std::string& text = token.text;
  if (token.kind == TokenKind::name) {
    tokens_.next();
    if (text == "true" || text == "True") return make(token.at, Literal{Value::boolean(true)}, 0);
    if (text == "false" || text == "False") return make(token.at, Literal{Value::boolean(false)}, 0);
    if (text == "none" || text == "None") return make(token.at, Literal{Value()}, 0);
    return make(token.at, Name{text}, 0);
  }
  if (token.kind != TokenKind::integer && token.kind != TokenKind::real) {
    tokens_.fail("expected a value, found " + describe(token) + ": add a variable or a literal");
  }
  tokens_.next();
  return number(token);
}

ExprPtr ExpressionParser::number(const Token& token) {
  try {
    return make(token.at, Literal{number_value(token.text, token.kind == TokenKind::real)}, 0);
  } catch (const ValueError& error) {
    tokens_.fail(token.at, error.what());
  }
}

ExprPtr ExpressionParser::tuple(bool with_condition, std::string_view stop, bool in_parentheses) {
  const Position at = tokens_.current().at;
  const auto ended = [&] {
    const Token& token = tokens_.current();
    return token.kind == TokenKind::variable_end || token.kind == TokenKind::block_end || token.is_symbol(")") ||
           (!stop.empty() && token.is_name(stop));
  };
  std::vector<ExprPtr> items;
  bool is_tuple = false;
  while (!ended()) {
    items.push_back(expression(with_condition));
    if (!tokens_.skip_symbol(",")) break;
    is_tuple = true;
  }
  if (!is_tuple && !items.empty()) return std::move(items.front());
  if (!is_tuple && !in_parentheses) {
    tokens_.fail("expected an expression, found " + describe(tokens_.current()));
  }
  const std::size_t height = tallest(items);
  return make(at, TupleOf{std::move(items)}, height);
}

ExprPtr ExpressionParser::list() {
  const Position at = tokens_.next().at;
  std::vector<ExprPtr> items;
  while (!tokens_.current().is_symbol("]")) {
    items.push_back(expression());
    if (!tokens_.skip_symbol(",")) break;
  }
  tokens_.expect_symbol("]");
  const std::size_t height = tallest(items);
  return make(at, ListOf{std::move(items)}, height);
}

ExprPtr ExpressionParser::dict() {
  const Position at = tokens_.next().at;
  std::vector<std::pair<ExprPtr, ExprPtr>> items;
  std::size_t height = 0;
  while (!tokens_.current().is_symbol("}")) {
    auto key = expression();
    tokens_.expect_symbol(":");
    auto value = expression();
    height = std::max({height, key->height, value->height});
    items.emplace_back(std::move(key), std::move(value));
    if (!tokens_.skip_symbol(",")) break;
  }
  tokens_.expect_symbol("}");
  return make(at, DictOf{std::move(items)}, height);
}

void ExpressionParser::refuse_call() const {
  tokens_.fail("calls are not part of the language: use a filter, or compute the value before");
}

ExprPtr ExpressionParser::postfix(ExprPtr node) {
  for (;;) {
    if (tokens_.current().is_symbol(".") || tokens_.current().is_symbol("[")) {
      node = member(std::move(node));
    } else if (tokens_.current().is_symbol("(")) {
      refuse_call();
    } else {
      return node;
    }
  }
}

ExprPtr ExpressionParser::member(ExprPtr object) {
  const Token token = tokens_.next();
  if (token.text == "[") return bracketed(std::move(object), token.at);
  const Token name = tokens_.next();
  const std::size_t height = object->height;
  if (name.kind == TokenKind::name) return make(token.at, Attribute{std::move(object), name.text}, height);
  if (name.kind != TokenKind::integer) tokens_.fail(name.at, "expected a name or number behind '.'");
  auto key = number(name);
  return make(token.at, Subscript{std::move(object), std::move(key)}, height);
}

ExprPtr ExpressionParser::bracketed(ExprPtr object, Position at) {
  if (tokens_.current().is_symbol(":")) return slice(std::move(object), nullptr, at);
  auto key = expression();
  if (tokens_.current().is_symbol(":")) return slice(std::move(object), std::move(key), at);
  tokens_.expect_symbol("]");
  const std::size_t height = tallest(object, key);
  return make(at, Subscript{std::move(object), std::move(key)}, height);
}

ExprPtr ExpressionParser::slice(ExprPtr object, ExprPtr start, Position at) {
  ExprPtr bounds[2];
  for (auto& each : bounds) {
    if (!tokens_.skip_symbol(":")) break;
    if (!tokens_.current().is_symbol(":") && !tokens_.current().is_symbol("]")) each = expression();
  }
  tokens_.expect_symbol("]");
  const std::size_t height = tallest(object, start, bounds[0], bounds[1]);
  return make(at, SliceOf{std::move(object), std::move(start), std::move(bounds[0]), std::move(bounds[1])}, height);
}

ExprPtr ExpressionParser::filters(ExprPtr node) {
  for (;;) {
    if (tokens_.current().is_symbol("|")) {
      node = filter(std::move(node));
    } else if (tokens_.current().is_name("is")) {
      node = test(std::move(node));
    } else if (tokens_.current().is_symbol("(")) {
      refuse_call();
    } else {
      return node;
    }
  }
}

Arguments ExpressionParser::arguments() {
  Arguments out;
  tokens_.expect_symbol("(");
  while (!tokens_.current().is_symbol(")")) {
    if (tokens_.current().kind == TokenKind::name && tokens_.look().is_symbol("=")) {
      std::string name = tokens_.next().text;
      tokens_.next();
      out.named.emplace_back(std::move(name), expression());
    } else if (!out.named.empty()) {
      tokens_.fail("an argument without a name follows one with a name: put it first");
    } else {
      out.positional.push_back(expression());
    }
    if (!tokens_.skip_symbol(",")) break;
  }
  tokens_.expect_symbol(")");
  return out;
}

ExprPtr ExpressionParser::filter(ExprPtr target) {
  tokens_.next();
  const Token name = tokens_.expect(TokenKind::name, "the name of a filter");
  const FilterSpec* spec = find_filter(name.text);
  if (!spec) tokens_.fail(name.at, unknown_filter(name.text));
  Arguments given = tokens_.current().is_symbol("(") ? arguments() : Arguments{};
  std::vector<std::string_view> named;
  for (const auto& [key, value] : given.named) named.emplace_back(key);
  if (const auto why = misfit(*spec, given.positional.size(), named); !why.empty()) tokens_.fail(name.at, why);
  const std::size_t height = std::max(target->height, tallest(given));
  return make(name.at, FilterOf{spec, std::move(target), std::move(given)}, height);
}

Arguments ExpressionParser::test_arguments() {
  if (tokens_.current().is_symbol("(")) return arguments();
  const Token& token = tokens_.current();
  const bool literal = token.kind == TokenKind::string || token.kind == TokenKind::integer ||
                       token.kind == TokenKind::real || token.is_symbol("[") || token.is_symbol("{");
  const bool name = token.kind == TokenKind::name && token.text != "else" && token.text != "or" && token.text != "and";
  if (!literal && !name) return {};
  if (token.is_name("is")) tokens_.fail("tests cannot be chained with 'is': join them with 'and'");
  Arguments out;
  const Nested nested(tokens_, depth_);
  out.positional.push_back(postfix(primary()));
  return out;
}

ExprPtr ExpressionParser::test(ExprPtr target) {
  tokens_.next();
  const bool negated = tokens_.skip_name("not");
  const Token name = tokens_.expect(TokenKind::name, "the name of a test");
  const TestSpec* spec = find_test(name.text);
  if (!spec) tokens_.fail(name.at, unknown_test(name.text));
  Arguments given = test_arguments();
  if (const auto why = misfit(*spec, given.positional.size(), given.named.size()); !why.empty()) {
    tokens_.fail(name.at, why);
  }
  const std::size_t height = std::max(target->height, tallest(given));
  auto node = make(name.at, TestOf{spec, std::move(target), std::move(given)}, height);
  return negated ? make(name.at, Not{std::move(node)}, height + 1) : std::move(node);
}

Target ExpressionParser::single_target() {
  if (tokens_.skip_symbol("(")) {
    const Nested nested(tokens_, depth_);
    auto inside = target({});
    tokens_.expect_symbol(")");
    return inside;
  }
  const Token name = tokens_.expect(TokenKind::name, "a name to assign to");
  static constexpr std::string_view constants[] = {"true", "false", "none", "True", "False", "None"};
  if (std::find(std::begin(constants), std::end(constants), name.text) != std::end(constants)) {
    tokens_.fail(name.at, "'" + name.text + "' cannot be assigned to: choose another name");
  }
  return {name.text, {}, name.at};
}

Target ExpressionParser::target(std::string_view stop) {
  Target out;
  out.at = tokens_.current().at;
  auto first = single_target();
  if (!tokens_.current().is_symbol(",")) return first;
  out.parts.push_back(std::move(first));
  while (tokens_.skip_symbol(",")) {
    const Token& token = tokens_.current();
    if (token.is_symbol("=") || token.is_symbol(")") || (!stop.empty() && token.is_name(stop))) break;
    out.parts.push_back(single_target());
  }
  return out;
}

}  // namespace baton::inline v0::jinja
