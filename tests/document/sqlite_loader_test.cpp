#include <chrono>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/document/loader.hpp>

#include "document/made_files.hpp"

namespace baton {
namespace {

using test::MadeFiles;

TEST(SqliteLoader, EveryTableIsAPart) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  const Loaded file = load_file(files.root(), "harbour.db").value();
  ASSERT_EQ(file.documents.size(), 2U);
  EXPECT_EQ(file.documents[0].source, "harbour.db!/boats");
  EXPECT_EQ(file.documents[0].title, "boats");
  EXPECT_EQ(file.documents[0].text,
            "| name | length | photo | berth | label |\n|---|---|---|---|---|\n"
            "| Skua | 7.5 | (2 bytes) | 12 | Skua at 12 |\n| Ærø |  |  | 3 | Ærø at 3 |");
  EXPECT_EQ(file.documents[1].source, "harbour.db!/odd \"name");
  EXPECT_EQ(file.documents[1].text, "| note |\n|---|\n| dry \\| moored |");
  ASSERT_EQ(file.skipped.size(), 1U);
  EXPECT_EQ(file.skipped[0].source, "harbour.db!/words");
  EXPECT_EQ(file.skipped[0].reason.code(), ErrorCode::unsupported);
}

TEST(SqliteLoader, LimitsAreKept) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  const std::string whole = files.root().read("harbour.db", 16 << 20).value();
  EXPECT_EQ(load_bytes("a.db", whole, {.max_parts = 1}).error().code(), ErrorCode::limit_exceeded);
  const Loaded few = load_bytes("a.db", whole, {.limits = {.items = 9}}).value();
  ASSERT_EQ(few.skipped.size(), 2U);
  EXPECT_EQ(few.skipped[0].source, "a.db!/boats");
  EXPECT_EQ(few.skipped[0].reason.code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(load_bytes("a.db", whole, {}, Context{}.with_timeout(std::chrono::seconds(0))).error().code(),
            ErrorCode::deadline_exceeded);
}

TEST(SqliteLoader, DamagedFilesAreErrorsOrLessText) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  const std::string whole = files.root().read("harbour.db", 16 << 20).value();
  for (const std::size_t keep : {std::size_t{20}, std::size_t{99}, std::size_t{600}, whole.size() / 2}) {
    const auto cut = load_bytes("a.db", whole.substr(0, keep));
    EXPECT_TRUE(!cut || !cut->skipped.empty()) << keep;
  }
  for (std::size_t at = 16; at < whole.size(); at += 61) {  // any outcome but a crash, and never wrong bytes
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x5A);
    const auto loaded = load_bytes("a.db", bytes);
    if (!loaded) {
      EXPECT_NE(loaded.error().code(), ErrorCode::internal) << at << loaded.error().what();
    }
  }
  std::string own = whole;
  own.replace(68, 4, "btn1");
  EXPECT_EQ(load_bytes("a.db", own).error().code(), ErrorCode::unsupported);
  EXPECT_EQ(load_bytes("a.db", "no database at all").error().code(), ErrorCode::data_corrupt);
}

}  // namespace
}  // namespace baton
