#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/text.hpp>
#include <baton/document/document.hpp>

namespace baton {

inline bool is_white(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

inline bool is_blank(const std::string& text) { return std::ranges::all_of(text, is_white); }

inline std::size_t line_of(const std::string& text, std::size_t at) {
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// Everything that every splitter promises about its spans and chunks of any text; `most` bytes are
/// the most that a chunk may have.
inline void check_spans(const Document& doc, const std::vector<TextSpan>& spans,
                        const std::vector<Chunk>& chunks, std::size_t most) {
  std::string joined;
  std::size_t next = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const TextSpan& span = spans[i];
    ASSERT_LT(span.begin, span.end);
    ASSERT_LE(span.end - span.begin, most);
    ASSERT_LE(span.begin, joined.size()) << "a gap";
    ASSERT_TRUE(i == 0 || (span.begin > spans[i - 1].begin && span.end > spans[i - 1].end)) << i;
    ASSERT_TRUE(is_utf8_boundary(doc.text, span.begin) && is_utf8_boundary(doc.text, span.end));
    const std::string text = doc.text.substr(span.begin, span.end - span.begin);
    joined.resize(span.begin);
    joined += text;
    if (is_blank(text)) continue;
    ASSERT_LT(next, chunks.size());
    ASSERT_EQ(chunks[next].span, span);
    ASSERT_EQ(chunks[next].text, text);
    ++next;
    std::size_t first = span.begin;
    while (is_white(doc.text[first])) ++first;
    std::size_t last = span.end - 1;
    while (is_white(doc.text[last])) --last;
    ASSERT_EQ(span.first_line, line_of(doc.text, first));
    ASSERT_EQ(span.last_line, line_of(doc.text, last));
  }
  ASSERT_EQ(joined, doc.text);
  ASSERT_EQ(next, chunks.size());
}

/// A text made of pieces that splitters look for.
inline Document generated_document(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"word", " ", " ", "\n", "\n\n", "\r\n", ". ", "Dr. ",
      "A sentence ends here. ", "\u65e5\u672c\u8a9e\u3002", "\U0001F600", "\t", "    ", "# Title\n",
      "\n## Part\n\n", "```\n", "}\n", "int f() {\n", "-", std::string(300, 'x'), std::string(200, ' '),
      std::string(90, '\n'), "Title\n=====\n", "~~~~\n", "\u00e9\u00e9\u00e9", "{\"key\": ", "[1, 2,\n 3]",
      "\"", "\\", "},", "// note\n", "def f():\n", "@tag\n", ",", "class A {\n  void b() {\n"};
  static const char* const types[] = {"text/plain", "text/markdown", "text/x-c++", "text/html", "application/json"};
  Document doc;
  doc.source = "a.txt";
  doc.media_type = types[random() % 5];
  for (auto left = random() % 120; left > 0; --left) doc.text += pieces[random() % pieces.size()];
  return doc;
}

}  // namespace baton
