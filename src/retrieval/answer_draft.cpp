#include "answer_draft.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/text.hpp>

#include "citation_mark.hpp"
#include "quote.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_statements = 64;
constexpr std::size_t most_bytes = 4'000;

/// The lines of the quote: those of its passage, as far as its line breaks are the source's.
void narrow_lines(Citation& citation, const Chunk& chunk, QuotePlace place) {
  const auto breaks = [&](std::size_t begin, std::size_t end) {
    const auto from = chunk.text.begin() + static_cast<std::ptrdiff_t>(begin);
    return static_cast<std::size_t>(std::count(from, chunk.text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
  };
  while (place.end > place.begin && (chunk.text[place.end - 1] == '\n' || chunk.text[place.end - 1] == ' ')) --place.end;
  citation.first_line = std::min(chunk.span.first_line + breaks(0, place.begin), chunk.span.last_line);
  citation.last_line = std::min(citation.first_line + breaks(place.begin, place.end), chunk.span.last_line);
}

std::string without_breaks(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  std::ranges::replace(text, '\r', ' ');
  return text;
}

}  // namespace

Draft checked_draft(const WrittenAnswer& written, const std::vector<ScoredChunk>& passages) {
  Draft draft;
  if (!written.answered) return draft;
  for (const WrittenStatement& each : written.statements) {
    if (draft.statements.size() + draft.unsupported.size() == most_statements) break;
    // A number that the model writes into its text was not checked.
    std::string text = without_breaks(detail::without_citations(utf8_prefix(each.text, most_bytes), passages.size()));
    const bool exists = each.passage >= 1 && static_cast<std::size_t>(each.passage) <= passages.size();
    const std::size_t place = exists ? static_cast<std::size_t>(each.passage) - 1 : 0;
    const auto quote = exists ? find_quote(passages[place].chunk.text, each.quote) : std::nullopt;
    if (text.empty() || !quote) {
      draft.unsupported.push_back(std::move(text));
      continue;
    }
    CitedStatement statement{.text = std::move(text), .quote = {}, .citation = citation_of(passages[place].chunk, place + 1)};
    const Chunk& chunk = passages[place].chunk;
    statement.quote = chunk.text.substr(quote->begin, std::min(quote->end - quote->begin, most_bytes));
    statement.quote.resize(statement.quote.find_last_not_of(" \t\r\n") + 1);
    narrow_lines(statement.citation, chunk, *quote);
    draft.statements.push_back(std::move(statement));
  }
  return draft;
}

std::string shown_draft(const Draft& draft) {
  std::string text;
  for (const CitedStatement& each : draft.statements) {
    text += "- " + each.text + " [passage " + std::to_string(each.citation.number) + ": \"" +
            without_breaks(each.quote) + "\"]\n";
  }
  return text.empty() ? "(nothing yet)\n" : text;
}

DocumentAnswer finished_answer(Draft draft, const std::string& not_found) {
  DocumentAnswer answer;
  answer.found = !draft.statements.empty();
  for (const CitedStatement& each : draft.statements) {
    if (!answer.text.empty()) answer.text += ' ';
    const bool stop = each.text.ends_with('.') || each.text.ends_with('!') || each.text.ends_with('?');
    const std::string mark = " [" + std::to_string(each.citation.number) + ']';
    answer.text += stop ? each.text.substr(0, each.text.size() - 1) + mark + each.text.back() : each.text + mark + '.';
  }
  if (!answer.found) answer.text = not_found;
  answer.statements = std::move(draft.statements);
  answer.unsupported = std::move(draft.unsupported);
  return answer;
}

}  // namespace baton::inline v0
