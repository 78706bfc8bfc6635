#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::inline v0::detail {

/// One line of an ignore file (gitignore(5)).
struct IgnorePattern {
  std::string pattern;   ///< without `!`, leading and trailing slash
  bool negated = false;  ///< takes back what an earlier pattern left out
  bool folders_only = false;
  bool anchored = false;  ///< matches the path from the file's folder, not the name alone
  bool literal = false;
};

enum class Verdict { none, ignored, kept };

/// Whether the pattern applies to `path`, which is relative to the ignore file's folder.
[[nodiscard]] bool matches(const IgnorePattern& pattern, std::string_view path, bool is_folder);

/// Reads one line; an empty pattern stands for comments and blank lines.
[[nodiscard]] IgnorePattern parse_ignore_line(std::string_view line);

/// The rules of one folder.
class IgnoreRules {
 public:
  IgnoreRules() = default;
  /// `folder` is the path of the folder the rules apply to, "" or with a slash at its end.
  explicit IgnoreRules(std::string folder) : folder_(std::move(folder)) {}

  /// Adds the lines of an ignore file; later lines are stronger.
  void add(std::string_view text);
  [[nodiscard]] bool empty() const noexcept { return patterns_.empty(); }
  /// What the strongest matching line says about `path`, given from the root of the scan.
  [[nodiscard]] Verdict verdict(std::string_view path, bool is_folder) const;

 private:
  std::string folder_;
  std::vector<IgnorePattern> patterns_;
};

}  // namespace baton::inline v0::detail
