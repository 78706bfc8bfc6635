#include "prompt/template_parser.hpp"

#include <algorithm>
#include <initializer_list>

#include <baton/core/text.hpp>

#include "prompt/callables.hpp"
#include "prompt/expression_parser.hpp"
#include "prompt/unicode.hpp"

namespace baton::inline v0::jinja {
namespace {

using Names = std::initializer_list<std::string_view>;

class TemplateParser {
 public:
  TemplateParser(std::vector<Token> tokens, const TemplateOptions& options)
      : tokens_(std::move(tokens), options), expressions_(tokens_) {}

  Block run() { return block({}, {}, {}); }

 private:
  /// Statements up to a tag named in `ends`, whose name is the next token then.
  Block block(Names ends, std::string_view opener, Position opened) {
    tokens_.require_depth(opened, ++depth_);
    Block out;
    for (;;) {
      const Token& token = tokens_.current();
      if (token.kind == TokenKind::end) break;
      if (token.kind == TokenKind::block_begin && is_end(ends, tokens_.look())) {
        tokens_.next();
        --depth_;
        return out;
      }
      out.push_back(statement());
    }
    if (ends.size() != 0) {
      tokens_.fail(opened, "'{% " + std::string(opener) + " %}' is not closed: add '{% " +
                               std::string(*(ends.end() - 1)) + " %}'");
    }
    --depth_;
    return out;
  }

  static bool is_end(Names ends, const Token& token) {
    return std::any_of(ends.begin(), ends.end(),
                       [&](std::string_view name) { return token.is_name(name); });
  }

  Statement statement() {
    const Token token = tokens_.next();
    if (token.kind == TokenKind::data) return {token.at, Data{token.text}};
    if (token.kind == TokenKind::variable_begin) {
      auto value = expressions_.tuple(true);
      tokens_.expect(TokenKind::variable_end, "'}}' or an operator");
      return {token.at, Output{std::move(value)}};
    }
    return tag();
  }

  Statement tag() {
    const Token name = tokens_.expect(TokenKind::name, "the name of a tag");
    if (name.text == "if") return if_tag(name.at);
    if (name.text == "for") return for_tag(name.at);
    if (name.text == "set") return set_tag(name.at);
    if (name.text == "include") return include_tag(name.at);
    unknown_tag(name);
  }

  [[noreturn]] void unknown_tag(const Token& name) {
    static const std::vector<std::string> left_out = {"macro",      "call",  "import", "from",
                                                      "extends",    "block", "with",   "filter",
                                                      "autoescape", "do",    "break",  "continue"};
    static const std::vector<std::string> closing = {"endif", "endfor", "endset",
                                                     "else",  "elif",   "endraw"};
    if (std::find(left_out.begin(), left_out.end(), name.text) != left_out.end()) {
      tokens_.fail(
          name.at,
          "'" + name.text + "' is not part of the language: there are if, for, set, include, raw");
    }
    if (std::find(closing.begin(), closing.end(), name.text) != closing.end()) {
      tokens_.fail(name.at,
                   "'" + name.text + "' does not close what is open here: check the nesting");
    }
    const auto near = nearest(name.text, {"if", "for", "set", "include", "raw", "elif", "else",
                                          "endif", "endfor", "endset"});
    tokens_.fail(name.at, "unknown tag '" + name.text + "'" +
                              (near.empty() ? ": there are if, for, set, include, raw"
                                            : ": did you mean '" + near + "'?"));
  }

  void end_tag() { tokens_.expect(TokenKind::block_end, "'%}'"); }

  /// The body of a tag that was read up to its end; a colon before '%}' is allowed as in Jinja2.
  Block body(Names ends, std::string_view opener, Position opened) {
    tokens_.skip_symbol(":");
    end_tag();
    return block(ends, opener, opened);
  }

