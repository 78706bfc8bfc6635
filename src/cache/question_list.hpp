#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

/// The questions of one partition: where their answers are, and what they mean. Oldest first.
class QuestionList {
 public:
  struct Match {
    bool operator==(const Match&) const = default;
    std::string key;
    double similarity = 0.0;
  };

  QuestionList() = default;
  /// Reads what `bytes()` wrote. Throws `data_corrupt` for anything else.
  explicit QuestionList(std::string_view bytes);

  /// The nearest question; nothing when there is none of this length.
  [[nodiscard]] std::optional<Match> nearest(const Embedding& meaning) const;
  /// Adds a question, or moves it to the end; forgets the oldest beyond `most`. A meaning of another length
  /// than the others' empties the list first.
  void add(std::string_view key, const Embedding& meaning, std::size_t most);
  [[nodiscard]] std::size_t size() const noexcept { return questions_.size(); }
  [[nodiscard]] std::string bytes() const;

 private:
  struct Question {
    std::string key;
    Embedding meaning;
  };
  std::vector<Question> questions_;
};

/// `vector` at length 1; empty when it has no direction.
[[nodiscard]] Embedding normalised(Embedding vector);

}  // namespace baton::inline v0
