#include <algorithm>
#include <array>

#include "provider/offline/ranking.hpp"
#include "provider/offline/words.hpp"

namespace baton::inline v0::offline {
namespace {

// Words that belong to asking rather than to the topic.
constexpr std::array<std::string_view, 41> weak_words = {
    "answer",  "describe", "example", "explain", "find",   "give",   "given", "good",    "happen", "happens", "help",
    "know",    "list",     "long",    "look",    "make",   "makes",  "many",    "mean",   "means",   "need",
    "needs",   "order",    "possible", "purpose", "question", "say",  "says",    "show",   "thing",   "things",
    "understand", "use",   "used",    "uses",    "using",  "want",   "way",     "ways",   "work",    "works"};

bool is_weak(std::string_view word) noexcept { return std::ranges::find(weak_words, word) != weak_words.end(); }

void add_term(std::vector<QueryTerm>& terms, const std::string& word, double share) {
  auto stemmed = stem(word);
  if (std::ranges::find(terms, stemmed, &QueryTerm::stem) == terms.end()) {
    terms.push_back({std::move(stemmed), share * (is_weak(word) ? 0.3 : 1.0)});
  }
}

class Phrases {
 public:
  explicit Phrases(const std::vector<Word>& words) {
    for (const Word& word : words) text_.append(" ").append(word.folded);
    text_ += ' ';
  }
  [[nodiscard]] bool any(std::initializer_list<std::string_view> phrases) const {
    return std::ranges::any_of(phrases, [&](std::string_view phrase) {
      return text_.find(" " + std::string(phrase) + " ") != std::string::npos;
    });
  }
  [[nodiscard]] bool begins(std::initializer_list<std::string_view> phrases) const {
    return std::ranges::any_of(phrases, [&](std::string_view phrase) {
      return text_.starts_with(" " + std::string(phrase) + " ");
    });
  }

 private:
  std::string text_;
};

}  // namespace

Question analyse(std::string_view text, std::string_view earlier) {
  Question question;
  const auto words = split_words(text);
  double strength = 0;
  for (const Word& word : words) {
    if (is_stop_word(word.folded)) continue;
    add_term(question.terms, word.folded, 1.0);
    strength += is_weak(word.folded) ? 0.3 : 1.0;
  }
  const Phrases phrases(words);
  question.asks_number = phrases.any({"how many", "how much", "how long", "how big", "how large", "how fast", "what version",
                                      "which version", "minimum version", "what year", "what port", "how often"}) ||
                         phrases.begins({"when"});
  question.asks_definition = phrases.begins({"what is", "what are", "whats", "who is", "define", "explain", "describe"});
  question.asks_manner = phrases.any({"how do", "how can", "how to", "how should", "how does one"});
  question.asks_reason = phrases.any({"why", "what is the reason", "how come"});
  if (strength < 1.5) {
    for (const Word& word : split_words(earlier)) {
      if (!is_stop_word(word.folded)) add_term(question.terms, word.folded, 0.4);
    }
  }
  return question;
}

}  // namespace baton::inline v0::offline
