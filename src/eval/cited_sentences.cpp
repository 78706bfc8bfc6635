#include "eval/cited_sentences.hpp"

#include <utility>

#include "retrieval/citation_mark.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::string_view white_space = " \t\r\n";

/// Where the sentence ends that stops at `at`: behind the citations that follow its full stop.
std::size_t behind_citations(std::string_view text, std::size_t at) {
  std::vector<std::size_t> ignored;
  for (;;) {
    std::size_t next = at;
    while (next < text.size() && text[next] == ' ') ++next;
    const std::size_t size = read_citation(text.substr(next), ignored);
    if (size == 0) return at;
    at = next + size;
  }
}

std::size_t sentence_end(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') return i + 1;
    if (std::string_view(".!?").find(text[i]) == std::string_view::npos) continue;
    const std::size_t end = behind_citations(text, i + 1);
    if (end == text.size() || white_space.find(text[end]) != std::string_view::npos) return end;
  }
  return text.size();
}

}  // namespace

std::vector<CitedSentence> cited_sentences(std::string_view answer) {
  std::vector<CitedSentence> all;
  while (!answer.empty()) {
    const std::string_view sentence = answer.substr(0, sentence_end(answer));
    answer.remove_prefix(sentence.size());
    CitedSentence cited;
    for (std::size_t i = 0; i < sentence.size();) {
      const std::size_t size = read_citation(sentence.substr(i), cited.passages);
      i += size == 0 ? 1 : size;
    }
    if (cited.passages.empty()) continue;
    const auto first = sentence.find_first_not_of(white_space);
    cited.text = sentence.substr(first, sentence.find_last_not_of(white_space) + 1 - first);
    all.push_back(std::move(cited));
  }
  return all;
}

}  // namespace baton::inline v0::detail
