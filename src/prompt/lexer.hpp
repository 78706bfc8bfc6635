#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <baton/prompt/template.hpp>

#include "prompt/source.hpp"

namespace baton::inline v0::jinja {

enum class TokenKind : std::uint8_t {
  data,            // text between tags
  variable_begin,  // {{
  variable_end,    // }}
  block_begin,     // {%
  block_end,       // %}
  name,
  string,
  integer,
  real,
  symbol,  // an operator or bracket
  end,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;
  Position at;

  [[nodiscard]] bool is_name(std::string_view name) const {
    return kind == TokenKind::name && text == name;
  }
  [[nodiscard]] bool is_symbol(std::string_view symbol) const {
    return kind == TokenKind::symbol && text == symbol;
  }
};

/// How to show a token in a message.
[[nodiscard]] std::string describe(const Token& token);

/// Cuts a template into tokens by the rules of Jinja2's lexer: whitespace control, raw sections,
/// comments, strings with Python's escapes. Ends with an `end` token. Throws `parse_error`.
[[nodiscard]] std::vector<Token> tokenize(std::string_view source, const TemplateOptions& options);

}  // namespace baton::inline v0::jinja
