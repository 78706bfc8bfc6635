#include <baton/document/folder.hpp>

#include <algorithm>
#include <utility>

#include "document/ignore.hpp"

namespace baton::inline v0 {
namespace {

using detail::IgnorePattern;
using detail::IgnoreRules;
using detail::Verdict;

constexpr std::size_t max_ignore_file_bytes = std::size_t{1} << 20;

std::vector<IgnorePattern> parse_globs(const std::vector<std::string>& globs) {
  std::vector<IgnorePattern> patterns;
  for (const std::string& glob : globs) {
    patterns.push_back(detail::parse_ignore_line(glob));
    if (patterns.back().pattern.empty() || patterns.back().negated) {
      throw Error(
          ErrorCode::invalid_argument,
          "'" + glob +
              "' is no include or exclude pattern: write it like *.md or docs/**, without '!'");
    }
  }
  return patterns;
}

bool any_match(const std::vector<IgnorePattern>& patterns, std::string_view path, bool is_folder) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const IgnorePattern& pattern) {
    return detail::matches(pattern, path, is_folder);
  });
}

class Scanner {
 public:
  Scanner(const FsRoot& root, const FolderOptions& options, const Context& context)
      : root_(root),
        options_(options),
        context_(context),
        include_(parse_globs(options.include)),
        exclude_(parse_globs(options.exclude)) {}

  FolderScan run() {
    auto entries = list("");
    walk("", std::move(entries).value());
    const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
    std::sort(found_.files.begin(), found_.files.end(), by_path);
    std::sort(found_.skipped.begin(), found_.skipped.end(), by_path);
    return std::move(found_);
  }

 private:
  /// `folder` is "" or ends with a slash.
  Result<std::vector<DirectoryEntry>> list(std::string_view folder) {
    context_.check();
    if (!folder.empty()) folder.remove_suffix(1);
    auto entries = root_.list(folder, options_.limits.items - seen_);
    if (entries) seen_ += entries->size();
    return entries;
  }

  void walk(const std::string& folder, const std::vector<DirectoryEntry>& entries) {
    rules_.push_back(read_rules(folder, entries));
    ++depth_;
    for (const DirectoryEntry& entry : entries) visit(folder + entry.name, entry);
    --depth_;
    rules_.pop_back();
  }

  void visit(std::string path, const DirectoryEntry& entry) {
    const bool is_folder = entry.stat.kind == FileStat::Kind::directory;
    if (entry.name == ".git" || is_left_out(path, is_folder)) return;
    if (is_folder) {
      enter(std::move(path));
    } else if (include_.empty() || any_match(include_, path, false)) {
      take(std::move(path), entry.stat);
    }
  }

  void enter(std::string path) {
    if (depth_ >= options_.limits.depth) {
      Error reason(ErrorCode::limit_exceeded, "'" + path + "' is nested deeper than " +
                                                  std::to_string(options_.limits.depth) +
                                                  " folders");
      return skip(std::move(path), true, std::move(reason));
    }
    const std::string folder = path + "/";
    auto entries = list(folder);
    if (entries) return walk(folder, *entries);
    if (entries.error().code() == ErrorCode::limit_exceeded) throw entries.error();
    // A folder removed since its parent was listed is simply gone.
    if (entries.error().code() != ErrorCode::not_found)
      skip(std::move(path), true, entries.error());
  }

  void take(std::string path, const FileStat& stat) {
    if (stat.kind != FileStat::Kind::regular) {
      Error reason(ErrorCode::unsupported,
                   "'" + path +
                       (stat.kind == FileStat::Kind::symlink
                            ? "' is a symbolic link, which is not followed"
                            : "' is a pipe, socket or device, which is not read"));
      return skip(std::move(path), false, std::move(reason));
    }
    if (stat.size > options_.max_file_bytes) {
      Error reason(ErrorCode::limit_exceeded, "'" + path + "' has " + std::to_string(stat.size) +
                                                  " bytes, max_file_bytes is " +
                                                  std::to_string(options_.max_file_bytes));
      return skip(std::move(path), false, std::move(reason));
    }
    found_.files.push_back({std::move(path), stat});
  }

  void skip(std::string path, bool is_folder, Error reason) {
    found_.skipped.push_back({std::move(path), is_folder, std::move(reason)});
  }

  bool is_left_out(std::string_view path, bool is_folder) const {
    if (any_match(exclude_, path, is_folder)) return true;
    for (auto rules = rules_.rbegin(); rules != rules_.rend(); ++rules) {
      const Verdict verdict = rules->verdict(path, is_folder);
      if (verdict != Verdict::none) return verdict == Verdict::ignored;
    }
    return false;
  }

  IgnoreRules read_rules(const std::string& folder, const std::vector<DirectoryEntry>& entries) {
    IgnoreRules rules(folder);
    for (const std::string& name : options_.ignore_files) {
      const bool present =
          std::any_of(entries.begin(), entries.end(),
                      [&](const DirectoryEntry& entry) { return entry.name == name; });
      if (!present) continue;
      const auto text = root_.read(folder + name, max_ignore_file_bytes);
      if (text)
        rules.add(*text);
      else
        skip(folder + name, false, text.error());
    }
    return rules;
  }

  const FsRoot& root_;
  const FolderOptions& options_;
  const Context& context_;
  std::vector<IgnorePattern> include_;
  std::vector<IgnorePattern> exclude_;
  std::vector<IgnoreRules> rules_;
  std::size_t depth_ = 0;
  std::size_t seen_ = 0;
  FolderScan found_;
};

}  // namespace

FolderScan scan_folder(const FsRoot& root, const FolderOptions& options, const Context& context) {
  return Scanner(root, options, context).run();
}

}  // namespace baton::inline v0
