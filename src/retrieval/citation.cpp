#include <baton/retrieval/citation.hpp>

#include <algorithm>

#include "citation_mark.hpp"

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

}  // namespace

std::string Citation::label() const {
  return '[' + std::to_string(number) + "] " + source + ':' + std::to_string(first_line) + '-' +
         std::to_string(last_line);
}

Citation citation_of(const Chunk& chunk, std::size_t number) {
  return {.number = number,
          .source = one_line(chunk.source),
          .first_line = chunk.span.first_line,
          .last_line = chunk.span.last_line};
}

CitedContext format_context(std::span<const ScoredChunk> chunks) {
  CitedContext context;
  for (const ScoredChunk& scored : chunks) {
    context.citations.push_back(citation_of(scored.chunk, context.citations.size() + 1));
    if (!context.text.empty()) context.text += "\n\n";
    context.text += context.citations.back().label() + '\n' + scored.chunk.text;
  }
  return context;
}

std::vector<Citation> used_citations(std::string_view answer, std::span<const Citation> citations) {
  std::vector<Citation> used;
  const auto use = [&](std::size_t number) {
    const auto found = std::ranges::find(citations, number, &Citation::number);
    if (found != citations.end() && std::ranges::find(used, *found) == used.end()) used.push_back(*found);
  };
  std::vector<std::size_t> numbers;
  for (auto open = answer.find('['); open != std::string_view::npos; open = answer.find('[', open + 1)) {
    static_cast<void>(detail::read_citation(answer.substr(open), numbers));
  }
  for (const std::size_t number : numbers) use(number);
  return used;
}

}  // namespace baton::inline v0
