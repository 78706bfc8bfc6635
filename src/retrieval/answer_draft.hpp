#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <baton/core/fields.hpp>
#include <baton/document/document.hpp>
#include <baton/retrieval/answer.hpp>

namespace baton::inline v0 {

/// What the model writes.
struct WrittenStatement {
  std::string text;
  std::int64_t passage = 0;
  std::string quote;
};
BATON_FIELDS(WrittenStatement, (text, "One sentence of the answer, without numbers of passages"),
             (passage, "The number of the passage that says so"),
             (quote, "The words of the passage that say so, copied exactly"))

struct WrittenAnswer {
  bool answered = false;
  std::vector<WrittenStatement> statements;
};
BATON_FIELDS(WrittenAnswer, (answered, "false when the passages do not tell"),
             (statements, "The answer, sentence by sentence; empty when not answered"))

/// Statements that were found in the passages, and claims that were not.
struct Draft {
  std::vector<CitedStatement> statements;
  std::vector<std::string> unsupported;
};

/// Keeps of what the model wrote the statements that the passages say; at most 64 of at most 4,000 bytes each.
[[nodiscard]] Draft checked_draft(const WrittenAnswer& written, const std::vector<ScoredChunk>& passages);

/// The statements as a model reads them, one a line with passage and quote.
[[nodiscard]] std::string shown_draft(const Draft& draft);

/// The whole answer. `not_found` is its text when there is no statement.
[[nodiscard]] DocumentAnswer finished_answer(Draft draft, const std::string& not_found);

}  // namespace baton::inline v0
