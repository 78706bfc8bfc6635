#include <baton/http/ndjson.hpp>

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "split_blocks.hpp"

namespace baton {
namespace {

using Texts = std::vector<std::string>;

Texts decode(const std::vector<std::string>& blocks) {
  NdjsonDecoder decoder;
  Texts texts;
  for (const auto& block : blocks) {
    decoder.feed(std::string_view(block));
    while (const auto text = decoder.next()) texts.emplace_back(*text);
  }
  if (const auto text = decoder.finish()) texts.emplace_back(*text);
  return texts;
}

Texts reference(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  Texts texts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.pop_back();
    if (line.find_first_not_of(" \t\r") != std::string::npos) texts.push_back(line);
    at = end + 1;
  }
  return texts;
}

TEST(NdjsonDecoder, GivesOneTextALine) {
  EXPECT_EQ(decode({"\xEF\xBB\xBF{\"a\":1}\n\r\n  \n{\"b\":2}\r\n[3]"}), (Texts{"{\"a\":1}", "{\"b\":2}", "[3]"}));
}

TEST(NdjsonDecoder, EverySplitPointGivesTheSameTexts) {
  const std::string text = "{\"a\":\"é\"}\r\n\n[1,2]\n\"x\"";
  for (std::size_t point = 0; point <= text.size(); ++point) {
    EXPECT_EQ(decode(test::cut_at(text, point)), reference(text)) << point;
  }
}

TEST(NdjsonDecoder, AgreesWithANaiveReaderOnRandomText) {
  std::mt19937 random(7);  // NOLINT: the same texts in every run
  const std::vector<std::string> pieces = {"{", "}", "\n", "\r", "\r\n", " ", "x", "\xEF\xBB\xBF"};
  for (int round = 0; round < 2000; ++round) {
    const std::string text = test::random_text(random, pieces, random() % 40);
    EXPECT_EQ(decode({text}), reference(text)) << round;
    EXPECT_EQ(decode(test::cut_every(text, 1)), reference(text)) << round;
    EXPECT_EQ(decode(test::cut_anywhere(text, random)), reference(text)) << round;
  }
}

TEST(NdjsonDecoder, RefusesALineWithoutEnd) {
  NdjsonDecoder decoder(Limits{.line_bytes = 100});
  const auto feed_on = [&] {
    for (int i = 0; i < 20; ++i) {
      decoder.feed("0123456789");
      (void)decoder.next();
    }
  };
  EXPECT_THROW(feed_on(), Error);
}

}  // namespace
}  // namespace baton
