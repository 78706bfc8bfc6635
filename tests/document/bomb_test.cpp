#include <chrono>
#include <filesystem>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <baton/document/loader.hpp>

#include "document/made_files.hpp"
#include "support/temp_folder.hpp"

namespace baton {
namespace {

using test::MadeFiles;

TEST(Bomb, EachIsRefusedWithItsError) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  const std::pair<const char*, ErrorCode> bombs[] = {
      {"bombs/many.zip", ErrorCode::limit_exceeded},   {"bombs/laughs.docx", ErrorCode::unsupported},
      {"bombs/deep.docx", ErrorCode::limit_exceeded},  {"bombs/spaces.docx", ErrorCode::limit_exceeded},
      {"bombs/endless.ods", ErrorCode::limit_exceeded}, {"bombs/zeros.zip", ErrorCode::limit_exceeded},
  };
  for (const auto& [name, code] : bombs) {
    const auto loaded = load_file(files.root(), name);
    ASSERT_FALSE(loaded.has_value()) << name;
    EXPECT_EQ(loaded.error().code(), code) << loaded.error().what();
    EXPECT_NE(loaded.error().message().find(name), std::string::npos);
  }
}

TEST(Bomb, ANestedOneIsASkippedPart) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  LoadOptions options;
  for (const std::size_t nesting : {4U, 10U}) {
    options.max_nesting = nesting;
    const Loaded loaded = load_file(files.root(), "bombs/nest5.zip", options).value();
    EXPECT_TRUE(loaded.documents.empty());
    ASSERT_EQ(loaded.skipped.size(), 1U);
    EXPECT_EQ(loaded.skipped[0].reason.code(), ErrorCode::limit_exceeded) << loaded.skipped[0].reason.what();
    EXPECT_EQ(loaded.skipped[0].source.ends_with("nest0.zip!/zeros.zip"), nesting == 10) << loaded.skipped[0].source;
  }
}

TEST(Bomb, APdfThatLoopsEndsWithTheContext) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  const auto start = Context::Clock::now();
  const auto loaded = load_file(files.root(), "bombs/loop.pdf", {}, Context{}.with_timeout(std::chrono::milliseconds(500)));
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().code(), ErrorCode::deadline_exceeded) << loaded.error().what();
  EXPECT_LT(Context::Clock::now() - start, std::chrono::seconds(10));
}

TEST(Bomb, AFileOfFourGigabytesIsNotRead) {
  const test::TempFolder folder;
  folder.write("huge.txt", "x");
  std::filesystem::resize_file(folder / "huge.txt", std::uintmax_t{4} << 30);
  const auto loaded = load_file(FsRoot(folder.path().string()), "huge.txt");
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().code(), ErrorCode::limit_exceeded);
}

TEST(Bomb, EmptyFilesAreEmptyOrAnError) {
  for (const char* name : {"a.docx", "a.pptx", "a.xlsx", "a.odt", "a.ods", "a.epub", "a.zip", "a.tar", "a.pdf"}) {
    const auto loaded = load_bytes(name, "");
    if (!loaded) continue;
    for (const Document& document : loaded->documents) EXPECT_EQ(document.text, "") << name;
  }
}

}  // namespace
}  // namespace baton
