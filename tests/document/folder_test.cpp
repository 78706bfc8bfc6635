#include <baton/document/folder.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <random>
#include <set>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp_folder.hpp"

namespace baton {
namespace {

namespace fs = std::filesystem;
using test::AsNobody;
using test::TempFolder;

std::string joined(const FolderScan& scan) {
  std::string out;
  for (const FolderFile& file : scan.files) out += file.path + " ";
  return out;
}

ErrorCode code_of(const FsRoot& root, const FolderOptions& options, const Context& context = {}) {
  try {
    (void)scan_folder(root, options, context);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(Folder, ListsInByteOrderWithState) {
  const TempFolder folder;
  folder.write("b.txt", "12");
  folder.write("a/z.md", "1");
  folder.write("a.md", "");
  folder.write(".git/config", "");
  folder.write("a/.git/config", "");
  folder.write(".hidden/x", "");
  const FsRoot root(folder.path());
  const FolderScan scan = scan_folder(root);
  EXPECT_EQ(joined(scan), ".hidden/x a.md a/z.md b.txt ");
  EXPECT_EQ(scan.files[3].stat, root.stat("b.txt").value());
  EXPECT_TRUE(scan.skipped.empty());
}

TEST(Folder, IncludeAndExclude) {
  const TempFolder folder;
  for (const char* name :
       {"a.md", "a.txt", "docs/b.md", "docs/old/c.md", "build/d.md", "src/build"}) {
    folder.write(name, "x");
  }
  const FsRoot root(folder.path());
  EXPECT_EQ(joined(scan_folder(root, {.include = {"*.md"}})),
            "a.md build/d.md docs/b.md docs/old/c.md ");
  EXPECT_EQ(joined(scan_folder(root, {.include = {"docs/**"}, .exclude = {"old/"}})), "docs/b.md ");
  EXPECT_EQ(joined(scan_folder(root, {.exclude = {"build/", "*.md"}})), "a.txt src/build ");
  EXPECT_EQ(code_of(root, {.include = {""}}), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of(root, {.exclude = {"!x"}}), ErrorCode::invalid_argument);
}

TEST(Folder, IgnoreFilesNestAndCanBeTurnedOff) {
  const TempFolder folder;
  folder.write(".gitignore", "*.log\nout/\n");
  folder.write("sub/.batonignore", "!keep.log\nprivate.md\n");
  for (const char* name : {"a.log", "sub/keep.log", "sub/private.md", "sub/b.md", "out/x.md"}) {
    folder.write(name, "x");
  }
  const FsRoot root(folder.path());
  EXPECT_EQ(joined(scan_folder(root)), ".gitignore sub/.batonignore sub/b.md sub/keep.log ");
  EXPECT_EQ(scan_folder(root, {.ignore_files = {}}).files.size(), 7U);
}

TEST(Folder, LinksAndSpecialFilesAreReportedAndSkipped) {
  const TempFolder folder;
  const TempFolder elsewhere;
  elsewhere.write("secret", "s");
  folder.write("file", "x");
  fs::create_directory_symlink(elsewhere.path(), folder / "escape");
  fs::create_directory_symlink(".", folder / "loop");
  fs::create_symlink("nowhere", folder / "dangling");
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  const FolderScan scan = scan_folder(FsRoot(folder.path()));
  EXPECT_EQ(joined(scan), "file ");
  ASSERT_EQ(scan.skipped.size(), 4U);
  for (const SkippedPath& skipped : scan.skipped) {
    EXPECT_EQ(skipped.reason.code(), ErrorCode::unsupported) << skipped.path;
    EXPECT_NE(skipped.reason.message().find(skipped.path), std::string::npos);
  }
}

TEST(Folder, AHugeSparseFileIsSkippedUnread) {
  const TempFolder folder;
  folder.write("small", "x");
  folder.write("huge.txt", "");
  ASSERT_EQ(::truncate((folder / "huge.txt").c_str(), off_t{4} << 30), 0);
  const FolderScan scan = scan_folder(FsRoot(folder.path()));
  EXPECT_EQ(joined(scan), "small ");
  ASSERT_EQ(scan.skipped.size(), 1U);
  EXPECT_EQ(scan.skipped[0].reason.code(), ErrorCode::limit_exceeded);
}

TEST(Folder, LimitsOnCountAndDepth) {
  const TempFolder folder;
  folder.write("1/2/3/4/deep", "x");
  for (int i = 0; i < 10; ++i) folder.write("f" + std::to_string(i), "");
  const FsRoot root(folder.path());
  EXPECT_EQ(code_of(root, {.limits = {.items = 12}}), ErrorCode::limit_exceeded);
  EXPECT_EQ(scan_folder(root, {.limits = {.items = 15}}).files.size(), 11U);
  const FolderScan shallow = scan_folder(root, {.limits = {.depth = 3}});
  EXPECT_EQ(shallow.files.size(), 10U);
  ASSERT_EQ(shallow.skipped.size(), 1U);
  EXPECT_EQ(shallow.skipped[0].path, "1/2/3");
  EXPECT_TRUE(shallow.skipped[0].is_folder);
}

TEST(Folder, TheContextEndsTheScan) {
  const TempFolder folder;
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(code_of(FsRoot(folder.path()), {}, Context{}.with_stop(stop.get_token())),
            ErrorCode::cancelled);
}

TEST(Folder, UnreadableFoldersAreNamed) {
  const TempFolder folder;
  folder.write("open/a", "x");
  folder.write("shut/b", "x");
  fs::permissions(folder.path(), fs::perms::all);
  fs::permissions(folder / "shut", fs::perms::none);
  {
    const AsNobody nobody;
    if (!nobody.done()) GTEST_SKIP() << "cannot give up the superuser's rights here";
    const FolderScan scan = scan_folder(FsRoot(folder.path()));
    EXPECT_EQ(joined(scan), "open/a ");
    ASSERT_EQ(scan.skipped.size(), 1U);
    EXPECT_EQ(scan.skipped[0].path, "shut");
    EXPECT_TRUE(scan.skipped[0].is_folder);
    EXPECT_EQ(scan.skipped[0].reason.code(), ErrorCode::permission_denied);
    EXPECT_EQ(code_of(FsRoot(folder / "shut"), {}), ErrorCode::permission_denied);
  }
  fs::permissions(folder / "shut", fs::perms::all);
}

// ---- Against git itself -------------------------------------------------------------------------

std::string run(const std::string& command) {
  std::string out;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
  std::array<char, 4096> block{};
  while (pipe) {
    const std::size_t got = std::fread(block.data(), 1, block.size(), pipe.get());
    if (got == 0) break;
    out.append(block.data(), got);
  }
  return out;
}

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::string pick(std::initializer_list<const char*> from) {
    return from.begin()[random_() % from.size()];
  }

  std::string name() {
    return pick({"a", "b", "ab", "a.md", "b.txt", "c d", "x-1", "#h", "!n", "[z]"});
  }

  std::string path() {
    std::string out;
    for (auto depth = random_() % 4; depth > 0; --depth)
      out += pick({"a", "b", "dir", "x", "ab"}) + "/";
    return out + name();
  }

  std::string pattern() {
    std::string out = pick({"", "", "", "!", "!", "/"});
    if (random_() % 4 == 0) out += pick({"**/", "a/**/", "b/", "*/", "dir/"});
    out += pick({"*",     "a",    "a*", "*.md",  "?",   "[a-c]*", "[!a]*",        "\\#h",
                 "\\!n",  "*b",   "ab", "dir",   "c d", "x",      "*[[:digit:]]", "[[]z]",
                 "a.md ", "b\\ ", "**", "b.t?t", "#h",  "[]a]",   "[^b-z]"});
    return out + pick({"", "", "", "", "/", "/", "/**", "/*", " ", "\r"});
  }

  std::string ignore_file() {
    std::string out;
    for (auto lines = 1 + random_() % 4; lines > 0; --lines) out += pattern() + "\n";
    return out;
  }

 private:
  std::mt19937 random_;
};

/// A tree with ignore files at the root and in some folders.
void make_tree(const TempFolder& folder, Generator& random) {
  for (int i = 0; i < 30; ++i) {
    const std::string path = random.path();
    std::error_code clash;
    fs::create_directories((folder / path).parent_path(), clash);
    if (!clash && !fs::exists(folder / path)) folder.write(path, "x");
  }
  folder.write(".gitignore", random.ignore_file());
  for (const char* sub : {"a", "dir", "a/b", "x"}) {
    if (fs::is_directory(folder / sub))
      folder.write(std::string(sub) + "/.gitignore", random.ignore_file());
  }
}

/// The untracked files git would add, with NUL between them.
std::set<std::string> files_git_sees(const TempFolder& folder) {
  const std::string out = run("git -C '" + folder.path().string() +
                              "' ls-files --others --exclude-per-directory=.gitignore -z 2>&1");
  std::set<std::string> files;
  for (std::size_t at = 0; at < out.size();) {
    const std::size_t end = std::min(out.find('\0', at), out.size());
    files.insert(out.substr(at, end - at));
    at = end + 1;
  }
  return files;
}

TEST(Folder, AgreesWithGitOnGeneratedTrees) {
  if (run("git --version 2>/dev/null").empty()) GTEST_SKIP() << "git is not installed";
  Generator random(20240229);
  for (int round = 0; round < 40; ++round) {
    const TempFolder folder;
    make_tree(folder, random);
    run("git -C '" + folder.path().string() + "' init -q 2>&1");
    std::set<std::string> ours;
    for (const FolderFile& file :
         scan_folder(FsRoot(folder.path()), {.ignore_files = {".gitignore"}}).files) {
      ours.insert(file.path);
    }
    ASSERT_EQ(ours, files_git_sees(folder))
        << "round " << round << "\n"
        << run("cd '" + folder.path().string() + "' && grep -r . --include=.gitignore");
  }
}

}  // namespace
}  // namespace baton
