#include "prompt/expression_parser.hpp"

#include <algorithm>
#include <iterator>

#include "prompt/callables.hpp"
#include "prompt/expression_parser_shared.hpp"

namespace baton::inline v0::jinja {

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
  if (const auto why = misfit(*spec, given.positional.size(), named); !why.empty())
    tokens_.fail(name.at, why);
  const std::size_t height = std::max(target->height, tallest(given));
  return make(name.at, FilterOf{spec, std::move(target), std::move(given)}, height);
}

Arguments ExpressionParser::test_arguments() {
  if (tokens_.current().is_symbol("(")) return arguments();
  const Token& token = tokens_.current();
  const bool literal = token.kind == TokenKind::string || token.kind == TokenKind::integer ||
                       token.kind == TokenKind::real || token.is_symbol("[") ||
                       token.is_symbol("{");
  const bool name = token.kind == TokenKind::name && token.text != "else" && token.text != "or" &&
                    token.text != "and";
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
  static constexpr std::string_view constants[] = {"true", "false", "none",
                                                   "True", "False", "None"};
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
    if (token.is_symbol("=") || token.is_symbol(")") || (!stop.empty() && token.is_name(stop)))
      break;
    out.parts.push_back(single_target());
  }
  return out;
}

}  // namespace baton::inline v0::jinja
