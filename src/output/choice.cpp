#include <baton/output/choice.hpp>

#include <algorithm>
#include <optional>

#include "core/ascii.hpp"

namespace baton::inline v0 {
namespace {

std::string_view bare(std::string_view text) {
  static constexpr std::string_view around = " \t\r\n\"'`*_.,:;!?()[]";
  const std::size_t first = text.find_first_not_of(around);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(around) - first + 1);
}

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool contains_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || !is_word_char(text[at - 1]);
    if (starts && (end == text.size() || !is_word_char(text[end]))) return true;
  }
  return false;
}

Error no_choice(std::span<const std::string_view> options, std::string_view text, const char* what) {
  std::string list;
  for (const auto option : options) list.append(list.empty() ? "" : ", ").append(option);
  return unusable_answer(std::string("the answer names ") + what + " of the choices: answer with exactly "
                         "one of " + list, std::string(text));
}

}  // namespace

std::size_t match_choice(std::span<const std::string_view> options, std::string_view text) {
  const std::string low = ascii::lower(text);
  const auto is_whole = [&](std::string_view option) { return bare(low) == bare(ascii::lower(option)); };
  const auto whole = std::find_if(options.begin(), options.end(), is_whole);
  if (whole != options.end()) return static_cast<std::size_t>(whole - options.begin());
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string option = ascii::lower(options[i]);
    if (!contains_word(low, option)) continue;
    // "very good" also contains "good": the longer one is meant.
    const bool inside = found && contains_word(ascii::lower(options[*found]), option);
    if (inside) continue;
    if (found && !contains_word(option, ascii::lower(options[*found]))) throw no_choice(options, text, "several");
    found = i;
  }
  if (!found) throw no_choice(options, text, "none");
  return *found;
}

ChoiceParser::ChoiceParser(std::vector<std::string> options) : options_(std::move(options)) {
  const auto is_empty = [](const std::string& option) { return bare(option).empty(); };
  if (options_.empty() || std::any_of(options_.begin(), options_.end(), is_empty)) {
    throw Error(ErrorCode::invalid_argument, "choice needs at least one option, and none of them empty");
  }
}

std::string ChoiceParser::operator()(std::string_view text) const {
  const std::vector<std::string_view> views(options_.begin(), options_.end());
  return options_[match_choice(views, text)];
}

}  // namespace baton::inline v0
