#include <baton/document/splitter.hpp>

#include <algorithm>
#include <random>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

namespace baton {
namespace {

Document document(std::string text, std::string type = "text/plain") {
  return {.source = "a.txt", .text = std::move(text), .media_type = std::move(type)};
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::size_t line_of(const std::string& text, std::size_t at) {
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// Everything `split` promises about any text.
void check_promises(const Document& doc, const SplitOptions& options) {
  const std::vector<Chunk> chunks = split(doc, options);
  const std::vector<TextSpan> spans = split_spans(doc, options);
  ASSERT_EQ(chunks.size(), spans.size());
  std::size_t covered = 0;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const TextSpan& span = chunks[i].span;
    ASSERT_EQ(span, spans[i]);
    ASSERT_LT(span.begin, span.end);
    ASSERT_LE(span.end - span.begin, options.chunk_bytes);
    ASSERT_EQ(doc.text.substr(span.begin, span.end - span.begin), chunks[i].text);
    ASSERT_TRUE(is_utf8_boundary(doc.text, span.begin) && is_utf8_boundary(doc.text, span.end));
    ASSERT_FALSE(is_space(doc.text[span.end - 1]));
    ASSERT_EQ(span.first_line, line_of(doc.text, span.begin));
    ASSERT_EQ(span.last_line, line_of(doc.text, span.end - 1));
    if (i > 0) {
      const TextSpan& before = chunks[i - 1].span;
      ASSERT_GT(span.begin, before.begin);
      ASSERT_GT(span.end, before.end);
      ASSERT_LE(before.end - std::min(before.end, span.begin), options.overlap_bytes);
    }
    for (; covered < span.begin; ++covered) ASSERT_TRUE(is_space(doc.text[covered])) << covered;
    covered = span.end;
  }
  for (; covered < doc.text.size(); ++covered) ASSERT_TRUE(is_space(doc.text[covered])) << covered;
}

TEST(Splitter, PromisesHoldForGeneratedTexts) {
  const std::vector<std::string> pieces = {"word",
                                           " ",
                                           " ",
                                           "\n",
                                           "\n\n",
                                           "\r\n",
                                           ". ",
                                           "A sentence ends here. ",
                                           "\u65e5\u672c\u8a9e\u3002",
                                           "\U0001F600",
                                           "\t",
                                           "    ",
                                           "# Title\n",
                                           "\n## Part\n\n",
                                           "```\n",
                                           "}\n",
                                           "int f() {\n",
                                           "-",
                                           std::string(300, 'x'),
                                           std::string(200, ' '),
                                           std::string(90, '\n'),
                                           "Title\n=====\n",
                                           "~~~~\n",
                                           "\u00e9\u00e9\u00e9"};
  std::mt19937 random(42);  // NOLINT: reproducible
  const char* const types[] = {"text/plain", "text/markdown", "text/x-c++", "text/html"};
  for (int round = 0; round < 600; ++round) {
    std::string text;
    for (auto left = random() % 120; left > 0; --left) text += pieces[random() % pieces.size()];
    const std::size_t size = 32 + random() % 300;
    const SplitOptions options{size, random() % 3 == 0 ? 0 : random() % (size / 2 + 1)};
    ASSERT_NO_FATAL_FAILURE(check_promises(document(text, types[random() % 4]), options))
        << "round " << round << " chunk " << options.chunk_bytes << " overlap "
        << options.overlap_bytes;
  }
}

TEST(Splitter, NothingAndWhiteSpaceGiveNoChunks) {
  EXPECT_TRUE(split(document("")).empty());
  EXPECT_TRUE(split(document(" \n\t\r\n ")).empty());
  EXPECT_EQ(split(document("\n\n  a  \n\n")).at(0).text, "  a");
}

TEST(Splitter, SizesThatCannotWork) {
  try {
    (void)split(document("text"), {31, 0});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
  }
  const Document doc = document(std::string(500, 'x'));
  EXPECT_EQ(split_spans(doc, {100, 5000}), split_spans(doc, {100, 50}));
}

TEST(Splitter, PrefersParagraphsThenLinesThenSentencesThenWords) {
  const auto second = [](const std::string& text, const char* type = "text/plain") {
    return split(document(text, type), {60, 0}).at(1).text;
  };
  EXPECT_EQ(second("one two three. four five six\nseven eight\n\nNEXT nine ten\neleven twelve "
                   "thirteen fourteen"),
            "NEXT nine ten\neleven twelve thirteen fourteen");
  EXPECT_EQ(
      second("one two three. four five six seven\nNEXT eight nine ten eleven twelve thirteen"),
      "NEXT eight nine ten eleven twelve thirteen");
  EXPECT_EQ(second("one two three four five six. NEXT seven eight nine ten eleven twelve"),
            "NEXT seven eight nine ten eleven twelve");
  EXPECT_EQ(second("one two three four five six seven eight nine ten eleven NEXTTWELVE"),
            "NEXTTWELVE");
  EXPECT_EQ(
      second(
          "int a() {\n  one();\n\n  two();\n}\n\nint b() {\n  x();\n\n  three();\n  four();\n}\n",
          "text/x-c"),
      "int b() {\n  x();\n\n  three();\n  four();\n}");
}

TEST(Splitter, OverlapStartsAtAWord) {
  std::string text;
  for (int i = 100; i < 200; ++i) text += "word" + std::to_string(i) + " ";
  const auto chunks = split(document(text), {100, 30});
  ASSERT_GT(chunks.size(), 5U);
  for (std::size_t i = 1; i < chunks.size(); ++i) {
    EXPECT_TRUE(chunks[i].text.starts_with("word"));
    EXPECT_GT(chunks[i - 1].span.end, chunks[i].span.begin);  // they do overlap
  }
}

TEST(Splitter, MarkdownChunksKnowTheirHeadings) {
  const std::string filler = "Some words about it that fill the section up. More of them.\n";
  Document doc = document("# Guide\n\n## Install\n\n" + filler + filler + "\n### Linux\n\n" +
                              filler + filler + "\n## Use\n\n```\n# no heading\n```\n" + filler,
                          "text/markdown");
  doc.metadata = nlohmann::json{{"kept", 1}};
  const auto chunks = split(doc, {180, 60});
  ASSERT_EQ(chunks.size(), 3U);
  EXPECT_EQ(chunks[0].metadata.ref().at("heading"), "Guide");
  EXPECT_EQ(chunks[1].metadata.ref().at("heading"), "Guide > Install > Linux");
  EXPECT_EQ(chunks[2].metadata.ref().at("heading"), "Guide > Use");
  EXPECT_EQ(chunks[2].metadata.ref().at("kept"), 1);
  EXPECT_TRUE(chunks[1].text.starts_with("### Linux"));  // no overlap across a heading
  EXPECT_TRUE(chunks[2].text.starts_with("## Use"));
  EXPECT_EQ(chunks[1].span.first_line, 8U);
}

TEST(Splitter, CodeFencesAreNotCutAtTheirBlankLines) {
  const std::string text =
      "Some introduction before it.\n\n```\nfirst();\n\nsecond();\n\nthird();\n```\n\nThe end of "
      "the text.\n";
  const auto chunks = split(document(text, "text/markdown"), {60, 0});
  EXPECT_EQ(chunks.at(0).text, "Some introduction before it.");
  EXPECT_TRUE(chunks.at(1).text.starts_with("```\nfirst();\n\nsecond();\n\nthird();\n```"));
}

TEST(Splitter, LinesAreThoseOfTheSource) {
  Document doc = document("one\ntwo\nthree", "text/html");
  doc.source_lines = {10, 20, 30};
  const auto chunks = split(doc);
  EXPECT_EQ(chunks.at(0).span, (TextSpan{0, 13, 10, 30}));
}

TEST(Splitter, NamesThePageAChunkBeginsOn) {
  Document document{.text = std::string(40, 'a') + "\n\n" + std::string(40, 'b')};
  document.page_starts = {0, 10, 42};
  const auto chunks = split(document, {.chunk_bytes = 42, .overlap_bytes = 0});
  ASSERT_EQ(chunks.size(), 2U);
  EXPECT_EQ(chunks[0].metadata.ref()["page"], 1);
  EXPECT_EQ(chunks[1].metadata.ref()["page"], 3);
}

}  // namespace
}  // namespace baton
