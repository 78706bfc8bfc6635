#include <algorithm>
#include <string>
#include <vector>

#include <baton/core/error.hpp>

#include "provider/testing/sample.hpp"

namespace baton::inline v0::sample {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view word_characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

// Generates while it parses: an alternative that is not chosen is parsed with its output dropped.
class Generator {
 public:
  Generator(std::string_view pattern, Random& random) : pattern_(pattern), random_(random) {}

  std::string run() {
    auto text = alternatives(0);
    if (at_ < pattern_.size()) refuse("an unmatched ')'");
    return text;
  }

 private:
  [[noreturn]] void refuse(std::string_view what) const {
    throw Error(ErrorCode::unsupported, "cannot make a string for the pattern '" + std::string(pattern_) +
                                            "' because of " + std::string(what) + " near byte " +
                                            std::to_string(at_) + ": use a simpler pattern or an enum");
  }
  [[nodiscard]] bool at_end() const noexcept { return at_ >= pattern_.size(); }
  [[nodiscard]] char peek() const noexcept { return at_end() ? '\0' : pattern_[at_]; }
  bool take(char c) noexcept {
    if (at_end() || pattern_[at_] != c) return false;
    ++at_;
    return true;
  }
  char next() {
    if (at_end()) refuse("its end");
    return pattern_[at_++];
  }

  std::string alternatives(int depth) {
    if (depth > 32) refuse("groups nested deeper than 32");
    std::vector<std::string> options = {sequence(depth)};
    while (take('|')) options.push_back(sequence(depth));
    return options[random_.below(options.size())];
  }

  std::string sequence(int depth) {
    std::string text;
    while (!at_end() && peek() != '|' && peek() != ')') {
      if (take('^') || take('$')) continue;
      text += repeated(depth);
      if (text.size() > 4096) refuse("a result over 4096 bytes");
    }
    return text;
  }

  // One atom as often as its quantifier asks for.
  std::string repeated(int depth) {
    const std::size_t start = at_;
    std::string text = one(depth);
    std::size_t least = 1;
    std::size_t most = 1;
    if (!quantifier(least, most)) return text;
    const std::size_t after = at_;
    const std::size_t turns = least + random_.below(most - least + 1);
    text.clear();
    for (std::size_t turn = 0; turn < turns; ++turn) {
      at_ = start;
      text += one(depth);
      if (text.size() > 4096) refuse("a result over 4096 bytes");
    }
    at_ = after;
    return text;
  }

  bool quantifier(std::size_t& least, std::size_t& most) {
    if (take('*')) {
      least = 0, most = 3;
    } else if (take('+')) {
      least = 1, most = 4;
    } else if (take('?')) {
      least = 0, most = 1;
    } else if (take('{')) {
      least = number();
      most = least;
      if (take(',')) most = peek() == '}' ? least + 3 : number();
      if (!take('}') || most < least || most > 256) refuse("a '{' repetition");
    } else {
      return false;
    }
    take('?');  // lazy or greedy, the strings are the same
    return true;
  }

  std::size_t number() {
    std::size_t value = 0;
    bool any = false;
    while (!at_end() && peek() >= '0' && peek() <= '9' && value < 10000) {
      value = value * 10 + static_cast<std::size_t>(next() - '0');
      any = true;
    }
    if (!any) refuse("a missing number");
    return value;
  }

  std::string one(int depth) {
    const char c = next();
    if (c == '(') return group(depth);
    if (c == '[') return std::string(1, pick(character_class()));
    if (c == '.') return std::string(1, pick(word_characters));
    if (c == '\\') return escape();
    if (c == '*' || c == '+' || c == '?') refuse("a quantifier without anything to repeat");
    return std::string(1, c);
  }

  std::string group(int depth) {
    if (take('?') && !take(':')) refuse("a special group");
    auto text = alternatives(depth + 1);
    if (!take(')')) refuse("an unclosed '('");
    return text;
  }

  std::string escape() {
    const auto set = escaped_set(next());
    return set.empty() ? std::string() : std::string(1, pick(set));
  }

  // What an escape stands for; empty for a word boundary.
  std::string escaped_set(char c) {
    switch (c) {
      case 'd': return std::string(digits);
      case 'w': return std::string(word_characters);
      case 's': return " ";
      case 'D': case 'W': case 'S': return c == 'W' ? "-" : "x";
      case 'n': return "\n";
      case 't': return "\t";
      case 'r': return "\r";
      case 'b': return {};
      default: break;
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
      refuse("an escape it does not know");
    }
    return std::string(1, c);
  }

  std::string character_class() {
    const bool negated = take('^');
    std::string set;
    bool first = true;
    while (at_end() || peek() != ']' || first) {
      first = false;
      const char from = next();
      std::string part = from == '\\' ? escaped_set(next()) : std::string(1, from);
      if (part.size() == 1 && at_ + 1 < pattern_.size() && peek() == '-' && pattern_[at_ + 1] != ']') {
        ++at_;
        part = range(part[0], next());
      }
      set += part;
    }
    ++at_;
    if (negated) set = complement(set);
    if (set.empty()) refuse("an empty class");
    return set;
  }

  std::string range(char from, char to) {
    if (to == '\\') to = next();
    if (static_cast<unsigned char>(to) < static_cast<unsigned char>(from)) refuse("a reversed range");
    std::string set;
    for (int c = static_cast<unsigned char>(from); c <= static_cast<unsigned char>(to) && c < 0x7F; ++c) {
      if (c >= 0x20) set += static_cast<char>(c);
    }
    return set;
  }

  static std::string complement(const std::string& set) {
    std::string rest;
    for (char c = '!'; c <= '~'; ++c) {
      if (set.find(c) == std::string::npos) rest += c;
    }
    return rest;
  }

  char pick(std::string_view set) noexcept { return set[random_.below(set.size())]; }

  std::string_view pattern_;
  Random& random_;
  std::size_t at_ = 0;
};

}  // namespace

std::string matching_string(std::string_view pattern, Random& random) {
  return Generator(pattern, random).run();
}

}  // namespace baton::inline v0::sample
