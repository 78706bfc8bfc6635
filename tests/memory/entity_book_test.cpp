#include "memory/entity_book.hpp"

#include <gtest/gtest.h>

namespace baton {
namespace {

TEST(EntityBook, FindsNamesAsWholeWords) {
  EntityBook book(10, 100);
  for (const char* name : {"Ann", "C++", "\xe6\x9d\xb1\xe4\xba\xac", "R2"}) book.put({name, "known"});
  const auto names = [&](std::string_view text) {
    std::string found;
    for (const Entity& entity : book.mentioned_in(text, 10)) found += entity.name + ";";
    return found;
  };
  EXPECT_EQ(names("ANN, hello"), "Ann;");
  EXPECT_EQ(names("Annie planned Joann"), "");
  EXPECT_EQ(names("Annie and Ann"), "Ann;");
  EXPECT_EQ(names("write c++!"), "C++;");
  EXPECT_EQ(names("\xe7\xa7\x81\xe3\x81\xaf\xe6\x9d\xb1\xe4\xba\xac\xe3\x81\xab"), "\xe6\x9d\xb1\xe4\xba\xac;");
  EXPECT_EQ(names("R2D2"), "");
  EXPECT_EQ(names(""), "");
}

TEST(EntityBook, CutsWhatIsTooLong) {
  EntityBook book(10, 5);
  book.put({"Ada", "abcd\xc3\xa9"});
  book.put({std::string(201, 'n'), "known"});
  ASSERT_EQ(book.all().size(), 1U);
  EXPECT_EQ(book.all()[0].summary, "abcd");
}

TEST(EntityBook, YieldsAtMostSoMany) {
  EntityBook book(10, 100);
  for (const char* name : {"a", "b", "c"}) book.put({name, "known"});
  EXPECT_EQ(book.mentioned_in("a b c", 2).size(), 2U);
  EXPECT_TRUE(book.mentioned_in("a b c", 0).empty());
}

}  // namespace
}  // namespace baton
