#include "document/main_content.hpp"

#include <algorithm>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include <baton/document/loader.hpp>

#include "document/only_document.hpp"

namespace baton {
namespace {

using test::only;

const std::string words = "The keeper trims the wick every evening and writes the hour into the book of the light.";

std::string menu(int links) {
  std::string html = "<ul>";
  for (int i = 0; i < links; ++i) html += "<li><a href='/" + std::to_string(i) + "'>menu entry</a></li>";
  return html + "</ul>";
}

std::string load(const std::string& body, bool main = true) {
  return only(load_bytes("page.html", "<html><body>" + body + "</body></html>", {.main_content = main})).text;
}

TEST(MainContent, IsWhatThePageMarks) {
  const std::string page = "<header><p>Site name</p></header><div>advert</div><main><h1>Lamps</h1><p>" + words +
                           "</p></main><footer>Imprint</footer>";
  EXPECT_EQ(load(page), "# Lamps\n\n" + words);
  EXPECT_NE(load(page, false).find("Imprint"), std::string::npos);
  EXPECT_EQ(load("<div>advert</div><div role='main'><p>" + words + "</p></div><div>more</div>"), words);
  EXPECT_EQ(load("<div>advert</div><article><header><h1>Lamps</h1></header><p>" + words + "</p></article><p>x</p>"),
            "# Lamps\n\n" + words);
}

TEST(MainContent, FramesAndMenusGoWhereNothingIsMarked) {
  EXPECT_EQ(load("<header>Site</header>" + menu(9) + "<p>" + words + "</p><p>" + words + "</p><div role='contentinfo'>Imprint</div><aside>side</aside>"),
            words + "\n\n" + words);
  // Links within text, and short lists of them, are text.
  const std::string text = "<p>" + words + "</p>" + menu(3) + "<div>" + words + menu(5) + "</div>";
  EXPECT_NE(load(text).find("menu entry\n\n" + words), std::string::npos) << load(text);
}

TEST(MainContent, APageOfNothingButLinksIsKept) {
  EXPECT_EQ(load(menu(30)), load(menu(30), false));
  EXPECT_EQ(load("<main></main><p>" + words + "</p>"), words);
  EXPECT_EQ(load("<main>tiny</main><p>" + words + "</p>"), "tiny\n\n" + words);
}

TEST(MainContent, KeepsTheLinesOfAnySoup) {
  const std::string pieces[] = {"<main>", "</main>", "<article>", "</article>", "<header>", "</header>", "<div>", "</div>", menu(5),
                                "<p>" + words + "</p>", "\n", "<table><tr><td>a<td>b", "</table>", "<pre>x\n\ny</pre>", "<h2>Head</h2>",
                                "<a href='https://e.org'>", "</a>", "<br>", "<footer>", "</footer>", "|"};
  std::mt19937 random(7);  // NOLINT: reproducible
  for (int round = 0; round < 1500; ++round) {
    std::string html;
    for (auto left = random() % 40; left > 0; --left) html += pieces[random() % std::size(pieces)];
    const Document document = only(load_bytes("page.html", html));
    const auto lines = static_cast<std::size_t>(std::ranges::count(document.text, '\n')) + (document.text.empty() || document.text.ends_with('\n') ? 0 : 1);
    ASSERT_EQ(document.source_lines.size(), lines) << html << "\n--\n" << document.text;
    ASSERT_TRUE(std::ranges::is_sorted(document.source_lines)) << html;
  }
}

}  // namespace
}  // namespace baton
