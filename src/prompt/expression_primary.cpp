#include "prompt/expression_parser.hpp"

#include <algorithm>

#include "prompt/expression_parser_shared.hpp"
#include "prompt/literals.hpp"

namespace baton::inline v0::jinja {

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
    if (text == "false" || text == "False")
      return make(token.at, Literal{Value::boolean(false)}, 0);
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
    return token.kind == TokenKind::variable_end || token.kind == TokenKind::block_end ||
           token.is_symbol(")") || (!stop.empty() && token.is_name(stop));
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
  if (name.kind == TokenKind::name)
    return make(token.at, Attribute{std::move(object), name.text}, height);
  if (name.kind != TokenKind::integer)
    tokens_.fail(name.at, "expected a name or number behind '.'");
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
  return make(
      at, SliceOf{std::move(object), std::move(start), std::move(bounds[0]), std::move(bounds[1])},
      height);
}

}  // namespace baton::inline v0::jinja
