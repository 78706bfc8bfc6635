#include "quote.hpp"

#include <string>
#include <vector>

#include "core/ascii.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t shortest_quote = 8;

/// A text as it is compared, and for each of its bytes what that came from.
struct Plain {
  std::string text;
  std::vector<QuotePlace> from;

  void add(char c, std::size_t begin, std::size_t end) {
    text += c;
    from.push_back({begin, end});
  }
};

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// The ASCII mark for a typographic one at `rest`, U+2018 to U+201F; 0 when there is none.
char plain_mark(std::string_view rest) {
  if (!rest.starts_with("\xE2\x80") || rest.size() < 3) return 0;
  const auto last = static_cast<unsigned char>(rest[2]);
  if (last >= 0x98 && last <= 0x9B) return '\'';
  return last >= 0x9C && last <= 0x9F ? '"' : char{0};
}

Plain plain(std::string_view text) {
  Plain result;
  bool space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_space(text[i])) {
      space = true;
      continue;
    }
    if (space && !result.text.empty()) result.add(' ', i - 1, i);
    space = false;
    const char c = text[i];
    if (const char mark = plain_mark(text.substr(i)); mark != 0) {
      result.add(mark, i, i + 3);
      i += 2;
    } else {
      result.add(ascii::lower(c), i, i + 1);
    }
  }
  return result;
}

}  // namespace

std::optional<QuotePlace> find_quote(std::string_view text, std::string_view quote) {
  const Plain hay = plain(text);
  const Plain needle = plain(quote);
  if (needle.text.empty() || (needle.text.size() < shortest_quote && needle.text != hay.text)) return std::nullopt;
  const auto at = hay.text.find(needle.text);
  if (at == std::string::npos) return std::nullopt;
  return QuotePlace{hay.from[at].begin, hay.from[at + needle.text.size() - 1].end};
}

}  // namespace baton::inline v0
