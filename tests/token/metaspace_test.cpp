#include "token/metaspace.hpp"

#include <gtest/gtest.h>

namespace baton::token {
namespace {

using Texts = std::vector<std::string>;

Texts replaced(std::string_view text, const Metaspace& how, bool first = true) {
  TextPieces pieces;
  pieces.list.push_back({text, first});
  replace_spaces(pieces, how);
  Texts texts;
  for (const auto& piece : pieces.list) texts.emplace_back(piece.text);
  return texts;
}

TEST(Metaspace, PutsASpaceBefore) {
  EXPECT_EQ(replaced("a b", {.replacement = "_"}), (Texts{"_a", "_b"}));
  EXPECT_EQ(replaced(" a  b ", {.replacement = "_"}), (Texts{"_a", "_", "_b", "_"}));
  EXPECT_EQ(replaced("a b", {.replacement = "_", .prepend = Metaspace::Prepend::never}), (Texts{"a", "_b"}));
  EXPECT_EQ(replaced("a b", {.replacement = "_", .prepend = Metaspace::Prepend::first, .split = false}), (Texts{"_a_b"}));
  EXPECT_EQ(replaced("a b", {.replacement = "_", .prepend = Metaspace::Prepend::first, .split = false}, false), (Texts{"a_b"}));
}

TEST(Metaspace, DecodesSpaces) {
  Texts tokens = {"_a", "_b_"};
  restore_spaces(tokens, {.replacement = "_"});
  EXPECT_EQ(tokens, (Texts{"a", " b "}));
  tokens = {"_a", "b"};
  restore_spaces(tokens, {.replacement = "_", .prepend = Metaspace::Prepend::never});
  EXPECT_EQ(tokens, (Texts{" a", "b"}));
}

}  // namespace
}  // namespace baton::token
