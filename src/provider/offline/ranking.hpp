#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "provider/offline/prompt_reader.hpp"
#include "provider/offline/sentences.hpp"

namespace baton::inline v0::offline {

/// A stem of the question and how much it counts.
struct QueryTerm {
  std::string stem;
  double weight = 0.0;
};

/// What the question asks for beyond its words.
struct Question {
  std::vector<QueryTerm> terms;
  bool asks_number = false;      ///< how many, when, which version
  bool asks_definition = false;  ///< what is …
  bool asks_manner = false;      ///< how do I …
  bool asks_reason = false;      ///< why …
};

/// A unit with its place and its match.
struct Candidate {
  Unit unit;
  std::size_t passage = 0;
  std::vector<std::string> stems;
  double score = 0.0;
  double coverage = 0.0;  ///< share of the question's weight in the unit and its surroundings
};

/// The terms of a question; those of `earlier` count little, and only when the question has few.
[[nodiscard]] Question analyse(std::string_view question, std::string_view earlier);

/// All units of the passages in order, scored: BM25 weights of the matched stems (Robertson and
/// Zaragoza, "The Probabilistic Relevance Framework", 2009) with the units as documents, times coverage,
/// with shares for matches in the heading, the label and the sentences beside, and a bonus for terms
/// that stand near each other. Fills in the weights of `question.terms`.
[[nodiscard]] std::vector<Candidate> rank(Question& question, const std::vector<Passage>& passages);

}  // namespace baton::inline v0::offline
