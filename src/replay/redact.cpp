#include "replay/redact.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <baton/core/text.hpp>

namespace baton::inline v0::detail {
namespace {

/// The stream of pieces that an event belongs to: the text, the reasoning, or the arguments of one call.
using Flow = std::pair<std::size_t, std::size_t>;

Flow flow_of(const ChatEvent& event) {
  const auto* call = std::get_if<ToolCallDelta>(&event);
  return {event.index(), call == nullptr ? 0 : call->index};
}

std::string* piece_of(ChatEvent& event) {
  if (auto* text = std::get_if<TextDelta>(&event)) return &text->text;
  if (auto* thought = std::get_if<ReasoningDelta>(&event)) return &thought->text;
  if (auto* call = std::get_if<ToolCallDelta>(&event)) return &call->arguments;
  return nullptr;
}

}  // namespace

void redact_strings(nlohmann::json& value, const Redact& redact) {
  if (value.is_string()) {
    auto& text = value.get_ref<std::string&>();
    if (!is_utf8(text)) text = sanitize_utf8(text);
    if (redact) text = sanitize_utf8(redact(std::move(text)));
  } else if (value.is_structured()) {
    for (auto& inner : value) redact_strings(inner, redact);
  }
}

void join_redacted(ChatAnswer& answer, const Redact& redact) {
  if (!redact) return;
  std::map<Flow, std::string> wholes;
  for (auto& timed : answer.events) {
    if (const auto* piece = piece_of(timed.event)) wholes[flow_of(timed.event)] += *piece;
  }
  std::erase_if(wholes, [&](const auto& whole) { return redact(whole.second) == whole.second; });
  std::map<Flow, bool> begun;
  std::erase_if(answer.events, [&](TimedEvent& timed) {
    const Flow flow = flow_of(timed.event);
    const auto whole = wholes.find(flow);
    if (whole == wholes.end()) return false;
    if (std::exchange(begun[flow], true)) return true;
    *piece_of(timed.event) = whole->second;
    return false;
  });
}

}  // namespace baton::inline v0::detail
