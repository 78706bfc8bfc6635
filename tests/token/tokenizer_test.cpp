#include <baton/token/tokenizer.hpp>

#include <gtest/gtest.h>

#include <baton/core/text.hpp>

namespace baton {
namespace {

class BytesTokenizer final : public Tokenizer {
 public:
  std::vector<TokenId> encode(std::string_view text) const override { return {text.begin(), text.end()}; }
  std::string decode(std::span<const TokenId> ids) const override { std::string text; for (const auto id : ids) text += static_cast<char>(id); return text; }
};

TEST(Tokenizer, CountsWhatItEncodes) { EXPECT_EQ(BytesTokenizer().count("abc"), 3U); }

TEST(CountTokensWith, SharesTheTokenizerOrEstimates) {
  auto tokenizer = std::make_shared<const BytesTokenizer>();
  const auto count = count_tokens_with(tokenizer);
  tokenizer.reset();
  EXPECT_EQ(count("12345678"), 8U);
  EXPECT_EQ(count_tokens_with(nullptr)("12345678"), estimate_tokens("12345678"));
}

}  // namespace
}  // namespace baton
