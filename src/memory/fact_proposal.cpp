#include "memory/fact_proposal.hpp"

#include <string_view>
#include <variant>

#include <baton/output/structured.hpp>

#include "memory/transcript.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_edits = 100;
constexpr std::size_t most_fact_bytes = 2'000;
constexpr std::size_t least_quote_bytes = 2;

/// The role of who said the quote: a tool only when nobody else did; empty when none did.
std::string_view who_said(const std::vector<Message>& messages, const std::string& quote) {
  const std::string wanted = flattened(quote);
  const auto is_in = [&](const std::string& said) { return flattened(said).find(wanted) != std::string::npos; };
  if (wanted.size() < least_quote_bytes) return {};
  bool from_tool = false;
  for (const Message& message : messages) {
    if (message.role == Role::system) continue;
    if (message.role != Role::tool && is_in(message.text())) return to_string(message.role);
    std::string results = message.role == Role::tool ? message.text() : std::string();
    for (const Part& part : message.parts) {
      if (const auto* result = std::get_if<ToolResult>(&part)) results += result->content;
    }
    from_tool = from_tool || is_in(results);
  }
  return from_tool ? to_string(Role::tool) : std::string_view();
}

/// Why an edit cannot be taken, or nothing.
std::string fault_of(const FactEdit& edit, std::size_t known) {
  if (edit.action != FactAction::remove) {
    if (flattened(edit.fact).empty()) return "no fact is given";
    if (edit.fact.size() > most_fact_bytes) return "the fact is too long";
  }
  if (edit.action == FactAction::add) return {};
  if (!edit.number) return "no number is given";
  if (*edit.number < 1 || static_cast<std::uint64_t>(*edit.number) > known) return "there is no fact of that number";
  return {};
}

}  // namespace

std::string flattened(std::string_view text) {
  std::string flat;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && (flat.empty() || flat.back() == ' ')) continue;
    flat += space ? ' ' : (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  if (!flat.empty() && flat.back() == ' ') flat.pop_back();
  return flat;
}

ChatRequest fact_request(const std::string& instructions, const std::vector<std::pair<std::int64_t, Fact>>& known,
                         const std::vector<Message>& messages) {
  std::string facts;
  for (std::size_t i = 0; i < known.size(); ++i) {
    facts += std::to_string(i + 1) + ". " + known[i].second.text + "\n";
  }
  ChatRequest request;
  request.messages = {Message::system(instructions + "\n\n" + Structured<FactEdits>::instructions()),
                      Message::user("Known facts:\n" + (facts.empty() ? "(none)\n" : facts) +
                                    "\nNew messages, one JSON object a line:\n" + transcript(messages))};
  return request;
}

std::vector<FactProposal> hold_to_messages(const FactEdits& edits,
                                           const std::vector<std::pair<std::int64_t, Fact>>& known,
                                           const std::vector<Message>& messages, const FactSource& source, bool trust_tools,
                                           std::vector<std::string>& refused) {
  std::vector<FactProposal> proposals;
  for (const FactEdit& edit : edits.changes) {
    const std::string_view role = who_said(messages, edit.quote);
    std::string fault = fault_of(edit, known.size());
    if (fault.empty() && role.empty()) fault = "no message has the quote";
    if (fault.empty() && role == to_string(Role::tool) && !trust_tools) fault = "only a tool said so";
    if (fault.empty() && proposals.size() == most_edits) fault = "there are too many changes";
    if (!fault.empty()) {
      refused.push_back(fault + ": " + (edit.fact.empty() ? edit.quote : edit.fact));
      continue;
    }
    FactProposal proposal{.action = edit.action,
                          .id = 0,
                          .text = edit.action == FactAction::remove ? std::string() : edit.fact,
                          .importance = edit.importance,
                          .source = source,
                          .vector = {}};
    if (edit.action != FactAction::add) proposal.id = known[static_cast<std::size_t>(*edit.number) - 1].first;
    proposal.source.quote = edit.quote;
    proposal.source.role = role;
    proposals.push_back(std::move(proposal));
  }
  return proposals;
}

}  // namespace baton::inline v0
