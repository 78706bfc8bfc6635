#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <baton/baton.hpp>

namespace ask {

/// An answer and the passages it cites.
struct Answer {
  std::string text;
  std::vector<baton::Citation> citations;
};

/// Answers questions from an indexed folder and remembers the conversation.
class Assistant {
 public:
  Assistant(std::shared_ptr<const baton::Retriever> retriever, baton::Model model, std::size_t passages);

  /// Calls `on_piece` with the answer as it is written.
  Answer ask(const std::string& question, const std::function<void(const std::string&)>& on_piece,
             const baton::Context& context);

 private:
  [[nodiscard]] std::string search_text(const std::string& question) const;

  std::shared_ptr<const baton::Retriever> retriever_;
  baton::Model model_;
  std::size_t passages_;
  baton::TokenWindowMemory memory_{{.max_tokens = 2'000}};
  std::string last_question_;
};

}  // namespace ask
