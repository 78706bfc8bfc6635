#include "provider/offline/prompt_reader.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "provider/offline/words.hpp"

namespace baton::inline v0::offline {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool equal_folded(std::string_view text, std::string_view low) noexcept {
  return text.size() == low.size() && std::ranges::equal(text, low, [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
         });
}

// The rest of a line that begins with `low` in any case.
std::optional<std::string_view> after_prefix(std::string_view line, std::string_view low) {
  line = trim(line);
  while (!line.empty() && (line.front() == '#' || line.front() == '*')) line.remove_prefix(1);
  line = trim(line);
  if (!equal_folded(line.substr(0, low.size()), low)) return {};
  auto rest = trim(line.substr(low.size()));
  while (rest.starts_with('*')) rest.remove_prefix(1);
  return trim(rest);
}

// "docs/a.md:10-24", "a.md:7", "notes.txt": a source and not a sentence.
bool is_label(std::string_view line) noexcept {
  line = trim(line);
  auto end = line.size();
  while (end > 0 && (is_digit(line[end - 1]) || line[end - 1] == '-')) --end;
  if (end > 1 && end < line.size() && line[end - 1] == ':') return true;
  const bool one_word = line.find_first_of(" \t") == std::string_view::npos;
  return one_word && line.find_first_of("/.") != std::string_view::npos && !line.ends_with('.');
}

struct Header {
  int mark = 0;
  std::string_view rest;
};

std::optional<Header> header(std::string_view line) {
  if (!line.starts_with('[')) return {};
  const auto close = line.find(']');
  if (close == std::string_view::npos || close < 2 || close > 6) return {};
  Header found;
  const auto [end, error] = std::from_chars(line.data() + 1, line.data() + close, found.mark);
  if (error != std::errc{} || end != line.data() + close) return {};
  found.rest = line.substr(close + 1);
  if (!found.rest.empty() && found.rest.front() != ' ' && found.rest.front() != ':') return {};
  if (found.rest.starts_with(':')) found.rest.remove_prefix(1);
  found.rest = trim(found.rest);
  return found;
}

// Where the question stands in a user message.
struct Split {
  std::string_view before;
  std::string_view question;
};

std::size_t offset(std::string_view text, std::string_view part) noexcept {
  return static_cast<std::size_t>(part.data() - text.data());
}

std::optional<Split> at_question_line(std::string_view text) {
  std::optional<Split> split;
  for (const auto line : split_lines(text)) {
    if (const auto rest = after_prefix(line, "question:")) {
      const auto from = rest->empty() ? offset(text, line) + line.size() : offset(text, *rest);
      split = Split{text.substr(0, offset(text, line)), text.substr(from)};
    } else if (split && after_prefix(line, "answer:") && offset(text, line) > offset(text, split->question)) {
      const auto size = offset(text, line) - offset(text, split->question);
      split->question = split->question.substr(0, std::min(size, split->question.size()));
    }
  }
  return split;
}

Split split_question(std::string_view text) {
  if (const auto split = at_question_line(text)) return {split->before, trim(split->question)};
  const auto trimmed = trim(text);
  const auto gap = trimmed.rfind("\n\n");
  if (gap == std::string_view::npos) return {{}, trimmed};
  return {trimmed.substr(0, gap), trim(trimmed.substr(gap))};
}

// "Answer from the context." and its like speak about the passages and are none themselves.
bool is_instruction(std::string_view line) {
  const auto words = split_words(line);
  return words.size() <= 40 && std::ranges::any_of(words, [](const Word& word) {
           return word.folded == "context" || word.folded == "answer" || word.folded == "question" ||
                  word.folded == "passages" || word.folded == "documents";
         });
}

// What follows "Context:" or stands in <context>…</context>.
std::optional<std::string_view> announced_context(std::string_view text) {
  std::optional<std::string_view> found;
  for (const auto line : split_lines(text)) {
    const auto rest = after_prefix(line, "context:");
    const bool tag = equal_folded(trim(line), "<context>");
    if (!found && (rest || tag)) {
      const auto from = rest && !rest->empty() ? offset(text, *rest) : offset(text, line) + line.size();
      found = text.substr(from);
    } else if (found && equal_folded(trim(line), "</context>")) {
      return text.substr(offset(text, *found), offset(text, line) - offset(text, *found));
    }
  }
  return found;
}

std::vector<Passage> one_passage(std::string_view text) {
  if (trim(text).empty()) return {};
  return {Passage{0, {}, std::string(trim(text))}};
}

std::vector<Passage> unmarked(std::string_view text) {
  text = trim(text);
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    if (!is_instruction(line)) break;
    text = trim(text.substr(line.size()));
  }
  return one_passage(text);
}

// `free_text` tells whether text without any sign of a context may be one.
std::vector<Passage> passages_in(std::string_view text, bool free_text) {
  if (auto marked = marked_passages(text); !marked.empty()) return marked;
  if (const auto context = announced_context(text)) return one_passage(*context);
  return free_text ? unmarked(text) : std::vector<Passage>{};
}

void append(std::vector<Passage>& to, std::vector<Passage> from) {
  std::ranges::move(from, std::back_inserter(to));
}

void add_tool_results(std::vector<Passage>& passages, const std::vector<Message>& messages, std::size_t from) {
  for (std::size_t i = from; i < messages.size(); ++i) {
    for (const auto& part : messages[i].parts) {
      if (const auto* result = std::get_if<ToolResult>(&part)) append(passages, one_passage(result->content));
    }
  }
}

std::vector<std::size_t> user_messages(const ChatRequest& request) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < request.messages.size(); ++i) {
    const auto& message = request.messages[i];
    if (message.role == Role::user && !trim(message.text()).empty()) found.push_back(i);
  }
  return found;
}

}  // namespace

std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return text.substr(0, 0);
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<Passage> marked_passages(std::string_view text) {
  std::vector<Passage> passages;
  bool labelled = false;
  for (const auto line : split_lines(text)) {
    const auto found = header(line);
    const bool label = found && is_label(found->rest);
    // A footnote inside a passage also looks like "[2] …": count on, and keep to the first one's form.
    if (found && found->mark == static_cast<int>(passages.size()) + 1 &&
        (passages.empty() || label == labelled)) {
      labelled = label;
      passages.push_back({found->mark, std::string(label ? found->rest : ""), std::string(label ? "" : found->rest)});
    } else if (!passages.empty()) {
      passages.back().text.append("\n").append(line);
    }
  }
  return passages;
}

Reading read_prompt(const ChatRequest& request) {
  Reading reading;
  const auto users = user_messages(request);
  if (users.empty()) return reading;
  const auto& messages = request.messages;
  const std::string last = messages[users.back()].text();
  const auto split = split_question(last);
  reading.question = split.question;
  reading.passages = passages_in(split.before, true);
  if (reading.passages.empty()) {
    for (const auto& message : messages) {
      if (message.role == Role::system) append(reading.passages, passages_in(message.text(), false));
    }
  }
  for (auto user = users.rbegin() + 1; user != users.rend(); ++user) {
    const std::string text = messages[*user].text();
    const auto previous = split_question(text);
    if (reading.earlier.empty()) reading.earlier = previous.question;
    if (reading.passages.empty()) reading.passages = passages_in(previous.before, false);
  }
  add_tool_results(reading.passages, messages, users.back() + 1);
  return reading;
}

}  // namespace baton::inline v0::offline
