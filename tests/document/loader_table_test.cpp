#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <baton/document/loader.hpp>

#include "document/made_files.hpp"

namespace baton {
namespace {

struct Row {
  const char* file;
  const char* maker;
  std::vector<std::string_view> words;  ///< what a reader of the file would see
};

std::vector<Row> rows() {
  const std::vector<std::string_view> book = {
      "Lamps and lenses", "first lamp", "burned whale oil", "the museum", "Spermaceti was dearer.", "Care", "trim the wick",
      "polish the lens", "with chamois", "never with sand", "Range", "First", "21 nm", "Fourth", "14 nm", "Weather ☂",
      "Fog signals sound — every “forty seconds” in Ærø."};
  const std::vector<std::string_view> members = {"# Deck notes", "Ein Leuchtturm für Schiffe auf hoher See", "a long name"};
  const std::vector<std::string_view> ports = {"| Port | Note | Depth |", "| Ærø | says \"calm\", mostly | 7 |", "| Skagen | two lines | 12 |"};
  const std::vector<std::string_view> said = {"[00:01:00] Land ho!\n", "[00:02:00] Two points to port, ahoy.\n", "[00:03:00] Ærø — 3 < 4 & “all’s well”.\n"};
  const std::vector<std::string_view> notices = {"# Notices to mariners", "Lights and buoys of Ærø", "## Notice 1", "https://example.org/notices/1",
                                                 "The first lamp is out & dark.", "## Notice 2", "Buoy 7 drifts — keep clear."};
  auto linked = book;
  linked.push_back("https://example.org/lamps");
  auto rtf = linked;
  rtf.push_back("| Fourth | 14 nm |");
  return {{"book.docx", "pandoc", linked},
          {"book.odt", "pandoc", linked},
          {"book.epub", "pandoc", book},
          {"book.html", "pandoc", book},
          {"slides.pptx", "pandoc", {"Harbour safety", "Ada Keeper", "Ropes", "check daily", "and dry", "Show the frayed one.", "Boats", "Berth", "Skua", "12"}},
          {"tides.xlsx", "openpyxl", {"Port", "Ærø \\| north", "2024-02-29", "31 Dec 2023 6:05 PM", "1,234.50", "12.5%", "(3.00)", "€ 2.00", "https://example.org/skagen", "measured twice", "TRUE", "42"}},
          {"lamps.ods", "odfpy", {"Lamp", "Since", "Argand", "1780"}},
          {"chart.pdf", "reportlab", {"Sheet 1. Bearings are true.", "Sheet 2. Soundings in fathoms.", "Sheet 3. Notices to mariners."}},
          {"inner.zip", "zip", members},
          {"gnu.tar.gz", "tar, gzip", members},
          {"pax.tar", "tar", members},
          {"ports.csv", "python3 csv", ports},
          {"ports-excel.csv", "python3 csv", ports},
          {"ports.tsv", "python3 csv", ports},
          {"harbour.xml", "python3 xml", {"harbour (name=Ærø)", "title: Harbour guide", "berth (id=12)", "boat: Skua", "moored & dry"}},
          {"notices.json", "python3 json", {"Notice 1", "Light 3 is out."}},
          {"notices.jsonl", "python3 json", {"Notice 1", "Light 3 is out."}},
          {"harbour.db", "python3 sqlite3", {"| name | length | photo | berth | label |", "| Skua | 7.5 | (2 bytes) | 12 | Skua at 12 |", "dry \\| moored"}},
          {"book.rtf", "pandoc", rtf},
          {"book.ipynb", "pandoc", {"Lamps and lenses", "**first lamp**", "trim the wick", "| Fourth | 14 nm |", "Fog signals sound — every “forty seconds” in Ærø."}},
          {"mail.eml", "python3 email", {"Leuchtfeuer für Ærø", "Ada Keeper <ada@example.org>", "The lamp is “lit”.", "# Deck notes", "forwarded words"}},
          {"watch.srt", "python3 srt", said},
          {"watch.vtt", "python3 webvtt", said},
          {"notices.rss", "python3 feedgenerator", notices},
          {"notices.atom", "python3 feedgenerator", notices},
          {"mail.mbox", "python3 mailbox", {"Leuchtfeuer für Ærø", "From now on, daily.", "# Deck notes", "forwarded words", "From the tower"}}};
}

/// Prints the table of docs/document.md.
TEST(LoaderTable, EveryFormatGivesItsText) {
  const test::MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  std::printf("| file | made by | bytes | documents | pages | text, bytes | passages recovered |\n|---|---|---|---|---|---|---|\n");
  for (const Row& row : rows()) {
    const auto loaded = load_file(files.root(), row.file);
    ASSERT_TRUE(loaded.has_value()) << loaded.error().what();
    std::string all;
    std::size_t pages = 0;
    for (const Document& document : loaded->documents) {
      all += document.text + "\n";
      pages += document.page_starts.size();
    }
    std::size_t found = 0;
    for (const std::string_view words : row.words) {
      const bool present = all.find(words) != std::string::npos;
      EXPECT_TRUE(present) << row.file << " lacks " << words << "\n" << all;
      found += present ? 1U : 0U;
    }
    std::printf("| %s | %s | %llu | %zu | %zu | %zu | %zu of %zu |\n", row.file, row.maker,
                static_cast<unsigned long long>(files.root().stat(row.file).value().size), loaded->documents.size(), pages,
                all.size(), found, row.words.size());
  }
}

/// Prints the table of what is refused.
TEST(LoaderTable, EveryBombHasItsError) {
  const test::MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  for (const char* name : {"zeros.zip", "many.zip", "nest5.zip", "laughs.docx", "deep.docx", "spaces.docx", "endless.ods", "loop.pdf"}) {
    const auto loaded = load_file(files.root(), std::string("bombs/") + name, {}, Context{}.with_timeout(std::chrono::seconds(2)));
    if (loaded) {
      ASSERT_EQ(loaded->skipped.size(), 1U) << name;
      EXPECT_TRUE(loaded->documents.empty()) << name;
    }
    const Error& error = loaded ? loaded->skipped[0].reason : loaded.error();
    EXPECT_NE(error.code(), ErrorCode::internal);
    std::printf("| %s | `%s` | %s |\n", name, std::string(to_string(error.code())).c_str(), error.message().c_str());
  }
}

}  // namespace
}  // namespace baton
