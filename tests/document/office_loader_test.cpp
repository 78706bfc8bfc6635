#include <cstdio>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/document/loader.hpp>

#include "document/made_files.hpp"
#include "document/only_document.hpp"

namespace baton {
namespace {

using test::MadeFiles;
using test::only;

void expect_in_order(const std::string& text, std::initializer_list<std::string_view> pieces, const char* file) {
  std::size_t from = 0;
  for (const std::string_view piece : pieces) {
    const std::size_t at = text.find(piece, from);
    if (at == std::string::npos) {
      ADD_FAILURE() << file << ": '" << piece << "' is missing, or not behind byte " << from << " of:\n" << text;
      return;
    }
    from = at + piece.size();
  }
}

TEST(OfficeLoader, WordAndOpenDocumentTextsKeepTheirShape) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "pandoc and the other programs are not installed";
  for (const char* name : {"book.docx", "book.odt"}) {
    const Document book = only(load_file(files.root(), name));
    EXPECT_EQ(book.title, "The Lighthouse Book") << name;
    EXPECT_EQ(book.metadata.ref()["author"], "Ada Keeper") << name;
    expect_in_order(book.text,
                    {"# Lamps and lenses\n\n", "first lamp burned whale oil; see [the museum](https://example.org/lamps).[^1]",
                     "## Care\n\n", "trim the wick\n", "polish the lens\n", "  - with chamois\n", "  - never with sand\n",
                     "| Lens | Range |\n|---|---|\n| First | 21 nm |\n| Fourth | 14 nm |\n", "# Weather ☂\n",
                     "Fog signals sound — every “forty seconds” in Ærø.", "[^1]: Spermaceti was dearer."},
                    name);
  }
  EXPECT_NE(only(load_file(files.root(), "book.docx")).text.find("1. trim the wick\n2. polish"), std::string::npos);
}

TEST(OfficeLoader, ABookIsItsChapters) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "pandoc and the other programs are not installed";
  const Loaded book = load_file(files.root(), "book.epub").value();
  EXPECT_TRUE(book.skipped.empty());
  std::string all;
  for (const Document& chapter : book.documents) {
    EXPECT_TRUE(chapter.source.starts_with("book.epub!/EPUB/")) << chapter.source;
    EXPECT_EQ(chapter.media_type, "text/html");
    EXPECT_EQ(chapter.metadata.ref()["book"], "The Lighthouse Book");
    EXPECT_EQ(chapter.metadata.ref()["part"], chapter.source.substr(11));
    all += chapter.text + "\n";
  }
  expect_in_order(all, {"Lamps and lenses", "the museum", "trim the wick", "Fourth | 14 nm", "Weather ☂", "in Ærø."}, "epub");
}

TEST(OfficeLoader, SlidesArePagesWithNotes) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "pandoc and the other programs are not installed";
  const Document slides = only(load_file(files.root(), "slides.pptx"));
  EXPECT_EQ(slides.title, "Harbour safety");
  ASSERT_EQ(slides.page_starts.size(), 3U);
  EXPECT_TRUE(std::string_view(slides.text).substr(slides.page_starts[1]).starts_with("## Ropes\n")) << slides.text;
  expect_in_order(slides.text,
                  {"## Ropes\n\n- check daily\n  - and dry\n\nNotes: Show the frayed one.", "## Boats\n\n",
                   "| Name | Berth |\n|---|---|\n| Skua | 12 |"},
                  "slides.pptx");
}

TEST(OfficeLoader, SheetsArePartsWithNumbersAsShown) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "pandoc and the other programs are not installed";
  const Loaded book = load_file(files.root(), "tides.xlsx").value();
  ASSERT_EQ(book.documents.size(), 2U);
  EXPECT_EQ(book.documents[0].source, "tides.xlsx!/Tides");
  EXPECT_EQ(book.documents[0].text,
            "| Port | Day | Height | Share | Price |\n|---|---|---|---|---|\n"
            "| Ærø \\| north | 2024-02-29 | 1,234.50 | 12.5% | (3.00) |\n"
            "| [Skagen](https://example.org/skagen) | 31 Dec 2023 6:05 PM | 0.3 | 100.0% | € 2.00 |\n\n"
            "- Comment on C3: measured twice");
  EXPECT_EQ(book.documents[1].source, "tides.xlsx!/Crew & boats");
  EXPECT_EQ(book.documents[1].text, "| TRUE | xxx | 42 |\n|---|---|---|");
  const Loaded lamps = load_file(files.root(), "lamps.ods").value();
  ASSERT_EQ(lamps.documents.size(), 2U);
  EXPECT_EQ(lamps.documents[0].source, "lamps.ods!/Lamps");
  EXPECT_EQ(lamps.documents[0].text, "| Lamp | Since |\n|---|---|\n| Argand | 1780 |");
  EXPECT_EQ(lamps.documents[1].text, "");
}

