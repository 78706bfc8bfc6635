#include "document/markdown_outline.hpp"

#include <algorithm>
#include <optional>

namespace baton::inline v0::detail {
namespace {


std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The line without up to three spaces of indentation; a deeper one is code.
std::string_view unindent(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first == std::string_view::npos || first > 3 ? std::string_view() : line.substr(first);
}

std::size_t run_of(std::string_view line, char c) {
  return std::min(line.find_first_not_of(c), line.size());
}

/// "## Title ##": the level, or 0.
unsigned atx_level(std::string_view line) {
  const std::size_t hashes = run_of(line, '#');
  const bool closed =
      hashes == line.size() || line[hashes] == ' ' || line[hashes] == '\t' || line[hashes] == '\r';
  return hashes >= 1 && hashes <= 6 && closed ? static_cast<unsigned>(hashes) : 0;
}

std::string_view atx_title(std::string_view line, unsigned level) {
  std::string_view title = trim(line.substr(level));
  const std::size_t last = title.find_last_not_of('#');
  if (last == std::string_view::npos) return {};
  const bool closing = last + 1 < title.size() && (title[last] == ' ' || title[last] == '\t');
  return closing ? trim(title.substr(0, last)) : title;
}

/// A line of "===" or "---" beneath a line of text: the level, or 0.
unsigned setext_level(std::string_view line) {
  line = trim(line);
  if (line.size() < 2 || (line[0] != '=' && line[0] != '-') || run_of(line, line[0]) != line.size())
    return 0;
  return line[0] == '=' ? 1 : 2;
}

/// Whether a setext underline may stand beneath: text, and not the start of another block.
bool is_paragraph_start(std::string_view line) {
  line = unindent(line);
  return !trim(line).empty() && std::string_view("#>|`~*+-=<").find(line[0]) == std::string_view::npos;
}

struct Fence {
  char mark = 0;
  std::size_t length = 0;
};

std::optional<Fence> fence_of(std::string_view line) {
  line = unindent(line);
  if (line.empty() || (line[0] != '`' && line[0] != '~')) return std::nullopt;
  const std::size_t length = run_of(line, line[0]);
  if (length < 3 || (line[0] == '`' && line.find('`', length) != std::string_view::npos)) return std::nullopt;
  return Fence{line[0], length};
}

bool closes(const Fence& open, std::string_view line) {
  const auto fence = fence_of(line);
  return fence && fence->mark == open.mark && fence->length >= open.length &&
         trim(unindent(line)).size() == fence->length;
}

}  // namespace

std::size_t front_matter_end(std::string_view text) {
  if (!text.starts_with("---\n") && !text.starts_with("---\r\n")) return 0;
  const std::size_t close = text.find("\n---", 3);
  if (close == std::string_view::npos) return 0;
  const std::size_t end = std::min(text.find('\n', close + 1), text.size());
  return trim(text.substr(close, end - close)) == "---" ? std::min(end + 1, text.size()) : 0;
}

namespace {

class Outliner {
 public:
  explicit Outliner(std::string_view text) : text_(text) {}

  MarkdownOutline run() {
    for (std::size_t at = front_matter_end(text_); at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      take(text_.substr(at, end - at), at);
      at = end + 1;
    }
    if (open_) out_.fences.push_back({fence_begin_, text_.size()});
    return std::move(out_);
  }

 private:
  void take(std::string_view line, std::size_t at) {
    if (open_) {
      if (closes(*open_, line)) {
        out_.fences.push_back({fence_begin_, at + line.size()});
        open_.reset();
      }
      previous_ = {};
      return;
    }
    // Nearly every line starts with a letter: it can only be the text of a heading to come.
    const char first = line.empty() ? '\n' : line[0];
    const bool plain = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    if (!plain && take_special(line, at)) return;
    alone_ = trim(previous_).empty();
    previous_ = line;
    previous_at_ = at;
  }

  /// Takes a fence or a heading; false when the line is neither.
  bool take_special(std::string_view line, std::size_t at) {
    open_ = fence_of(line);
    if (open_) {
      fence_begin_ = at;
    } else if (const unsigned atx = atx_level(unindent(line)); atx != 0) {
      out_.headings.push_back({at, atx, atx_title(unindent(line), atx)});
    } else if (const unsigned setext = setext_level(line);
               setext != 0 && alone_ && is_paragraph_start(previous_)) {
      out_.headings.push_back({previous_at_, setext, trim(previous_)});
    } else {
      return false;
    }
    previous_ = {};
    return true;
  }

  std::string_view text_;
  MarkdownOutline out_;
  std::optional<Fence> open_;
  std::size_t fence_begin_ = 0;
  std::string_view previous_;
  std::size_t previous_at_ = 0;
  bool alone_ = false;  ///< whether the line before the previous one was blank
};

std::string front_matter_title(std::string_view text) {
  const std::string_view matter = text.substr(0, front_matter_end(text));
  const std::size_t key = matter.find("\ntitle:");
  if (key == std::string_view::npos) return {};
  std::string_view title = matter.substr(key + 7);
  title = trim(title.substr(0, title.find('\n')));
  if (title.size() >= 2 && (title[0] == '"' || title[0] == '\'') && title.back() == title[0]) {
    title = title.substr(1, title.size() - 2);
  }
  return std::string(title);
}

}  // namespace

MarkdownOutline outline_markdown(std::string_view text) { return Outliner(text).run(); }

std::string markdown_title(std::string_view text) {
  if (std::string title = front_matter_title(text); !title.empty()) return title;
  const auto outline = outline_markdown(text);
  const auto first =
      std::min_element(outline.headings.begin(), outline.headings.end(),
                       [](const auto& a, const auto& b) { return a.level < b.level; });
  return first == outline.headings.end() ? std::string() : std::string(first->title);
}

}  // namespace baton::inline v0::detail