  Statement if_tag(Position at) {
    If out;
    for (;;) {
      auto test = expressions_.tuple(false);
      auto then = body({"elif", "else", "endif"}, "if", at);
      out.branches.push_back({std::move(test), std::move(then)});
      const Token token = tokens_.next();
      if (token.text == "elif") continue;
      if (token.text == "else") {
        out.branches.push_back({nullptr, body({"endif"}, "if", at)});
        tokens_.next();
      }
      end_tag();
      return {at, std::move(out)};
    }
  }

  Statement for_tag(Position at) {
    For out;
    out.target = expressions_.target("in");
    refuse_loop(out.target, true);
    if (!tokens_.skip_name("in"))
      tokens_.fail("expected 'in', found " + describe(tokens_.current()));
    out.items = expressions_.tuple(false, "recursive");
    if (tokens_.skip_name("if")) out.condition = expressions_.expression();
    if (tokens_.current().is_name("recursive")) {
      tokens_.fail(
          "recursive loops are not part of the language: nest the loops, or flatten the data "
          "before");
    }
    ++loops_;
    out.body = body({"else", "endfor"}, "for", at);
    --loops_;
    if (tokens_.next().text == "else") {
      ++loops_;
      out.otherwise = body({"endfor"}, "for", at);
      --loops_;
      tokens_.next();
    }
    end_tag();
    return {at, std::move(out)};
  }

  Statement set_tag(Position at) {
    if (tokens_.look().is_symbol(".")) {
      tokens_.fail(
          "attributes cannot be set: only names, and namespace() is not part of the language");
    }
    auto target = expressions_.target({});
    refuse_loop(target, loops_ > 0);
    if (tokens_.skip_symbol("=")) {
      auto value = expressions_.tuple(true);
      end_tag();
      return {at, Set{std::move(target), std::move(value)}};
    }
    auto content = body({"endset"}, "set", at);
    tokens_.next();
    end_tag();
    return {at, SetBlock{std::move(target), std::move(content)}};
  }

  Statement include_tag(Position at) {
    Include out;
    out.name = expressions_.expression();
    if (tokens_.current().is_name("ignore") && tokens_.look().is_name("missing")) {
      tokens_.next();
      tokens_.next();
      out.ignore_missing = true;
    }
    const bool with = tokens_.current().is_name("with");
    if ((with || tokens_.current().is_name("without")) && tokens_.look().is_name("context")) {
      tokens_.next();
      tokens_.next();
      out.with_context = with;
    }
    end_tag();
    return {at, std::move(out)};
  }

  void refuse_loop(const Target& target, bool inside) const {
    if (inside && target.name == "loop") {
      tokens_.fail(target.at, "'loop' cannot be assigned inside a for: choose another name");
    }
    for (const Target& part : target.parts) refuse_loop(part, inside);
  }

  TokenStream tokens_;
  ExpressionParser expressions_;
  std::size_t depth_ = 0;
  std::size_t loops_ = 0;
};

std::string prepared(std::string_view source, const TemplateOptions& options) {
  if (source.size() > options.limits.bytes) {
    throw error_at(ErrorCode::limit_exceeded, options.name, {},
                   "the source of " + std::to_string(source.size()) +
                       " bytes is over the limit of " + std::to_string(options.limits.bytes) +
                       ": split it with include, or raise Limits::bytes");
  }
  const std::size_t valid = utf8_valid_prefix(source);
  if (valid != source.size()) {
    const auto line =
        1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(valid), '\n');
    throw error_at(
        ErrorCode::parse_error, options.name, {.line = static_cast<std::uint32_t>(line)},
        "the source is not UTF-8 at byte " + std::to_string(valid) + ": convert the file");
  }
  std::string text = normalize_newlines(source);
  if (!options.keep_trailing_newline && text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

std::shared_ptr<const ParsedTemplate> parse_template(std::string_view source,
                                                     TemplateOptions options) {
  auto out = std::make_shared<ParsedTemplate>();
  out->options = std::move(options);
  const std::string text = prepared(source, out->options);
  out->source = source;
  out->body = TemplateParser(tokenize(text, out->options), out->options).run();
  return out;
}

}  // namespace baton::inline v0::jinja
