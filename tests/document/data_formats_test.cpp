#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/document/record_loader.hpp>
#include <baton/document/splitter.hpp>

#include "document/made_files.hpp"
#include "document/only_document.hpp"

namespace baton {
namespace {

using test::MadeFiles;
using test::only;

TEST(DataFormats, TablesOfEveryDialectAreTheSameTable) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  for (const char* name : {"ports.csv", "ports-excel.csv", "ports.tsv"}) {
    const Document table = only(load_file(files.root(), name));
    EXPECT_EQ(table.text,
              "| Port | Note | Depth |\n|---|---|---|\n| Ærø | says \"calm\", mostly | 7 |\n| Skagen | two lines | 12 |")
        << name;
    EXPECT_EQ(table.source_lines, (std::vector<std::uint32_t>{1, 1, 2, 3})) << name;
    EXPECT_EQ(table.media_type, "text/markdown") << name;
  }
}

TEST(DataFormats, SeparatedValuesAreReadAsTheStandardHasThem) {
  struct Case {
    const char* bytes;
    const char* text;
  };
  for (const Case& each : {
           Case{"a,b\r\n\"1\"\"2\",\"x,y\"\r\n", "| a | b |\n|---|---|\n| 1\"2 | x,y |"},
           Case{"a;b\n1,5;2,5\n", "| a | b |\n|---|---|\n| 1,5 | 2,5 |"},
           Case{"sep=;\na;b,c\n1;2\n", "| a | b,c |\n|---|---|\n| 1 | 2 |"},
           Case{"a,b\n\n5\" pipe,|\n1,2,3\n", "| a | b |  |\n|---|---|---|\n| 5\" pipe | \\| |  |\n| 1 | 2 | 3 |"},
           Case{"only\rone\r", "| only |\n|---|\n| one |"},
           Case{"\n \n", ""},
           Case{"", ""},
       }) {
    EXPECT_EQ(only(load_bytes("a.csv", each.bytes)).text, each.text) << each.bytes;
  }
  const Error open = load_bytes("a.csv", "a,b\n1,\"2\n3,4\n").error();
  EXPECT_EQ(open.code(), ErrorCode::parse_error);
  EXPECT_NE(open.message().find("line 2"), std::string::npos) << open.message();
  EXPECT_EQ(load_bytes("a.csv", std::string(3000, ','), {.limits = {.items = 1000}}).error().code(), ErrorCode::limit_exceeded);
}

TEST(DataFormats, EveryPassageOfALongTableHasItsHead) {
  std::string csv = "Port,Depth in metres\n";
  for (int row = 0; row < 400; ++row) csv += "harbour number " + std::to_string(row) + "," + std::to_string(row % 20) + "\n";
  const Document table = only(load_bytes("long.csv", csv));
  const auto chunks = split(table, {.overlap_bytes = 0});
  ASSERT_GT(chunks.size(), 5U);
  for (const Chunk& chunk : chunks) EXPECT_TRUE(chunk.text.starts_with("| Port | Depth in metres |\n|---|---|\n")) << chunk.text;
  const std::size_t at = table.text.find("| harbour number 250 |");
  ASSERT_NE(at, std::string::npos);
  const auto line = std::count(table.text.begin(), table.text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  EXPECT_EQ(table.source_lines.at(static_cast<std::size_t>(line)), 252U);
  EXPECT_EQ(std::ranges::count(table.text, '\n') + 1, std::ssize(table.source_lines));
  EXPECT_TRUE(std::ranges::is_sorted(table.source_lines));
}

TEST(DataFormats, XmlIsAnOutlineWithItsLines) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  const Document xml = only(load_file(files.root(), "harbour.xml"));
  EXPECT_EQ(xml.title, "Harbour guide");
  EXPECT_EQ(xml.text,
            "harbour (name=Ærø):\n  title: Harbour guide\n  berth (id=12):\n    boat: Skua\n    note: moored & dry");
  EXPECT_EQ(xml.source_lines, (std::vector<std::uint32_t>{2, 3, 4, 5, 6}));
}

TEST(DataFormats, XmlOfOtherKindsGoesWhereItBelongs) {
  EXPECT_EQ(only(load_bytes("a.xml", "<rss><channel><title>T</title><item><title>E</title></item></channel></rss>")).text, "# T\n\n## E");
  EXPECT_EQ(only(load_bytes("a.xml", "<html><body><h1>Page</h1></body></html>")).text, "# Page");
  EXPECT_EQ(only(load_bytes("a.xml", " ")).text, "");
  EXPECT_EQ(load_bytes("a.xml", "<a><b></a>").error().code(), ErrorCode::parse_error);
  EXPECT_EQ(load_bytes("a.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").error().code(), ErrorCode::unsupported);
  std::string deep;
  for (int level = 0; level < 10'000; ++level) deep += "<a>";
  for (int level = 0; level < 10'000; ++level) deep += "</a>";
  EXPECT_EQ(load_bytes("a.xml", deep).error().code(), ErrorCode::limit_exceeded);
}

TEST(DataFormats, RecordsBecomeDocumentsOfTheirOwn) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  LoadOptions options;
  options.loaders = options.loaders.with(
      record_loader({.records = "/notices", .text = {"/body"}, .title = "/title", .metadata = {"/id", "/nowhere"}}));
  const Loaded tree = load_file(files.root(), "notices.json", options).value();
  ASSERT_EQ(tree.documents.size(), 3U);
  EXPECT_EQ(tree.documents[1].source, "notices.json!/notices/1");
  EXPECT_EQ(tree.documents[1].text, "Light 2 is out.");
  EXPECT_EQ(tree.documents[1].title, "Notice 2");
  EXPECT_EQ(tree.documents[1].metadata.ref(), (nlohmann::json{{"id", 2}, {"part", "notices/1"}}));
  options.loaders = Loaders::defaults().with(record_loader({}));
  const Loaded lines = load_file(files.root(), "notices.jsonl", options).value();
  ASSERT_EQ(lines.documents.size(), 3U);
  EXPECT_EQ(lines.documents[2].source, "notices.jsonl!/3");
  EXPECT_EQ(lines.documents[2].text, "body: Light 3 is out.\nid: 3\ntitle: Notice 3");
  EXPECT_EQ(lines.documents[2].source_lines, (std::vector<std::uint32_t>{3, 3, 3}));
}

TEST(DataFormats, ABadRecordDoesNotKeepTheOthersFromBeingRead) {
  LoadOptions options;
  options.loaders = options.loaders.with(record_loader({.text = {"/body", "/more"}}));
  const Loaded lines = load_bytes("a.jsonl", "{\"body\":\"one\"}\n\n{broken\n{\"other\":1}\n7\n{\"more\":[\"two\",3]}\n", options).value();
  ASSERT_EQ(lines.documents.size(), 2U);
  EXPECT_EQ(lines.documents[1].source, "a.jsonl!/6");
  EXPECT_EQ(lines.documents[1].text, "two, 3");
  ASSERT_EQ(lines.skipped.size(), 3U);
  EXPECT_EQ(lines.skipped[0].source, "a.jsonl!/3");
  EXPECT_EQ(lines.skipped[0].reason.code(), ErrorCode::parse_error);
  const Loaded yaml = load_bytes("a.yaml", "- body: eins\n- body: zwei\n", options).value();
  ASSERT_EQ(yaml.documents.size(), 2U);
  EXPECT_EQ(yaml.documents[1].text, "zwei");
  options.max_parts = 1;
  EXPECT_EQ(load_bytes("a.yaml", "- body: eins\n- body: zwei\n", options).error().code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(load_bytes("a.json", "{\"a\":", options).error().code(), ErrorCode::parse_error);
  EXPECT_THROW((void)record_loader({.text = {"body"}}), Error);
}

TEST(DataFormats, SourceCodeNamesItsLanguage) {
  const auto language = [](const char* name) -> nlohmann::json {
    const Document document = only(load_bytes(name, "x = 1\n"));
    return document.metadata.is_null() ? nlohmann::json() : document.metadata.ref()["programming_language"];
  };
  EXPECT_EQ(language("a.py"), "python");
  EXPECT_EQ(language("a.hpp"), "c++");
  EXPECT_EQ(language("a.js"), "javascript");
  EXPECT_EQ(language("CMakeLists.txt"), "cmake");
  for (const char* name : {"a.txt", "a.md", "a.json", "a.rst", "a.ini"}) EXPECT_TRUE(language(name).is_null()) << name;
}

}  // namespace
}  // namespace baton
