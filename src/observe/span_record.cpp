#include <baton/observe/span_record.hpp>

#include <algorithm>
#include <array>
#include <map>

#include "span_text.hpp"

namespace baton::inline v0 {
namespace {

using Children = std::map<SpanId, std::vector<const SpanRecord*>>;

struct Line {
  std::string head;
  const SpanRecord* span;
};

/// Where the walk stands: the next child of one parent, and what precedes its lines.
struct Place {
  const std::vector<const SpanRecord*>* siblings;
  std::size_t next = 0;
  std::string indent;
};

Children by_parent(std::span<const SpanRecord> spans) {
  std::map<SpanId, const SpanRecord*> known;
  for (const auto& span : spans) known.emplace(span.id, &span);
  Children children;
  children[0];
  for (const auto& span : spans) {
    // Only an earlier span can be a parent; anything else would make a circle.
    const bool has_parent = span.parent < span.id && known.contains(span.parent);
    children[has_parent ? span.parent : 0].push_back(&span);
  }
  return children;
}

/// Depth first, without recursion: a trace may be as deep as a program liked.
std::vector<Line> lay_out(const Children& children) {
  std::vector<Line> lines;
  std::vector<Place> levels{{&children.at(0), 0, ""}};
  while (!levels.empty()) {
    Place& level = levels.back();
    if (level.next == level.siblings->size()) {
      levels.pop_back();
      continue;
    }
    const SpanRecord* span = (*level.siblings)[level.next++];
    const bool root = levels.size() == 1;
    const bool last = level.next == level.siblings->size();
    const std::string branch = root ? "" : last ? "└─ " : "├─ ";
    lines.push_back({level.indent + branch + detail::title(span->kind, span->name), span});
    if (const auto below = children.find(span->id); below != children.end() && span->id != 0) {
      std::string indent = level.indent + (root ? "" : last ? "   " : "│  ");
      levels.push_back({&below->second, 0, std::move(indent)});
    }
  }
  return lines;
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, bool left) {
  const std::string space(width - std::min(width, columns(text)), ' ');
  return left ? text + space : space + text;
}

std::string tail(const SpanRecord& span) {
  std::string text;
  for (const auto& [key, value] : span.attributes) text += detail::attribute_text(key, value);
  if (span.error) text += " failed: " + detail::one_line(span.error->what());
  return text.empty() ? text : " " + text;
}

}  // namespace

const SpanValue* SpanRecord::find(std::string_view key) const noexcept {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const auto& attribute) { return attribute.first == key; });
  return found == attributes.end() ? nullptr : &found->second;
}

std::string_view to_string(SpanKind kind) noexcept {
  constexpr std::array<std::string_view, 6> names{"step",      "model", "embedding",
                                                  "retrieval", "http",  "tool"};
  const auto index = static_cast<std::size_t>(kind);
  return index < names.size() ? names[index] : "unknown";
}

std::string tree(std::span<const SpanRecord> spans) {
  constexpr std::size_t widest = 60;  // one long name must not push every duration off the screen
  const auto lines = lay_out(by_parent(spans));
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, std::min(widest, columns(line.head)));
  std::string text;
  for (const auto& [head, span] : lines) {
    const auto time = span->running ? "running" : detail::duration_text(span->duration);
    text += padded(head, width, true) + "  " + padded(time, 8, false) + tail(*span) + "\n";
  }
  return text;
}

}  // namespace baton::inline v0
