#include <gtest/gtest.h>

#include <random>

#include <baton/core/error.hpp>
#include <baton/core/result.hpp>

#include "provider/offline/tokenizer.hpp"

namespace {

using namespace baton;
using namespace baton::offline;
using Ids = std::vector<std::uint32_t>;

constexpr auto bert = R"({"version":"1.0","normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,
  "lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},"model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
  "max_input_chars_per_word":100,"vocab":{"[PAD]":0,"[UNK]":1,"caf":2,"##e":3,"!":4}}})";
constexpr auto sentencepiece = R"({"normalizer":{"type":"Sequence","normalizers":[{"type":"Precompiled","precompiled_charsmap":"AA=="},
  {"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]},"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},
  {"type":"Metaspace","replacement":"▁","add_prefix_space":true}]},"model":{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0.0],["▁a",-1.0],["b",-2.0],["▁",-3.0]]}})";

ErrorCode failure(std::string_view text) {
  try {
    (void)parse_tokenizer_json(text, {});
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(TokenizerJson, WordPiece) { EXPECT_EQ(parse_tokenizer_json(bert, {})->encode("Caf\u00E9! x"), (Ids{2, 3, 4})); }
TEST(TokenizerJson, Unigram) { EXPECT_EQ(parse_tokenizer_json(sentencepiece, {})->encode("ab  a"), (Ids{1, 2, 1})); }

TEST(TokenizerJson, NamesWhatItDoesNotKnow) {
  EXPECT_EQ(failure(R"({"model":{"type":"BPE","vocab":{}}})"), ErrorCode::unsupported);
  EXPECT_EQ(failure(R"({"model":{"type":"WordPiece","vocab":{"a":0}},"normalizer":{"type":"Magic"}})"), ErrorCode::unsupported);
  EXPECT_EQ(failure(R"({"model":{"type":"WordPiece","vocab":{"a":0}},"pre_tokenizer":{"type":"ByteLevel"}})"), ErrorCode::unsupported);
}

TEST(TokenizerJson, RefusesMalformedFiles) {
  EXPECT_EQ(failure(""), ErrorCode::parse_error);
  for (const char* text : {"[]", "{}", R"({"model":3})", R"({"model":{"type":"WordPiece"}})", R"({"model":{"type":"WordPiece","vocab":{"a":-1}}})",
                           R"({"model":{"type":"WordPiece","vocab":{"a":"b"}}})", R"({"model":{"type":"Unigram","vocab":[["a"]]}})",
                           R"({"model":{"type":"Unigram","unk_id":7,"vocab":[["a",1.0]]}})", R"({"model":{"type":"WordPiece","vocab":{"a":0},"unk_token":3}})",
                           R"({"model":{"type":"WordPiece","vocab":{"a":0}},"normalizer":{"type":"Sequence"}})", R"({"model":{"type":"WordPiece","vocab":{"a":0}},"normalizer":7})"}) {
    EXPECT_EQ(failure(text), ErrorCode::data_corrupt) << text;
  }
  EXPECT_THROW((void)parse_tokenizer_json(bert, {.items = 2}), Error);
}

TEST(TokenizerJson, ChangedFilesAreReadOrRefused) {
  std::mt19937 random(53);
  for (int round = 0; round < 6000; ++round) {
    std::string changed = round % 2 == 0 ? bert : sentencepiece;
    for (std::size_t n = 1 + random() % 4; n > 0; --n) changed[random() % changed.size()] = static_cast<char>(32 + random() % 95);
    const auto parsed = capture([&] { return parse_tokenizer_json(changed, {}); });
    if (parsed) {
      (void)(*parsed)->encode("a b caf\u00E9 \xFF");
    } else {
      ASSERT_NE(parsed.error().code(), ErrorCode::internal) << parsed.error().what();
    }
  }
}

}  // namespace
