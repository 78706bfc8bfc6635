#include <baton/document/git_history.hpp>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/temp_folder.hpp"

namespace baton {
namespace {

using test::TempFolder;

bool git(const std::filesystem::path& folder, const std::string& words) {
  const std::string command = "cd '" + folder.string() +
                              "' && GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME='Ada Ærø' GIT_AUTHOR_EMAIL=a@e.org GIT_AUTHOR_DATE=2024-02-29T18:05:00+0100 "
                              "GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@e.org git " + words + " >/dev/null 2>&1";
  return std::system(command.c_str()) == 0;  // NOLINT: fixed words
}

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

class GitHistory : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!git(folder_ / ".", "init -q")) GTEST_SKIP() << "git is not installed";
    write(folder_ / "lamp.md", "one");
    write(folder_ / "na me.md", "one");
    ASSERT_TRUE(git(folder_ / ".", "add .") && git(folder_ / ".", "commit -qm 'Light the lamp' -m 'It was dark — “very”.'"));
    write(folder_ / "lamp.md", "two");
    ASSERT_TRUE(git(folder_ / ".", "commit -qam 'Trim the wick'"));
  }
  TempFolder folder_;
};

TEST_F(GitHistory, EveryCommitIsADocument) {
  const Loaded history = load_git_history(folder_ / ".").value();
  ASSERT_EQ(history.documents.size(), 2U);
  EXPECT_EQ(history.documents[0].title, "Trim the wick");
  EXPECT_EQ(history.documents[0].text, "Trim the wick\n\nFiles:\nM\tlamp.md");
  const Document& first = history.documents[1];
  EXPECT_EQ(first.text, "Light the lamp\n\nIt was dark — “very”.\n\nFiles:\nA\tlamp.md\nA\tna me.md");
  EXPECT_EQ(first.metadata.ref()["author"], "Ada Ærø");
  EXPECT_EQ(first.metadata.ref()["date"], "2024-02-29T18:05:00+01:00");
  EXPECT_TRUE(first.source.ends_with("@" + first.metadata.ref()["commit"].get<std::string>()));
  EXPECT_EQ(load_git_history(folder_ / ".", {.max_commits = 1}).value().documents.size(), 1U);
  EXPECT_EQ(load_git_history(folder_ / ".", {.paths = {"na me.md"}}).value().documents.size(), 1U);
  EXPECT_EQ(load_git_history(folder_ / ".", {.revision = "HEAD~1"}).value().documents.at(0).title, "Light the lamp");
}

TEST_F(GitHistory, WhatARepositorySaysIsNotRun) {
  const std::filesystem::path mark = folder_ / "ran";
  for (const char* key : {"core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "gpg.program", "pager.log"})
    ASSERT_TRUE(git(folder_ / ".", std::string("config ") + key + " 'touch " + mark.string() + "; false'"));
  ASSERT_TRUE(git(folder_ / ".", "config log.showSignature true"));
  EXPECT_EQ(load_git_history(folder_ / ".").value().documents.size(), 2U);
  EXPECT_FALSE(std::filesystem::exists(mark));
}

TEST_F(GitHistory, ErrorsSayWhatIsWrong) {
  const auto code = [&](const std::filesystem::path& where, const GitHistoryOptions& options, const Context& context = {}) {
    const auto loaded = load_git_history(where, options, context);
    return loaded ? ErrorCode::internal : loaded.error().code();
  };
  const TempFolder empty;
  EXPECT_EQ(code(empty / ".", {}), ErrorCode::not_found);
  EXPECT_EQ(code(empty / "nowhere", {}), ErrorCode::not_found);
  EXPECT_EQ(code(folder_ / ".", {.revision = "no-such-branch"}), ErrorCode::not_found);
  EXPECT_EQ(code(folder_ / ".", {.revision = "--output=x"}), ErrorCode::invalid_argument);
  EXPECT_EQ(code(folder_ / ".", {.revision = ""}), ErrorCode::invalid_argument);
  EXPECT_EQ(code(folder_ / ".", {.limits = {.bytes = 100}}), ErrorCode::limit_exceeded);
  EXPECT_EQ(code(folder_ / ".", {}, Context{}.with_timeout(std::chrono::seconds(0))), ErrorCode::deadline_exceeded);
}

}  // namespace
}  // namespace baton
