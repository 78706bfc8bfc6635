#include <baton/document/fs_root.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "document/beneath.hpp"
#include "support/temp_folder.hpp"

namespace baton {
namespace {

namespace fs = std::filesystem;
using detail::Resolve;
using test::TempFolder;

ErrorCode code_of_open(const fs::path& folder) {
  try {
    const FsRoot root(folder);
  } catch (const Error& error) {
    EXPECT_NE(error.message().find(folder.string()), std::string::npos) << error.what();
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(FsRoot, ReadsAndStatsFilesBeneath) {
  const TempFolder folder;
  folder.write("a/b/c.txt", "hello");
  const FsRoot root(folder.path());
  FileStat stat;
  EXPECT_EQ(root.read("a/b/c.txt", 100, &stat).value(), "hello");
  EXPECT_EQ(stat.size, 5U);
  EXPECT_GT(stat.mtime_ns, 1'500'000'000'000'000'000);
  EXPECT_EQ(root.stat("a/b/c.txt").value(), stat);
  EXPECT_EQ(root.stat("a").value().kind, FileStat::Kind::directory);
  EXPECT_EQ(root.list("a/b", 10).value().at(0).name, "c.txt");
}

TEST(FsRoot, OpeningWhatIsNoFolderSaysWhy) {
  const TempFolder folder;
  folder.write("file", "");
  EXPECT_EQ(code_of_open(folder / "absent"), ErrorCode::not_found);
  EXPECT_EQ(code_of_open(folder / "file"), ErrorCode::invalid_argument);
}

TEST(FsRoot, LimitsAreKept) {
  const TempFolder folder;
  folder.write("a", "12345");
  folder.write("b", "");
  const FsRoot root(folder.path());
  EXPECT_EQ(root.read("a", 5).value(), "12345");
  EXPECT_EQ(root.read("a", 4).error().code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(root.read("b", 0).value(), "");
  EXPECT_EQ(root.list("", 2).value().size(), 2U);
  EXPECT_EQ(root.list("", 1).error().code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(root.read("gone", 9).error().code(), ErrorCode::not_found);
}

TEST(FsRoot, AFileOfUnknownSizeIsReadToItsEnd) {
  const FsRoot root("/proc/self");
  EXPECT_GT(root.read("status", 1 << 20).value().size(), 100U);  // its size is given as 0
  EXPECT_EQ(root.read("status", 10).error().code(), ErrorCode::limit_exceeded);
}

TEST(FsRoot, SpecialFilesAreNotOpened) {
  const TempFolder folder;
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  (folder / "socket").string().copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  const FsRoot root(folder.path());
  EXPECT_EQ(root.read("pipe", 100).error().code(), ErrorCode::unsupported);
  EXPECT_EQ(root.read("socket", 100).error().code(), ErrorCode::unsupported);
  EXPECT_EQ(root.read("", 100).error().code(), ErrorCode::unsupported);
  EXPECT_EQ(FsRoot("/dev").read("null", 100).error().code(), ErrorCode::unsupported);
  ::close(socket);
}

TEST(FsRoot, AnUnreadableFileIsPermissionDenied) {
  const TempFolder folder;
  folder.write("a", "x");
  fs::permissions(folder.path(), fs::perms::all);
  fs::permissions(folder / "a", fs::perms::none);
  const test::AsNobody nobody;
  if (!nobody.done()) GTEST_SKIP() << "cannot give up the superuser's rights here";
  EXPECT_EQ(FsRoot(folder.path()).read("a", 9).error().code(), ErrorCode::permission_denied);
}

class Beneath : public ::testing::TestWithParam<Resolve> {
 protected:
  Beneath() {
    folder_.write("root/in/file", "x");
    folder_.write("secret", "s");
    fs::create_symlink("../secret", folder_ / "root/out");
    fs::create_symlink("in", folder_ / "root/link");
    fs::create_symlink("in/file", folder_ / "root/near");
    fs::create_symlink("loop", folder_ / "root/loop");
    fs::create_symlink("/", folder_ / "root/top");
    directory_ =
        detail::Descriptor(::open((folder_ / "root").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  }
  ErrorCode open(std::string_view path, int flags = O_RDONLY) {
    const auto opened = detail::open_beneath(directory_.get(), path, flags, GetParam());
    return opened ? ErrorCode::internal : opened.error().code();
  }

  TempFolder folder_;
  detail::Descriptor directory_;
};

TEST_P(Beneath, OpensWhatIsBeneath) {
  for (const char* path : {"in/file", "in", "", "./in/file", "in//file", "in/"}) {
    EXPECT_EQ(open(path), ErrorCode::internal) << path;
  }
}

TEST_P(Beneath, RefusesEveryWayOut) {
  using namespace std::string_literals;
  for (const auto& path :
       {"../secret"s, ".."s, "in/../../secret"s, "in/.."s, "/etc/passwd"s, "out"s, "link/file"s,
        "near"s, "loop"s, "top/etc/passwd"s, "in/file\0x"s, "top"s}) {
    EXPECT_EQ(open(path), ErrorCode::permission_denied) << path;
    EXPECT_EQ(open(path, O_PATH), ErrorCode::permission_denied) << path;
  }
}

TEST_P(Beneath, AbsentIsNotFound) {
  EXPECT_EQ(open("in/absent"), ErrorCode::not_found);
  EXPECT_EQ(open("in/file/x"), ErrorCode::not_found);
}

std::vector<Resolve> ways() {
  if (detail::best_resolve() == Resolve::stepwise) return {Resolve::stepwise};
  return {Resolve::kernel, Resolve::stepwise};
}

INSTANTIATE_TEST_SUITE_P(BothWays, Beneath, ::testing::ValuesIn(ways()), [](const auto& tested) {
  return tested.param == Resolve::kernel ? "kernel" : "stepwise";
});

}  // namespace
}  // namespace baton
