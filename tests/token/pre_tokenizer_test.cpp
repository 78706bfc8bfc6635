#include "token/pre_tokenizer.hpp"

#include <functional>

#include <gtest/gtest.h>

namespace baton::token {
namespace {

using Texts = std::vector<std::string>;

Texts cut(std::string_view text, const std::function<void(TextPieces&)>& step) {
  TextPieces pieces;
  pieces.list.push_back({text, true});
  step(pieces);
  Texts texts;
  for (const auto& piece : pieces.list) {
    EXPECT_EQ(piece.first, piece.text.data() == text.data());
    texts.emplace_back(piece.text);
  }
  return texts;
}

TEST(PreTokenizer, White) {
  EXPECT_EQ(cut("  a\u3000b.c \n", cut_white_space), (Texts{"a", "b.c"}));
  EXPECT_EQ(cut("", cut_white_space), Texts{});
}

// `\w+|[^\w\s]+`, of which letters, marks, digits and joiners of all scripts are part.
TEST(PreTokenizer, Words) { EXPECT_EQ(cut("Caf\u00E9_1!? \u0915\u094D\u200D\u0937-e\u0301 \u00B2", cut_words), (Texts{"Caf\u00E9_1", "!?", "\u0915\u094D\u200D\u0937", "-", "e\u0301", "\u00B2"})); }

TEST(PreTokenizer, Punctuation) {
  const auto by = [](Delimiter what) { return [what](TextPieces& pieces) { cut_punctuation(pieces, what); }; };
  EXPECT_EQ(cut("a,.b\u3002$", by(Delimiter::isolated)), (Texts{"a", ",", ".", "b", "\u3002", "$"}));
  EXPECT_EQ(cut("a,.b\u20AC", by(Delimiter::removed)), (Texts{"a", "b\u20AC"}));
  EXPECT_EQ(cut("a,.b.", by(Delimiter::with_previous)), (Texts{"a,", ".", "b."}));
  EXPECT_EQ(cut(",a,.b.", by(Delimiter::with_next)), (Texts{",a", ",", ".b", "."}));
  EXPECT_EQ(cut(",a,.b.", by(Delimiter::contiguous)), (Texts{",", "a", ",.", "b", "."}));
}

TEST(PreTokenizer, AtAText) {
  const auto by = [](Delimiter what) { return [what](TextPieces& pieces) { cut_at(pieces, "--", what); }; };
  EXPECT_EQ(cut("a---b--", by(Delimiter::isolated)), (Texts{"a", "--", "-b", "--"}));
  EXPECT_EQ(cut("a----b", by(Delimiter::with_next)), (Texts{"a", "--", "--b"}));
  EXPECT_EQ(cut("a----b", by(Delimiter::with_previous)), (Texts{"a--", "--", "b"}));
}

TEST(PreTokenizer, StepsFollowEachOther) {
  EXPECT_EQ(cut("it's  so", [](TextPieces& pieces) {
              cut_white_space(pieces);
              cut_punctuation(pieces, Delimiter::isolated);
            }),
            (Texts{"it", "'", "s", "so"}));
}

}  // namespace
}  // namespace baton::token
