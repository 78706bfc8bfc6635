#include "prompt/lexer.hpp"

#include <array>
#include <optional>

#include <baton/core/text.hpp>

#include "prompt/literals.hpp"
#include "prompt/unicode.hpp"

namespace baton::inline v0::jinja {
namespace {

constexpr std::array<std::string_view, 26> token_symbols = {
    "**", "//", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[",
    "]",  "(",  ")",  "{",  "}",  ">",  "<", "=", ".", ":", "|", ",", ";"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

class Lexer {
 public:
  Lexer(std::string_view source, const TemplateOptions& options)
      : source_(source), options_(options) {}

  std::vector<Token> run() {
    while (at_ < source_.size()) read_text();
    tokens_.push_back({TokenKind::end, {}, position()});
    return std::move(tokens_);
  }

 private:
  [[noreturn]] void fail(Position at, const std::string& message) const {
    throw error_at(ErrorCode::parse_error, options_.name, at, message);
  }

  [[nodiscard]] bool looking_at(std::string_view text, std::size_t at) const {
    return source_.substr(std::min(at, source_.size()), text.size()) == text;
  }
  [[nodiscard]] bool looking_at(std::string_view text) const { return looking_at(text, at_); }

  /// Positions are asked for in growing order, so counting goes on from the last one.
  Position position() {
    for (; counted_ < at_; ++counted_) {
      const auto byte = static_cast<unsigned char>(source_[counted_]);
      if (byte == '\n') {
        ++place_.line;
        place_.column = 1;
      } else if ((byte & 0xC0U) != 0x80U) {
        ++place_.column;
      }
    }
    return place_;
  }

  [[nodiscard]] std::size_t skip_space(std::size_t at) const {
    return source_.size() - strip_left(source_.substr(std::min(at, source_.size()))).size();
  }

  /// The next `{{`, `{%` or `{#`, or the end.
  [[nodiscard]] std::size_t next_tag() const {
    for (std::size_t i = source_.find('{', at_); i != std::string_view::npos;
         i = source_.find('{', i + 1)) {
      const char next = i + 1 < source_.size() ? source_[i + 1] : '\0';
      if (next == '{' || next == '%' || next == '#') return i;
    }
    return source_.size();
  }

  void add_data(std::string_view text, Position at) {
    if (!text.empty()) tokens_.push_back({TokenKind::data, std::string(text), at});
  }

  /// Text before a tag: `-` strips it, `lstrip_blocks` takes the blanks before a block on its own
  /// line.
  [[nodiscard]] std::string_view before_tag(std::string_view text, char sign, bool variable) const {
    if (sign == '-') return strip_right(text);
    if (sign == '+' || !options_.lstrip_blocks || variable) return text;
    const std::size_t newline = text.rfind('\n');
    const std::size_t line = newline == std::string_view::npos ? 0 : newline + 1;
    if (line == 0 && !line_starting_) return text;
    return strip_left(text.substr(line)).empty() ? text.substr(0, line) : text;
  }

  void read_text() {
    const Position start = position();
    const std::size_t begin = at_;
    const std::size_t tag = next_tag();
    if (tag == source_.size()) {
      add_data(source_.substr(begin), start);
      at_ = tag;
      return;
    }
    const char sign = tag + 2 < source_.size() ? source_[tag + 2] : '\0';
    const char kind = source_[tag + 1];
    add_data(before_tag(source_.substr(begin, tag - begin), sign, kind == '{'), start);
    at_ = tag;
    const Position opened = position();
    at_ += sign == '-' || sign == '+' ? 3 : 2;
    if (kind == '#') return read_comment(opened);
    if (kind == '%' && read_raw(opened)) return;
    tokens_.push_back(
        {kind == '{' ? TokenKind::variable_begin : TokenKind::block_begin, {}, opened});
    read_code(kind == '{', opened);
  }

  /// Moves behind a closing tag that began at `at_`, with what it strips from the text behind.
  void close_tag(std::size_t size, bool strip, bool trims) {
    at_ += size;
    if (strip) {
      at_ = skip_space(at_);
    } else if (trims && options_.trim_blocks && looking_at("\n")) {
      ++at_;
    }
    line_starting_ = source_[at_ - 1] == '\n';
  }

  void read_comment(Position opened) {
    const std::size_t end = source_.find("#}", at_);
    if (end == std::string_view::npos) fail(opened, "the comment is not closed: add '#}'");
    // The sign belongs to the end unless it already was the sign of the beginning.
    const char sign = end > at_ ? source_[end - 1] : '\0';
    at_ = end;
    close_tag(2, sign == '-', sign != '+');
  }

  /// Reads `{% raw %}…{% endraw %}` if there is one; `at_` is behind the opening `{%`.
  bool read_raw(Position opened) {
    std::size_t at = skip_space(at_);
    if (!looking_at("raw", at)) return false;
    at = skip_space(at + 3);
    const bool strip = looking_at("-%}", at);
    if (!strip && !looking_at("%}", at)) return false;
    at_ = strip ? skip_space(at + 3) : at + 2;
    line_starting_ = source_[at_ - 1] == '\n';
    const Position start = position();
    for (std::size_t tag = source_.find("{%", at_); tag != std::string_view::npos;
         tag = source_.find("{%", tag + 1)) {
      if (close_raw(tag, start)) return true;
    }
    fail(opened, "the raw section is not closed: add '{% endraw %}'");
  }

  bool close_raw(std::size_t tag, Position start) {
    const char sign = tag + 2 < source_.size() ? source_[tag + 2] : '\0';
    std::size_t at = skip_space(tag + (sign == '-' || sign == '+' ? 3U : 2U));
    if (!looking_at("endraw", at)) return false;
    at = skip_space(at + 6);
    const char end_sign = looking_at("-%}", at) ? '-' : (looking_at("+%}", at) ? '+' : '\0');
    if (end_sign == '\0' && !looking_at("%}", at)) return false;
    add_data(before_tag(source_.substr(at_, tag - at_), sign, false), start);
    at_ = at;
    close_tag(end_sign == '\0' ? 2 : 3, end_sign == '-', end_sign == '\0');
    return true;
  }

  /// Tokens up to the closing `}}` or `%}`; the end of the source is for the parser to report.
  void read_code(bool variable, Position opened) {
    const std::string_view close = variable ? "}}" : "%}";
    std::string brackets;
    while (at_ < source_.size()) {
      if (brackets.empty() && end_code(variable, close)) return;
      const std::size_t behind = skip_space(at_);
      if (behind != at_) {
        at_ = behind;
      } else {
        read_token(brackets);
      }
    }
    fail(opened, variable
                     ? "'{{' is not closed: add '}}', or write {{ '{{' }} for braces that are text"
                     : "'{%' is not closed: add '%}'");
  }

  bool end_code(bool variable, std::string_view close) {
    const bool minus = looking_at("-") && looking_at(close, at_ + 1);
    const bool plus = !variable && looking_at("+") && looking_at(close, at_ + 1);
    if (!minus && !plus && !looking_at(close)) return false;
    tokens_.push_back({variable ? TokenKind::variable_end : TokenKind::block_end, {}, position()});
    close_tag(minus || plus ? 3 : 2, minus, !variable && !plus);
    return true;
  }

  void read_token(std::string& brackets) {
    const Position here = position();
    const char c = source_[at_];
    if (is_digit(c)) return read_number(here);
    if (is_name_start(c)) return read_name(here);
    if (c == '"' || c == '\'') return read_string(here);
    for (const auto symbol : token_symbols) {
      if (!looking_at(symbol)) continue;
      balance(symbol, brackets, here);
      at_ += symbol.size();
      tokens_.push_back({TokenKind::symbol, std::string(symbol), here});
      return;
    }
    std::size_t next = at_;
    (void)next_code_point(source_, next);
    fail(here, "unexpected character '" + std::string(source_.substr(at_, next - at_)) +
                   "': names are ASCII letters, digits and '_'; quote text");
  }

  void balance(std::string_view symbol, std::string& brackets, Position here) const {
    if (symbol == "(") brackets += ')';
    if (symbol == "[") brackets += ']';
    if (symbol == "{") brackets += '}';
    if (brackets.size() > options_.limits.depth) {
      throw error_at(
          ErrorCode::limit_exceeded, options_.name, here,
          "nested deeper than " + std::to_string(options_.limits.depth) + " levels: simplify");
    }
    if (symbol != ")" && symbol != "]" && symbol != "}") return;
    if (brackets.empty())
      fail(here, "unexpected '" + std::string(symbol) + "': remove it or open it before");
    if (brackets.back() != symbol[0]) {
      fail(here,
           "unexpected '" + std::string(symbol) + "': '" + brackets.back() + "' must come first");
    }
    brackets.pop_back();
  }

  void read_name(Position here) {
    const std::size_t begin = at_;
    while (at_ < source_.size() && (is_name_start(source_[at_]) || is_digit(source_[at_]))) ++at_;
    tokens_.push_back({TokenKind::name, std::string(source_.substr(begin, at_ - begin)), here});
  }

  void read_number(Position here) {
    const NumberLiteral number =
        scan_number(source_.substr(at_), at_ > 0 && source_[at_ - 1] == '.');
    at_ += number.size;
    tokens_.push_back({number.is_real ? TokenKind::real : TokenKind::integer, number.digits, here});
  }

  void read_string(Position here) {
    const char quote = source_[at_];
    const std::size_t begin = ++at_;
    while (at_ < source_.size() && source_[at_] != quote) at_ += source_[at_] == '\\' ? 2 : 1;
    if (at_ >= source_.size()) fail(here, "the string is not closed: add " + std::string(1, quote));
    auto text = unescape(source_.substr(begin, at_ - begin));
    ++at_;
    if (!text)
      fail(here,
           "the string has an escape that is not valid: use \\n, \\t, \\\\, \\xNN or \\uNNNN");
    tokens_.push_back({TokenKind::string, *std::move(text), here});
  }

  std::string_view source_;
  const TemplateOptions& options_;
  std::size_t at_ = 0;
  std::size_t counted_ = 0;
  Position place_;
  bool line_starting_ = true;
  std::vector<Token> tokens_;
};

}  // namespace

std::string describe(const Token& token) {
  switch (token.kind) {
    case TokenKind::data:
      return "text";
    case TokenKind::variable_begin:
      return "'{{'";
    case TokenKind::variable_end:
      return "'}}'";
    case TokenKind::block_begin:
      return "'{%'";
    case TokenKind::block_end:
      return "'%}'";
    case TokenKind::end:
      return "the end of the template";
    case TokenKind::string:
      return "a string";
    default:
      return "'" + token.text + "'";
  }
}

std::vector<Token> tokenize(std::string_view source, const TemplateOptions& options) {
  return Lexer(source, options).run();
}

}  // namespace baton::inline v0::jinja
