#include <algorithm>
#include <random>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/text.hpp>
#include <baton/document/loader.hpp>
#include <baton/document/splitter.hpp>

#include "document/only_document.hpp"

namespace baton {
namespace {

using test::only;

Document load(std::string_view html, const LoadOptions& options = {}) {
  return only(load_bytes("page.html", html, options));
}

/// The source line of the text line that holds `word`.
std::uint32_t source_line(const Document& document, std::string_view word) {
  const std::size_t at = document.text.find(word);
  if (at == std::string::npos) return 0;
  const auto line = std::count(document.text.begin(),
                               document.text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  return document.source_lines.at(static_cast<std::size_t>(line));
}

std::size_t count_lines(const std::string& text) {
  const auto newlines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  return newlines + (text.empty() || text.ends_with('\n') ? 0 : 1);
}

TEST(HtmlLoader, RendersWhatAReaderSees) {
  const Document document = load(
      "<!DOCTYPE html><html><head><title> The\n page </title><style>p{}</style></head><body>"
      "<nav><a href='/'>Home</a></nav><h1>Head <em>line</em></h1><p>First &amp; <a "
      "href='x'>linked</a>  text.</p>"
      "<script>alert('no')</script><ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>"
      "<ol><li>a</li><li>b</li></ol><p>line<br>break</p>"
      "<table><tr><th>k</th><th>v</th></tr><tr><td><p>1</p></td><td>2</td></tr></table>"
      "<pre>\n  code  x\n# y\n</pre><img src=x alt='a picture'></body></html>");
  EXPECT_EQ(document.title, "The page");
  EXPECT_EQ(document.text,
            "# Head line\n\nFirst & linked text.\n\n- one\n  - inner\n- two\n\n1. a\n2. "
            "b\n\nline\nbreak\n\n"
            "k | v\n---|---\n1 | 2\n\n```\n  code  x\n# y\n```\n\na picture");
}

TEST(HtmlLoader, LinksThatLeadSomewhereAreKept) {
  const char* const page =
      "<p>See <a href='https://example.org/a'>the\n guide</a>, <a href='../b?x=1'>that</a>, <a href='#c'>below</a>, "
      "<a href='javascript:x()'>do</a>, <a href='https://example.org/d'><h2>Head</h2><p>card<br></a>."
      "<table><tr><td><a href='mailto:a@b.c'>x|y</a><td>z</table>";
  EXPECT_EQ(only(load_bytes("page.html", page)).text,
            "See [the\nguide](https://example.org/a), that, below, do,\n\n## Head\n\n[card](https://example.org/d)\n\n.\n\n"
            "[x\\|y](mailto:a@b.c) | z\n---|---");
  const Document loaded = only(load_bytes("https://example.org/docs/page.html", page));
  EXPECT_NE(loaded.text.find("[that](https://example.org/b?x=1)"), std::string::npos) << loaded.text;
}

TEST(HtmlLoader, LinesLeadBackToTheSource) {
  const Document document = load(
      "<html>\n<body>\n<h2>Alpha</h2>\n\n<p>beta\n   gamma\n\n delta</p>\n<pre>\none\ntwo\n</pre>\n"
      "<ul>\n<li>item\n<li>other\n</ul>\n</body></html>\n");
  EXPECT_EQ(source_line(document, "Alpha"), 3U);
  EXPECT_EQ(source_line(document, "beta"), 5U);
  EXPECT_EQ(source_line(document, "gamma"), 6U);
  EXPECT_EQ(source_line(document, "delta"), 8U);
  EXPECT_EQ(source_line(document, "one"), 10U);
  EXPECT_EQ(source_line(document, "two"), 11U);
  EXPECT_EQ(source_line(document, "item"), 14U);
  EXPECT_EQ(source_line(document, "other"), 15U);
  EXPECT_EQ(split(document).at(0).span.last_line, 15U);
}

TEST(HtmlLoader, LongTextKeepsItsLines) {
  std::string html = "<p>";
  for (int i = 1; i <= 3000; ++i)
    html += "word" + std::to_string(i) + ". with more text around it\n";
  const Document document = load(html);
  for (const int i : {1, 2, 999, 1000, 2999, 3000}) {
    EXPECT_EQ(source_line(document, "word" + std::to_string(i) + "."),
              static_cast<std::uint32_t>(i));
  }
}

TEST(HtmlLoader, HeadingsReachTheChunks) {
  const auto chunks = split(load("<h1>Guide</h1><h2>Use</h2><p>" + std::string(300, 'x') + "</p>"),
                            {.chunk_bytes = 200});
  EXPECT_EQ(chunks.back().metadata.ref().at("heading"), "Guide > Use");
}

TEST(HtmlLoader, TextThatLooksLikeMarkdownIsEscaped) {
  EXPECT_EQ(load("<p># not a heading</p><p>```</p>").text, "\\# not a heading\n\n\\```");
}

TEST(HtmlLoader, TheDeclaredCharsetIsUsed) {
  const Document document =
      load("<html><head><meta charset=\"iso-8859-7\"></head><body>\xC4\xDD</body></html>");
  EXPECT_EQ(document.text, "\u0394\u03ad");
  EXPECT_EQ(document.metadata.ref().at("encoding"), "iso-8859-7");
  EXPECT_EQ(load("<meta charset=iso-8859-1><p>\u00e9\u00e8").text,
            "\u00e9\u00e8");  // it lies: it is UTF-8
}

TEST(HtmlLoader, DeepNestingIsRefused) {
  std::string html;
  for (int i = 0; i < 100'000; ++i) html += "<div>";
  EXPECT_EQ(load_bytes("a.html", html + "x").error().code(), ErrorCode::limit_exceeded);
  std::string fits;
  for (int i = 0; i < 400; ++i) fits += "<div>";
  EXPECT_EQ(load(fits + "x").text, "x");
}

TEST(HtmlLoader, EntitiesAndDoctypesExpandNothing) {
  const std::string bomb =
      "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c "
      "'&b;&b;&b;&b;'>"
      "<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&c;&x; end</p>";
  const Document document = load(bomb);
  EXPECT_LT(document.text.size(), bomb.size());
  EXPECT_EQ(document.text.find("root:"), std::string::npos);
  EXPECT_NE(document.text.find("end"), std::string::npos);
}

TEST(HtmlLoader, BrokenMarkupIsReadAsFarAsItGoes) {
  EXPECT_EQ(load("<p>a<b>b</p>c</i></div><").text.substr(0, 2), "ab");
  EXPECT_EQ(load("plain words").text, "plain words");
  EXPECT_EQ(load("<script>never closed <p>x").text, "");
}

TEST(HtmlLoader, AnySoupGivesTextWithALineMap) {
  const char* const pieces[] = {
      "<p>",     "</p>",     "<ul>",   "<li>",   "</ul>",     "<table>",   "<tr>",
      "<td>",    "</table>", "<pre>",  "</pre>", "<h2>",      "</h2>",     "<br>",
      "text ",   "\n",       "  ",     "&amp;",  "&#x1F600;", "<nav>",     "</nav>",
      "<",       ">",        "<!--",   "-->",    "# ",        "<ol>",      "</ol>",
      "<title>", "</title>", "\u65e5", "\"",     "<script>",  "</script>", "<img alt='x y'>",
      "\n\n"};
  std::mt19937 random(5);  // NOLINT: reproducible
  for (int round = 0; round < 4000; ++round) {
    std::string html;
    for (auto left = random() % 60; left > 0; --left) html += pieces[random() % std::size(pieces)];
    const Document document = load(html);
    ASSERT_TRUE(is_utf8(document.text)) << html;
    ASSERT_EQ(document.source_lines.size(), count_lines(document.text)) << html;
    ASSERT_TRUE(std::is_sorted(document.source_lines.begin(), document.source_lines.end()));
    const auto lines = static_cast<std::uint32_t>(std::count(html.begin(), html.end(), '\n') + 1);
    ASSERT_TRUE(document.source_lines.empty() || document.source_lines.back() <= lines) << html;
  }
}

}  // namespace
}  // namespace baton
