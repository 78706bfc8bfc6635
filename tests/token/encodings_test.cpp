#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/token/tiktoken.hpp>

namespace baton {
namespace {

TEST(TiktokenEncoding, KnowsTheOriginalsByName) {
  EXPECT_EQ(TiktokenEncoding::named("r50k_base").special_tokens.at("<|endoftext|>"), 50256U);
  EXPECT_EQ(TiktokenEncoding::named("p50k_edit").special_tokens.at("<|fim_suffix|>"), 50283U);
  EXPECT_EQ(TiktokenEncoding::named("cl100k_base").special_tokens.at("<|endofprompt|>"), 100276U);
  EXPECT_EQ(TiktokenEncoding::named("o200k_base").special_tokens.at("<|endofprompt|>"), 200018U);
  EXPECT_EQ(TiktokenEncoding::named("o200k_base").pattern, TiktokenPattern::o200k);
}

TEST(TiktokenEncoding, HarmonyNamesEveryNumber) {
  const auto specials = TiktokenEncoding::named("o200k_harmony").special_tokens;
  EXPECT_EQ(specials.size(), 1090U);
  EXPECT_EQ(specials.at("<|call|>"), 200012U);
  EXPECT_EQ(specials.at("<|reserved_200004|>"), 200004U);
  EXPECT_EQ(specials.at("<|reserved_201087|>"), 201087U);
  EXPECT_FALSE(specials.contains("<|reserved_200006|>"));
}

TEST(TiktokenEncoding, ListsTheNamesWhenThereIsNoSuch) {
  try {
    (void)TiktokenEncoding::named("gpt-9");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::not_found);
    EXPECT_NE(error.message().find("o200k_base"), std::string::npos);
  }
}

}  // namespace
}  // namespace baton
