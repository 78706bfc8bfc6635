#include <baton/token/huggingface.hpp>

#include <fstream>
#include <random>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "support/temp_folder.hpp"
#include "token/small_tokenizer.hpp"
#include "token/small_unigram.hpp"
#include "token/small_wordpiece.hpp"

namespace baton {
namespace {

using nlohmann::json;
using Ids = std::vector<TokenId>;

json hello() { return test::small_tokenizer({{"l", "l"}, {"h", "e"}, {"he", "ll"}, {"hell", "o"}}); }

TEST(HuggingFaceTokenizer, EncodesAndDecodes) {
  const auto tokenizer = HuggingFaceTokenizer::parse(hello().dump());
  EXPECT_EQ(tokenizer->encode("hello hell!"), (Ids{259, ' ', 258, '!'}));
  EXPECT_EQ(tokenizer->count("hello hell!"), 4U);
  EXPECT_EQ(tokenizer->decode(Ids{259, ' ', 258}), "hello hell");
  EXPECT_TRUE(tokenizer->encode("").empty());
  EXPECT_THROW((void)tokenizer->decode(Ids{260}), Error);
}

TEST(HuggingFaceTokenizer, SpecialTokensAreTextUnlessWanted) {
  auto file = hello();
  file["added_tokens"] = {{{"id", 300}, {"content", "<s>"}, {"special", true}},
                          {{"id", 301}, {"content", "<tool>"}, {"special", false}},
                          {{"id", 302}, {"content", "<mask>"}, {"special", true}, {"lstrip", true}, {"rstrip", true}}};
  file["post_processor"] = {{"type", "BertProcessing"}, {"cls", {"<s>", 300}}, {"sep", {"<s>", 300}}};
  const auto tokenizer = HuggingFaceTokenizer::parse(file.dump());
  EXPECT_EQ(tokenizer->encode("<s>hello<tool>"), (Ids{'<', 's', '>', 259, 301}));
  EXPECT_EQ(tokenizer->encode("<s>hello<tool>", {.in_text = true}), (Ids{300, 259, 301}));
  EXPECT_EQ(tokenizer->encode("hello", {.around = true}), (Ids{300, 259, 300}));
  EXPECT_EQ(tokenizer->encode("hello \u3000<mask> \n hello", {.in_text = true}), (Ids{259, 302, 259}));
  EXPECT_EQ(tokenizer->decode(Ids{300, 259, 301}), "<s>hello<tool>");
}

TEST(HuggingFaceTokenizer, DoesAsTheFileSays) {
  auto file = hello();
  file["pre_tokenizer"]["add_prefix_space"] = true;
  file["normalizer"] = {{"type", "NFC"}};
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("hello"), (Ids{' ', 259}));
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("e\u0301"), (Ids{' ', 0xC3, 0xA9}));
  // A token that no merge makes.
  file["pre_tokenizer"]["add_prefix_space"] = false;
  file["model"]["vocab"]["oh"] = 400;
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("oh"), (Ids{'o', 'h'}));
  file["model"]["ignore_merges"] = true;
  EXPECT_EQ(HuggingFaceTokenizer::parse(file.dump())->encode("oh"), (Ids{400}));
}

TEST(HuggingFaceTokenizer, AnyBytesComeBack) {
  const auto tokenizer = HuggingFaceTokenizer::parse(hello().dump());
  std::mt19937 random(4);
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (auto size = random() % 200; size > 0; --size) bytes += static_cast<char>(random() % 3 == 0 ? "helo w"[random() % 6] : static_cast<int>(random() % 256));
    ASSERT_EQ(tokenizer->decode(tokenizer->encode(bytes)), bytes);
  }
}

TEST(HuggingFaceTokenizer, LoadsAFileAndSaysWhenThereIsNone) {
  const test::TempFolder folder;
  const auto path = (folder.path() / "tokenizer.json").string();
  std::ofstream(path) << hello().dump();
  EXPECT_EQ(HuggingFaceTokenizer::load(path)->encode("hello"), Ids{259});
  EXPECT_THROW((void)HuggingFaceTokenizer::load(path + "x"), Error);
}

// As the fuzzer `tokenizer_file`, with a seed.
TEST(HuggingFaceTokenizer, BrokenFilesEndWithAnErrorOrATokenizer) {
  const std::string files[] = {hello().dump(), test::small_wordpiece().dump(), test::small_unigram(true).dump(), test::small_character_pairs().dump()};
  std::mt19937 random(6);
  for (int round = 0; round < 600; ++round) {
    auto text = files[random() % 4];
    for (auto changes = 1 + random() % 3; changes > 0; --changes) {
      const auto at = random() % text.size();
      if (random() % 2 == 0) text[at] = "0\"{}[],:a"[random() % 9];
      else text.erase(at, 1 + random() % 9);
    }
    try {
      const auto tokenizer = HuggingFaceTokenizer::parse(text);
      (void)tokenizer->decode(tokenizer->encode("hello <s> \uFB01ab w\xFFrld"));
    } catch (const Error& error) {
      ASSERT_NE(error.code(), ErrorCode::internal) << error.what();
    }
  }
}

// As the fuzzer `text_round_trip`, with a seed.
TEST(HuggingFaceTokenizer, AnyTextComesBackWhereBytesStandForWhatIsUnknown) {
  const auto tokenizer = HuggingFaceTokenizer::parse(test::small_character_pairs().dump());
  std::mt19937 random(8);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (auto size = random() % 60; size > 0; --size) append_utf8(text, static_cast<char32_t>(random() % 3 == 0 ? "helo w <0x41>"[random() % 13] : static_cast<int>(random() % 0x2500)));
    ASSERT_EQ(tokenizer->decode(tokenizer->encode(text)), text);
  }
}

}  // namespace
}  // namespace baton
