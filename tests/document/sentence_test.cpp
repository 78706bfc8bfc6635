#include <baton/document/sentence.hpp>

#include <string>

#include <gtest/gtest.h>

namespace baton {
namespace {

/// The sentences with '|' at every end but the last.
std::string marked(const std::string& text) {
  std::string out;
  std::size_t begin = 0;
  for (const std::size_t end : sentence_ends(text)) {
    if (begin != 0) out += '|';
    out += text.substr(begin, end - begin);
    begin = end;
  }
  EXPECT_EQ(begin, text.size());
  return out;
}

TEST(Sentence, EndsWhereProseEndsIt) {
  const std::vector<std::string> cases = {
      "It rains. |Does it? |Yes! |Good.",
      "Dr. Smith met J. S. Bach of the U.S. Army. |It was 3.5 km. |Then he left.",
      "See e.g. Knuth, vol. 3, pp. 12. |Next.",
      "Am Montag kam z.B. Herr Dr. M\u00fcller. |Er ging.",
      "\"Stop.\" |She said (and meant it.) |So he stopped.",
      "A line that\nis wrapped. |Another\none.\n|Last.",
      "A heading\n\n|Its text\n\n\n|and more",
      "\u65e5\u672c\u8a9e\u306e\u6587\u3002|\u6b21\u306e\u6587\uff01|\u7d42\u308f\u308a",
      "\u041e\u043d \u043f\u0440\u0438\u0448\u0451\u043b. |\u041e\u043d\u0430 \u0443\u0448\u043b\u0430.",
      "It was I. |He knew.",
      "version 1.2.3 of lib.so was there.",
  };
  for (const std::string& expected : cases) {
    std::string text = expected;
    std::erase(text, '|');
    EXPECT_EQ(marked(text), expected);
  }
}

TEST(Sentence, AnyBytesAreCovered) {
  EXPECT_TRUE(sentence_ends("").empty());
  EXPECT_EQ(marked(" "), " ");
  EXPECT_EQ(marked("\n\n\n"), "\n\n\n");
  EXPECT_EQ(marked(std::string("a\xff. \0 B\xc3", 8)).size(), 9U);
}

}  // namespace
}  // namespace baton
