#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/document/loader.hpp>

#include "document/made_files.hpp"
#include "document/only_document.hpp"

namespace baton {
namespace {

using test::MadeFiles;
using test::only;

TEST(RtfLoader, AnotherProgramsBookKeepsItsShape) {
  const MadeFiles files;
  if (!files.made()) GTEST_SKIP() << "the programs that make the files are not installed";
  const Document book = only(load_file(files.root(), "book.rtf"));
  EXPECT_EQ(book.media_type, "text/markdown");
  for (const char* piece : {"# Lamps and lenses\n", "see [the museum](https://example.org/lamps).[^1]", "## Care\n",
                            "\n\n| Lens | Range |\n|---|---|\n| First | 21 nm |\n| Fourth | 14 nm |\n\n",
                            "sound — every “forty seconds” in Ærø.", "[^1]: Spermaceti was dearer.", "# Weather ☂\n"}) {
    EXPECT_NE(book.text.find(piece), std::string::npos) << piece << "\n" << book.text;
  }
}

TEST(RtfLoader, ControlsMeanWhatTheSpecificationSays) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {R"({\rtf1\ansi a\'e9\~b\_c\{\}\\\par d\line e\tab f})", "a\u00e9 b-c{}\\\n\nd\ne\tf"},
      {R"({\rtf1\ansi\ansicpg1251 \'cf\'f0})", "Пр"},
      {R"({\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1 \'cf{\f0 \'e9}\'f0})", "П\u00e9р"},
      {R"({\rtf1\ansi\ansicpg932 \'83K})", "ガ"},
      {R"({\rtf1\u-10179?\u-8704? \uc2\u8364 ab\u8364\'80\'80.\uc0\u233})", "\U0001F600 €€.\u00e9"},
      {R"({\rtf1\u-8704?x})", "\uFFFDx"},
      {R"({\rtf1 a{\v hidden}{\*\unknown gone}{\pict 00ff}{\deleted out}b{\header top}\bin3 }}}c})", "abc"},
      {R"({\rtf1{\listtext 1.\tab}one\par{\listtext\f2\'b7\tab}\ilvl1 two\par})", "1. one\n  - two"},
      {R"({\rtf1{\info{\title The {\b T}}{\author Ada}{\operator X}}{\stylesheet{\s1 Heading;}}text})", "text"},
      {R"({\rtf1\pard\outlinelevel1 Head\par\pard text})", "## Head\n\ntext"},
      {R"({\rtf1{\field{\*\fldinst PAGE}{\fldrslt 7}}})", "7"},
      {"{\\rtf1 one}{\\rtf1 two}", "one"},
      {" \n", ""},
  };
  for (const auto& [bytes, text] : cases) EXPECT_EQ(only(load_bytes("a.rtf", bytes)).text, text) << bytes;
  const Document titled = only(load_bytes("a.rtf", R"({\rtf1{\info{\title The {\b T}}{\author Ada}}x})"));
  EXPECT_EQ(titled.title, "The T");
  EXPECT_EQ(titled.metadata.ref()["author"], "Ada");
}

TEST(RtfLoader, BrokenAndHostileFilesAreErrors) {
  EXPECT_EQ(load_bytes("a.rtf", "plain words").error().code(), ErrorCode::parse_error);
  EXPECT_EQ(load_bytes("a.rtf", R"({\rtf1 cut {\b of)").error().code(), ErrorCode::data_corrupt);
  EXPECT_EQ(load_bytes("a.rtf", "{\\rtf1" + std::string(100'000, '{')).error().code(), ErrorCode::limit_exceeded);
  std::string cells = "{\\rtf1\\intbl";
  for (int i = 0; i < 3000; ++i) cells += "\\cell";
  EXPECT_EQ(load_bytes("a.rtf", cells + "}", {.limits = {.items = 1000}}).error().code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(load_bytes("a.rtf", "{\\rtf1 x\\bin2147483647 y}z").error().code(), ErrorCode::data_corrupt);
}

}  // namespace
}  // namespace baton
