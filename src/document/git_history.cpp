#include <baton/document/git_history.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/text.hpp>

#include "document/limited_process.hpp"
#include "document/load_budget.hpp"
#include "document/markdown_writer.hpp"

namespace baton::inline v0 {
namespace {

using detail::trimmed;

/// Hash, author, date and message, each ended by a NUL, which none of them can hold; the names of files follow.
constexpr std::string_view commit_format = "--format=%x00%H%x00%an%x00%aI%x00%B%x00";
constexpr std::size_t fields_of_commit = 5;

/// What a repository's own configuration may name to be run is switched off.
std::vector<std::string> git_arguments(const std::filesystem::path& repository, const GitHistoryOptions& options) {
  std::vector<std::string> arguments = {"git", "-C", repository.string(), "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
                                        "-c", "i18n.logOutputEncoding=UTF-8", "-c", "core.packedGitLimit=256m", "-c", "core.packedGitWindowSize=32m",
                                        "--no-pager", "log", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color",
                                        "--no-notes", "--name-status", "--no-renames", std::string(commit_format),
                                        "--max-count=" + std::to_string(options.max_commits), "--end-of-options", options.revision, "--"};
  arguments.insert(arguments.end(), options.paths.begin(), options.paths.end());
  return arguments;
}

const std::vector<std::string>& git_environment() {
  static const std::vector<std::string> environment = {"LC_ALL=C", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_TERMINAL_PROMPT=0",
                                                       "GIT_OPTIONAL_LOCKS=0", "GIT_LITERAL_PATHSPECS=1", "GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1"};
  return environment;
}

Error git_failure(const std::filesystem::path& repository, const detail::ProcessResult& result) {
  const std::string words = sanitize_utf8(trimmed(result.errors));
  const std::string reason = words.empty() ? "exit code " + std::to_string(result.exit_code) : words;
  constexpr std::array<std::string_view, 4> absent = {"not a git repository", "unknown revision", "bad revision", "cannot change to"};
  const bool missing = std::ranges::any_of(absent, [&](std::string_view each) { return words.find(each) != std::string::npos; });
  return {missing ? ErrorCode::not_found : ErrorCode::io_error, "git cannot read the history of '" + repository.string() + "': " + reason};
}

std::string_view take_field(std::string_view& rest) {
  const std::string_view field = rest.substr(0, rest.find('\0'));
  rest.remove_prefix(std::min(field.size() + 1, rest.size()));
  return field;
}

Document document_of(const std::filesystem::path& repository, const std::array<std::string_view, fields_of_commit>& fields) {
  const auto& [hash, author, date, message, names] = fields;
  Document document;
  document.source = detail::part_name(repository.string()) + "@" + std::string(hash);
  document.media_type = "text/plain";
  document.text = sanitize_utf8(trimmed(message));
  document.title = document.text.substr(0, document.text.find('\n'));
  document.metadata = nlohmann::json{{"commit", hash}, {"author", sanitize_utf8(author)}, {"date", date}};
  if (trimmed(names).empty()) return document;
  document.text += "\n\nFiles:\n" + sanitize_utf8(trimmed(names));
  return document;
}

}  // namespace

Result<Loaded> load_git_history(const std::filesystem::path& repository, const GitHistoryOptions& options, const Context& context) {
  if (options.revision.empty() || options.revision.starts_with('-'))
    return Error(ErrorCode::invalid_argument, "GitHistoryOptions::revision '" + options.revision + "' is no revision: write a branch, tag, hash or range");
  detail::ProcessLimits limits;
  limits.timeout = options.timeout;
  limits.output_bytes = options.limits.bytes;
  const auto result = detail::run_limited(git_arguments(repository, options), {}, git_environment(), limits, context);
  if (!result) return result.error();
  if (result->exit_code != 0) return git_failure(repository, *result);
  Loaded loaded;
  std::string_view rest = result->output;
  take_field(rest);  // what stands before the first commit: nothing
  while (!rest.empty()) {
    std::array<std::string_view, fields_of_commit> fields;
    for (std::string_view& field : fields) field = take_field(rest);
    loaded.documents.push_back(document_of(repository, fields));
  }
  return loaded;
}

}  // namespace baton::inline v0
