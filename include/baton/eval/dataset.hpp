#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>

namespace baton::inline v0 {

/// A document that helps to answer a question.
struct Relevant {
  std::string source{};  ///< of the document
  double grade = 1.0;    ///< how much it helps; 0: it was looked at, and does not
  bool operator==(const Relevant&) const = default;
};

/// A question, with what is known of its answer.
struct EvalCase {
  std::string id{};        ///< unique in its data set
  std::string question{};
  std::string answer{};    ///< the right one; empty when it is not known
  std::vector<Relevant> relevant{};
  bool operator==(const EvalCase&) const = default;
};

/// Questions by which retrieval and answers are measured. As a file it has one JSON object a line:
///
///     {"id": "1", "question": "Who signed it?", "answer": "Ann.", "relevant": ["a.md", {"source": "b.md", "grade": 2}]}
///
/// "answer" and "relevant" may be missing.
struct Dataset {
  std::string name{};
  std::vector<EvalCase> cases{};
  bool operator==(const Dataset&) const = default;
};

/// Throws `parse_error` with the number of the line that is wrong, `limit_exceeded`.
[[nodiscard]] BATON_EXPORT Dataset dataset_from_jsonl(std::string_view text, std::string name = {},
                                                      const Limits& limits = {});
[[nodiscard]] BATON_EXPORT std::string to_jsonl(const Dataset& dataset);
/// Reads a file; its name becomes the data set's. Throws `not_found`, `io_error` and the above.
[[nodiscard]] BATON_EXPORT Dataset load_dataset(const std::string& file, const Limits& limits = {});

/// Adds judgements in the format of TREC's qrels, "QUERY ITERATION DOCUMENT GRADE" a line (or without the
/// iteration); grades below 0 count as 0. Questions that the data set does not have are left out.
/// Throws `parse_error` with the number of the line.
BATON_EXPORT void add_qrels(Dataset& dataset, std::string_view text);

}  // namespace baton::inline v0
