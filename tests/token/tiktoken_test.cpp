#include <baton/token/tiktoken.hpp>

#include <fstream>
#include <random>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "support/temp_folder.hpp"
#include "token/small_vocabulary.hpp"

namespace baton {
namespace {

using Ids = std::vector<TokenId>;

std::shared_ptr<const Tiktoken> small() {
  return Tiktoken::parse(test::rank_file({"he", "ll", "hell", "hello", " w", "or", "ld"}),
                         {.pattern = TiktokenPattern::o200k, .special_tokens = {{"<|end|>", 300}, {"<|start|>", 301}}});
}

ErrorCode code_of(const std::function<void()>& work, std::string_view mentions) {
  try {
    work();
  } catch (const Error& error) {
    EXPECT_NE(error.message().find(mentions), std::string::npos) << error.what();
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(Tiktoken, EncodesDecodesAndCounts) {
  const auto tokenizer = small();
  const Ids ids = {259, 260, 261, 262, '!'};
  EXPECT_EQ(tokenizer->encode("hello world!"), ids);
  EXPECT_EQ(tokenizer->count("hello world!"), 5U);
  EXPECT_EQ(tokenizer->decode(ids), "hello world!");
  EXPECT_EQ(tokenizer->encode(""), Ids{});
  EXPECT_EQ(tokenizer->count(""), 0U);
}

TEST(Tiktoken, SpecialTokensAreTextUnlessAllowed) {
  const auto tokenizer = small();
  const std::string text = "<|end|>hello<|end|><|start|>";
  const auto plain = tokenizer->encode(text);
  EXPECT_EQ(plain.size(), 24U);
  EXPECT_EQ(tokenizer->decode(plain), text);
  EXPECT_EQ(tokenizer->encode(text, {.all = true}), (Ids{300, 259, 300, 301}));
  EXPECT_EQ(tokenizer->decode(Ids{300, 259}), "<|end|>hello");
  EXPECT_EQ(code_of([&] { (void)tokenizer->encode(text, {.tokens = {"<|end|>"}}); }, "<|start|>"), ErrorCode::invalid_argument);
  EXPECT_EQ(tokenizer->encode(text, {.tokens = {"<|end|>"}, .refuse_others = false}).size(), 3U + 9U);
  EXPECT_EQ(tokenizer->encode(text, {.refuse_others = false}), plain);
}

TEST(Tiktoken, NamesAnIdThatThereIsNot) {
  const auto tokenizer = small();
  for (const TokenId id : {TokenId{299}, TokenId{302}, TokenId{0xFFFFFFFF}}) {
    EXPECT_EQ(code_of([&] { (void)tokenizer->decode(Ids{id}); }, std::to_string(id)), ErrorCode::invalid_argument);
  }
}

TEST(Tiktoken, RefusesAVocabularyThatIsNotTheEncodings) {
  EXPECT_EQ(code_of([] { (void)Tiktoken::parse(test::rank_file(), TiktokenEncoding::named("o200k_base")); }, "199998"), ErrorCode::data_corrupt);
  EXPECT_EQ(code_of([] { (void)Tiktoken::parse(test::rank_file(), {.special_tokens = {{"<|x|>", 255}}}); }, "taken"), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([] { (void)Tiktoken::parse(test::rank_file(), {.special_tokens = {{"", 256}}}); }, "empty"), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([] { (void)Tiktoken::parse(test::rank_file(), {.special_tokens = {{"a1", 256}, {"a2", 256}}}); }, "256"), ErrorCode::invalid_argument);
}

TEST(Tiktoken, LoadsAFile) {
  const test::TempFolder folder;
  const auto path = (folder.path() / "small.tiktoken").string();
  std::ofstream(path, std::ios::binary) << test::rank_file({"he"});
  EXPECT_EQ(Tiktoken::load(path, {})->encode("he"), Ids{256});
  EXPECT_EQ(code_of([&] { (void)Tiktoken::load(path + "x", {}); }, path), ErrorCode::not_found);
}

TEST(Tiktoken, AnyBytesComeBack) {
  const auto tokenizer = small();
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (auto size = random() % 200; size > 0; --size) bytes += static_cast<char>(random() % 3 == 0 ? "helo w"[random() % 6] : static_cast<int>(random() % 256));
    const auto ids = tokenizer->encode(bytes);
    ASSERT_EQ(tokenizer->decode(ids), bytes);
    ASSERT_EQ(tokenizer->count(bytes), ids.size());
  }
}

TEST(Tiktoken, AMegabyteWithoutAWordEndIsBounded) {
  const auto tokenizer = small();
  const std::string text(1'000'000, 'l');
  EXPECT_EQ(tokenizer->count(text), 500'000U);
}

}  // namespace
}  // namespace baton
