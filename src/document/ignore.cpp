#include "document/ignore.hpp"

#include <algorithm>
#include <utility>

#include "document/glob.hpp"

namespace baton::inline v0::detail {
namespace {

/// Longer lines are no pattern anybody wrote, and matching costs memory in their length.
constexpr std::size_t max_pattern_bytes = 1024;

/// Removes trailing spaces, but not one behind a backslash.
std::string_view trim_spaces(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
      end = std::min(at + 1, line.size());
    } else if (line[at] != ' ') {
      end = at + 1;
    }
  }
  return line.substr(0, end);
}

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

IgnorePattern parse_ignore_line(std::string_view line) {
  IgnorePattern out;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.size() > max_pattern_bytes || line.starts_with('#')) return out;
  line = trim_spaces(line);
  if (line.starts_with('!')) {
    out.negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    out.folders_only = true;
    line.remove_suffix(1);
  }
  out.anchored = line.find('/') != std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  out.pattern = line;
  out.literal = glob_is_literal(line);
  return out;
}

bool matches(const IgnorePattern& pattern, std::string_view path, bool is_folder) {
  if (pattern.folders_only && !is_folder) return false;
  const std::string_view subject = pattern.anchored ? path : base_name(path);
  return pattern.literal ? subject == pattern.pattern : glob_match(pattern.pattern, subject);
}

void IgnoreRules::add(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    IgnorePattern pattern = parse_ignore_line(text.substr(0, end));
    if (!pattern.pattern.empty()) patterns_.push_back(std::move(pattern));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

Verdict IgnoreRules::verdict(std::string_view path, bool is_folder) const {
  path.remove_prefix(folder_.size());
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (matches(*pattern, path, is_folder))
      return pattern->negated ? Verdict::kept : Verdict::ignored;
  }
  return Verdict::none;
}

}  // namespace baton::inline v0::detail
