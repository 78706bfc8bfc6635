#include <baton/document/clean.hpp>

#include <algorithm>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/text.hpp>
#include <baton/document/loader.hpp>

#include "document/made_files.hpp"
#include "document/only_document.hpp"

namespace baton {
namespace {

using test::MadeFiles;

std::string cleaned(std::string text, const CleanOptions& options = {}) { return clean({.text = std::move(text)}, options).text; }

TEST(Clean, LettersComeInOneForm) {
  EXPECT_EQ(cleaned("cafe\u0301 \uFB01n\nplain"), "caf\u00e9 \uFB01n\nplain");
  EXPECT_EQ(cleaned("\uFB01n \uFF21\uFF22 \u00bd", {.form = NormalForm::nfkc}), "fin AB 1\u20442");
  EXPECT_EQ(cleaned("cafe\u0301", {.form = NormalForm::none}), "cafe\u0301");
  EXPECT_EQ(cleaned("\u1112\u1161\u11ab"), "\ud55c");
}

TEST(Clean, WhatAReaderDoesNotSeeGoes) {
  EXPECT_EQ(cleaned("so\u00adft\u200bly\u2060 \u202Edaeh\u202C\uFEFF a\u00a0b\x01\x7F\tc\r\n"), "softly daeh a b\tc\r\n");
  EXPECT_EQ(cleaned("ok\U000E0049\U000E0067\U000E006E"), "ok");             // instructions in tag characters
  EXPECT_EQ(cleaned("\u0646\u200c\u0645 \U0001F469\u200d\U0001F680"), "\u0646\u200c\u0645 \U0001F469\u200d\U0001F680");  // joiners are text
  EXPECT_EQ(cleaned("a\u200bb", {.invisible = false}), "a\u200bb");
}

TEST(Clean, HeadsAndFeetOfPagesGo) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  const Document loaded = test::only(load_file(files.root(), "report.pdf"));
  ASSERT_NE(loaded.text.find("annual report"), std::string::npos) << loaded.text;
  const Document document = clean(loaded);
  EXPECT_EQ(document.text.find("annual report"), std::string::npos) << document.text;
  EXPECT_EQ(document.text.find("Page "), std::string::npos) << document.text;
  ASSERT_EQ(document.page_starts.size(), 6U);
  EXPECT_NE(document.text.substr(document.page_starts[5]).find("Chapter on weather.\n"), std::string::npos);
  EXPECT_NE(document.text.substr(document.page_starts[2], document.page_starts[3] - document.page_starts[2]).find("390 crowns on moorings"),
            std::string::npos);
  const auto lines = static_cast<std::size_t>(std::ranges::count(document.text, '\n')) + 1;
  EXPECT_TRUE(document.source_lines.size() == lines || document.source_lines.size() + 1 == lines);
  EXPECT_TRUE(std::ranges::is_sorted(document.source_lines));
  EXPECT_EQ(clean(loaded, {.page_furniture = false}).text, loaded.text);
}

Document pages(const std::vector<std::string>& texts) {
  Document document;
  for (const std::string& text : texts) {
    document.page_starts.push_back(document.text.size());
    document.text += text;
  }
  return document;
}

TEST(Clean, RowsThatOnlyLookAlikeStay) {
  std::vector<std::string> rows;
  std::vector<std::string> alternating;
  for (int page = 0; page < 10; ++page) {
    rows.push_back("Station " + std::to_string(page * page) + "\n" + std::to_string(page * 37 % 11) + " metres\n\n");
    alternating.push_back((page % 2 == 0 ? "Left head\n" : "Right head\n") + std::string("body ") + static_cast<char>('a' + page) + "\n");
  }
  EXPECT_EQ(clean(pages(rows)).text, pages(rows).text);
  EXPECT_EQ(clean(pages(alternating)).text.find("head"), std::string::npos);
  const Document two = pages({"Head\na\n", "Head\nb\n"});
  EXPECT_EQ(clean(two).text, two.text);
}

TEST(Clean, LinesLeadToTheSourceAfterAll) {
  Document document = pages({"Head\none\n", "Head\ntwo\n", "Head\nthree\n"});
  const Document plain = clean(document);
  EXPECT_EQ(plain.text, "one\ntwo\nthree\n");
  EXPECT_EQ(plain.source_lines, (std::vector<std::uint32_t>{2, 4, 6, 7}));
  EXPECT_EQ(plain.page_starts, (std::vector<std::size_t>{0, 4, 8}));
  document.source_lines = {10, 20, 30, 40, 50, 60};
  EXPECT_EQ(clean(document).source_lines, (std::vector<std::uint32_t>{20, 40, 60, 60}));
}

TEST(Clean, NotesTheLanguageUnlessItIsTold) {
  const std::string text = "The keeper of the light trims the wick and it is not the oil that he fears but the wind on the rock.";
  EXPECT_EQ(clean({.text = text}).metadata.ref()["language"], "en");
  EXPECT_EQ(clean({.text = text, .metadata = nlohmann::json{{"language", "x"}}}).metadata.ref()["language"], "x");
  EXPECT_TRUE(clean({.text = text}, {.language = false}).metadata.is_null());
  EXPECT_EQ(name_of(CleanOptions{}), "nfc invisible furniture language");
  EXPECT_EQ(name_of(CleanOptions{.form = NormalForm::nfkc, .invisible = false}), "nfkc furniture language");
}

}  // namespace
}  // namespace baton
