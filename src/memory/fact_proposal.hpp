#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <baton/core/fields.hpp>
#include <baton/memory/fact.hpp>
#include <baton/message/chat.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0 {

enum class FactAction : std::uint8_t { add, update, remove };

/// One change as the model writes it.
struct FactEdit {
  FactAction action = FactAction::add;
  std::optional<std::int64_t> number;
  std::string fact;
  double importance = 0.5;
  std::string quote;
};
struct FactEdits {
  std::vector<FactEdit> changes;
};
BATON_FIELDS(FactAction, add, update, remove)
BATON_FIELDS(FactEdit, action, (number, "Of the known fact, with update and remove"),
             (fact, "The whole new sentence; empty with remove"),
             (importance, "From 0 for a trifle to 1 for what must never be forgotten", minimum(0), maximum(1)),
             (quote, "The words this rests on, exactly as in one message"))
BATON_FIELDS(FactEdits, changes)

/// A change that holds: its quote was found and its number means a fact.
struct FactProposal {
  FactAction action = FactAction::add;
  std::int64_t id = 0;  ///< of the known fact; 0 with `add`
  std::string text;
  double importance = 0.5;
  FactSource source;
  Embedding vector;
};

/// What the model is asked. The facts are numbered from 1 in the order of `known`.
[[nodiscard]] ChatRequest fact_request(const std::string& instructions,
                                       const std::vector<std::pair<std::int64_t, Fact>>& known,
                                       const std::vector<Message>& messages);

/// The changes that hold; of the others `refused` says why. `source` is filled up with quote and role.
[[nodiscard]] std::vector<FactProposal> hold_to_messages(const FactEdits& edits,
                                                         const std::vector<std::pair<std::int64_t, Fact>>& known,
                                                         const std::vector<Message>& messages,
                                                         const FactSource& source, bool trust_tools,
                                                         std::vector<std::string>& refused);

/// `text` in lower case (ASCII) with every run of white space as one space, so that copies compare equal.
[[nodiscard]] std::string flattened(std::string_view text);

}  // namespace baton::inline v0
