#include "citation_mark.hpp"

#include <algorithm>
#include <charconv>

#include "core/ascii.hpp"

namespace baton::inline v0::detail {
namespace {

std::size_t behind_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(' ', at), text.size());
}

}  // namespace

std::size_t read_citation(std::string_view text, std::vector<std::size_t>& numbers) {
  const std::size_t before = numbers.size();
  bool more = text.starts_with('[');
  for (std::size_t at = 1; more; ++at) {
    at = behind_blanks(text, at);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
    if (error != std::errc()) break;
    numbers.push_back(number);
    at = behind_blanks(text, static_cast<std::size_t>(end - text.data()));
    if (at == text.size()) break;
    if (text[at] == ']') return at + 1;
    more = text[at] == ',' || text[at] == ';';
  }
  numbers.resize(before);
  return 0;
}

std::string without_citations(std::string_view text, std::size_t passages) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    std::vector<std::size_t> numbers;
    const std::size_t size = read_citation(text.substr(at), numbers);
    const bool known = std::ranges::any_of(numbers, [&](std::size_t number) { return number >= 1 && number <= passages; });
    const bool in_word = !result.empty() && (ascii::is_alnum(result.back()) || result.back() == '_');
    if (size == 0 || (in_word && !known)) {
      result += text[at++];
      continue;
    }
    result.resize(result.find_last_not_of(' ') + 1);
    at += size;
  }
  result.erase(0, result.find_first_not_of(' '));
  return result;
}

}  // namespace baton::inline v0::detail