TEST(OfficeLoader, PdfsKeepTheirPages) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "pandoc and the other programs are not installed";
  const Document chart = only(load_file(files.root(), "chart.pdf"));
  EXPECT_EQ(chart.title, "Chart room");
  EXPECT_EQ(chart.metadata.ref()["author"], "Ada Keeper");
  ASSERT_EQ(chart.page_starts.size(), 3U);
  EXPECT_TRUE(chart.text.substr(chart.page_starts[2]).starts_with("Sheet 3. Notices to mariners.")) << chart.text;
  const auto locked = load_file(files.root(), "locked.pdf");
  ASSERT_FALSE(locked.has_value());
  EXPECT_EQ(locked.error().code(), ErrorCode::unsupported) << locked.error().what();
}

TEST(OfficeLoader, ArchivesHoldTheirMembersAndReportTheOthers) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "pandoc and the other programs are not installed";
  for (const char* name : {"gnu.tar.gz", "pax.tar", "inner.zip"}) {
    const Loaded loaded = load_file(files.root(), name).value();
    std::string all;
    for (const Document& part : loaded.documents) all += part.source + "=" + part.text + ";";
    EXPECT_NE(all.find("notes.md=# Deck notes\n;"), std::string::npos) << name << all;
    EXPECT_NE(all.find("Leuchtturm für Schiffe"), std::string::npos) << name << all;
    EXPECT_NE(all.find(std::string("longlonglong") + "longlong"), std::string::npos) << name << all;
    EXPECT_EQ(all.find("root:"), std::string::npos) << name << " followed a link";
    EXPECT_EQ(all.find("/etc/passwd"), std::string::npos) << name << " takes a link's target for text";
    bool picture = false;
    for (const SkippedPart& part : loaded.skipped) picture = picture || part.source.ends_with("lamp.png");
    EXPECT_TRUE(picture) << name;
    EXPECT_EQ(loaded.documents.size(), 3U) << name << all;
    EXPECT_EQ(loaded.skipped.size(), 2U) << name;
  }
  const Loaded outer = load_file(files.root(), "outer.zip").value();
  EXPECT_EQ(outer.documents.size(), 7U);
  const Loaded locked = load_file(files.root(), "locked.zip").value();
  ASSERT_EQ(locked.skipped.size(), 1U);
  EXPECT_EQ(locked.skipped[0].reason.code(), ErrorCode::unsupported);
}

TEST(OfficeLoader, ATruncatedFileOfAnyFormatIsAnErrorNotACrash) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "pandoc and the other programs are not installed";
  for (const char* name : {"book.docx", "book.odt", "book.epub", "slides.pptx", "tides.xlsx", "lamps.ods", "inner.zip", "pax.tar"}) {
    const std::string whole = files.root().read(name, 16 << 20).value();
    for (const std::size_t keep : {std::size_t{1}, std::size_t{600}, whole.size() / 2, whole.size() - 30}) {
      const auto cut = load_bytes(name, std::string_view(whole).substr(0, keep));
      const bool tar_end = std::string_view(name) == "pax.tar" && keep == whole.size() - 30;  // zeros only
      EXPECT_EQ(cut.has_value(), tar_end) << name << " " << keep;
    }
  }
}

std::string tar_member(char kind, const std::string& name, const std::string& body) {
  std::string header(512, '\0');
  header.replace(0, name.size(), name);
  header[156] = kind;
  std::snprintf(&header[124], 12, "%011zo", body.size());
  header.replace(148, 8, "        ");
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  std::snprintf(&header[148], 8, "%06o", sum);
  return header + body + std::string((512 - body.size() % 512) % 512, '\0');
}

TEST(OfficeLoader, ATarArchiveEndsBehindAMember) {
  const std::string member = tar_member('0', "a.txt", "text");
  const std::string zeros(1024, '\0');
  for (const std::string& whole : {member, member + zeros, zeros, std::string()}) {
    EXPECT_EQ(load_bytes("a.tar", whole).value().documents.size(), whole.starts_with('a') ? 1U : 0U);
  }
  const std::string extended = tar_member('x', "PaxHeaders/b", "13 path=b.md\n");
  for (const std::string& end : {extended, extended + zeros, tar_member('L', "././@LongLink", "b.md"), std::string("b"), extended.substr(0, 511)}) {
    const auto loaded = load_bytes("a.tar", member + end);
    ASSERT_FALSE(loaded.has_value()) << end.size();
    EXPECT_EQ(loaded.error().code(), ErrorCode::data_corrupt);
  }
}

}  // namespace
}  // namespace baton
