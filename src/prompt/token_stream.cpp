#include "prompt/expression_parser.hpp"

namespace baton::inline v0::jinja {

Token TokenStream::next() {
  Token token = tokens_[at_];
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}

bool TokenStream::skip_symbol(std::string_view symbol) {
  if (!current().is_symbol(symbol)) return false;
  next();
  return true;
}

bool TokenStream::skip_name(std::string_view name) {
  if (!current().is_name(name)) return false;
  next();
  return true;
}

void TokenStream::expect_symbol(std::string_view symbol) {
  if (!skip_symbol(symbol)) {
    fail("expected '" + std::string(symbol) + "', found " + describe(current()));
  }
}

Token TokenStream::expect(TokenKind kind, std::string_view what) {
  if (current().kind != kind)
    fail("expected " + std::string(what) + ", found " + describe(current()));
  return next();
}

void TokenStream::fail(Position at, const std::string& message) const {
  throw error_at(ErrorCode::parse_error, options_.name, at, message);
}

void TokenStream::require_depth(Position at, std::size_t depth) const {
  if (depth > options_.limits.depth) {
    throw error_at(ErrorCode::limit_exceeded, options_.name, at,
                   "nested deeper than " + std::to_string(options_.limits.depth) +
                       " levels: split it with {% set %}, or raise Limits::depth");
  }
}

}  // namespace baton::inline v0::jinja
