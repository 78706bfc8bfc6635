#include <baton/document/splitter.hpp>

#include <limits>
#include <random>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "document/split_promises.hpp"

namespace baton {
namespace {

Document document(std::string text, std::string type = "text/plain") {
  return {.source = "a.txt", .text = std::move(text), .media_type = std::move(type)};
}

TEST(Splitter, PromisesHoldForGeneratedTexts) {
  std::mt19937 random(42);  // NOLINT: reproducible
  for (int round = 0; round < 600; ++round) {
    const Document doc = generated_document(random);
    const std::size_t size = 32 + random() % 300;
    const SplitOptions options{size, random() % 3 == 0 ? 0 : random() % (size / 2 + 1)};
    const auto spans = split_spans(doc, options);
    const auto chunks = split(doc, options);
    ASSERT_NO_FATAL_FAILURE(check_spans(doc, spans, chunks, options.chunk_bytes))
        << "round " << round << " chunk " << options.chunk_bytes << " overlap "
        << options.overlap_bytes;
    for (std::size_t i = 1; i < spans.size(); ++i) {
      ASSERT_LE(spans[i - 1].end - spans[i].begin, options.overlap_bytes);
    }
  }
}

TEST(Splitter, AnySizeWorks) {
  const Document doc = document("a few words");
  EXPECT_EQ(split(doc, {std::numeric_limits<std::size_t>::max(), 1000}).at(0).text, doc.text);
}

TEST(Splitter, NothingAndWhiteSpaceGiveNoChunks) {
  EXPECT_TRUE(split(document("")).empty());
  EXPECT_TRUE(split(document(" \n\t\r\n ")).empty());
  EXPECT_EQ(split_spans(document(" \n\t\r\n ")).size(), 1U);
  EXPECT_EQ(split(document("\n\n  a  \n\n")).at(0).text, "\n\n  a  \n\n");
  EXPECT_EQ(split(document("\n\n  a  \n\n")).at(0).span, (TextSpan{0, 9, 3, 3}));
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
      "int b() {\n  x();\n\n  three();\n  four();\n}\n");
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
  EXPECT_EQ(chunks.at(0).text, "Some introduction before it.\n\n");
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
