#include <baton/retrieval/citation.hpp>

#include <algorithm>
#include <charconv>

namespace baton::inline v0 {
namespace {

std::string one_line(std::string_view source) {
  std::string result(source);
  for (char& c : result) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = ' ';
  }
  return result;
}

/// The numbers of "1, 2,3"; none when there is anything else.
std::vector<std::size_t> parse_numbers(std::string_view list) {
  std::vector<std::size_t> numbers;
  while (true) {
    while (list.starts_with(' ')) list.remove_prefix(1);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(list.data(), list.data() + list.size(), number);
    if (error != std::errc()) return {};
    numbers.push_back(number);
    list.remove_prefix(static_cast<std::size_t>(end - list.data()));
    while (list.starts_with(' ')) list.remove_prefix(1);
    if (list.empty()) return numbers;
    if (list.front() != ',' && list.front() != ';') return {};
    list.remove_prefix(1);
  }
}

}  // namespace

std::string Citation::label() const {
  return '[' + std::to_string(number) + "] " + source + ':' + std::to_string(first_line) + '-' +
         std::to_string(last_line);
}

CitedContext format_context(std::span<const ScoredChunk> chunks) {
  CitedContext context;
  for (const ScoredChunk& scored : chunks) {
    const Chunk& chunk = scored.chunk;
    context.citations.push_back({.number = context.citations.size() + 1,
                                 .source = one_line(chunk.source),
                                 .first_line = chunk.span.first_line,
                                 .last_line = chunk.span.last_line});
    if (!context.text.empty()) context.text += "\n\n";
    context.text += context.citations.back().label() + '\n' + chunk.text;
  }
  return context;
}

std::vector<Citation> used_citations(std::string_view answer, std::span<const Citation> citations) {
  std::vector<Citation> used;
  const auto use = [&](std::size_t number) {
    const auto found = std::ranges::find(citations, number, &Citation::number);
    if (found != citations.end() && std::ranges::find(used, *found) == used.end()) used.push_back(*found);
  };
  for (auto open = answer.find('['); open != std::string_view::npos; open = answer.find('[', open + 1)) {
    const auto close = answer.find_first_of("[]", open + 1);
    if (close == std::string_view::npos || answer[close] == '[') continue;
    for (const std::size_t number : parse_numbers(answer.substr(open + 1, close - open - 1))) use(number);
  }
  return used;
}

}  // namespace baton::inline v0
