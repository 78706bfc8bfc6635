#include "document/document_facts.hpp"

#include <string_view>
#include <utility>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/document/loader.hpp>

#include "document/made_files.hpp"
#include "document/only_document.hpp"

namespace baton {
namespace {

using nlohmann::json;
using test::MadeFiles;
using test::only;

TEST(DocumentFacts, DatesBecomeIsoDates) {
  const std::pair<std::string_view, std::string_view> dates[] = {
      {"Thu, 29 Feb 2024 18:05:00 +0100", "2024-02-29T18:05:00+01:00"}, {"1 Jan 2023 07:08 GMT", "2023-01-01T07:08:00Z"},
      {"29 Feb 2024", "2024-02-29"}, {"2024-02-29", "2024-02-29"}, {" 2024-02-29T18:05:00Z\n", "2024-02-29T18:05:00Z"},
      {"2024-02-29 18:05", "2024-02-29"}, {"Thu, 29 Feb 2024 18:05:00 (CET)", "2024-02-29T18:05:00"}, {"yesterday", ""},
      {"32 Jan 2024", ""}, {"1 Foo 2024", ""}, {"1 Jan 24", ""}, {"", ""}, {"Thu,", ""}, {"1 anF 2024", ""}};
  for (const auto& [text, iso] : dates) EXPECT_EQ(detail::iso_date(text), iso) << text;
}

TEST(DocumentFacts, FilesTellTheirMetadata) {
  const Document markdown = only(load_bytes("a.md", "---\ntitle: Lamps\nauthor: Ada\ndate: 2024-02-29\ntags: [light, sea]\nlayout: x\ndraft: {a: 1}\n---\ntext\n"));
  EXPECT_EQ(markdown.metadata.ref(), (json{{"author", "Ada"}, {"date", "2024-02-29"}, {"tags", {"light", "sea"}}}));
  EXPECT_EQ(markdown.title, "Lamps");
  for (const char* none : {"---\n: [\n---\ntext", "---\n- a\n---\n", "---\n---\n", "---\nauthor: {}\n---\n", "text"})
    EXPECT_TRUE(only(load_bytes("a.md", none)).metadata.is_null()) << none;
  const Document html = only(load_bytes("a.html",
                                        "<html lang='en-GB'><head><meta name='Author' content=' Ada '><meta name=generator content=x>"
                                        "<meta property='article:published_time' content='2024-02-29T10:00:00Z'></head><p>text</html>"));
  EXPECT_EQ(html.metadata.ref(), (json{{"author", "Ada"}, {"date", "2024-02-29T10:00:00Z"}, {"language", "en-GB"}}));
}

TEST(DocumentFacts, FilesOfOtherProgramsDoToo) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  for (const char* name : {"book.docx", "book.odt", "book.epub", "tides.xlsx", "chart.pdf"}) {
    const Loaded loaded = load_file(files.root(), name).value();
    const json metadata = loaded.documents.front().metadata.ref();
    ASSERT_TRUE(metadata.contains("date")) << name << metadata;
    EXPECT_EQ(metadata["date"].get<std::string>().substr(0, 2), "20") << name;
  }
  EXPECT_EQ(load_file(files.root(), "book.epub").value().documents.front().metadata.ref()["language"], "en");
  EXPECT_EQ(load_file(files.root(), "mail.eml").value().documents.front().metadata.ref()["date"], "2024-02-29T18:05:00+00:00");
}

}  // namespace
}  // namespace baton
