#include <gtest/gtest.h>
#include <sqlite3.h>

#include "index/store_fixture.hpp"
#include "index/word_tokenizer.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::document;
using testing::put;
using testing::TempFolder;

std::string best(const Store& store, std::string_view query) {
  const auto found = store.search_keywords(query, 5);
  return found.empty() ? "" : found.front().chunk.source;
}

TEST(StoreLanguages, WordsAreStemmedInTheLanguageOfTheirText) {
  const TempFolder folder;
  const auto store = Store::open(folder / "a", {.languages = {"en", "de"}});
  auto writer = store->writer();
  writer.apply(put(document("haus.md", {"Die Häuser an der Küste sind auf dem Felsen gebaut."})));
  writer.apply(put(document("house.md", {"The houses on the coast were built of stone."})));
  EXPECT_EQ(best(*store, "Welches Haus steht am Felsen?"), "haus.md");
  EXPECT_EQ(best(*store, "Which house is of stones?"), "house.md");
  EXPECT_EQ(best(*store, "kuste"), "haus.md");
  EXPECT_EQ(store->search_words(std::vector<WeightedWord>{{"haus", 1.0}}, 5).size(), 1U);
}

TEST(StoreLanguages, ScriptsWithoutSpacesAreSearched) {
  const TempFolder folder;
  const auto store = Store::open(folder / "a");
  auto writer = store->writer();
  writer.apply(put(document("ja.md", {"データベースの検索方法を説明します。"})));
  writer.apply(put(document("zh.md", {"博物馆上午十点开门，门票八欧元。"})));
  writer.apply(put(document("th.md", {"พิพิธภัณฑ์เปิดเวลาสิบโมง"})));
  EXPECT_EQ(best(*store, "検索の方法は?"), "ja.md");
  EXPECT_EQ(best(*store, "博物馆什么时候开门"), "zh.md");
  EXPECT_EQ(best(*store, "เปิดเวลา"), "th.md");
}

TEST(StoreLanguages, StayWithTheFileAndOthersAreRefused) {
  const TempFolder folder;
  using Languages = std::vector<std::string>;
  EXPECT_EQ(Store::open(folder / "a", {.languages = {"fr", "en"}})->languages(), (Languages{"fr", "en"}));
  EXPECT_EQ(Store::open(folder / "a")->languages(), (Languages{"fr", "en"}));
  EXPECT_EQ(code_of([&] { static_cast<void>(Store::open(folder / "a", {.languages = {"en"}})); }), ErrorCode::schema_mismatch);
  EXPECT_EQ(Store::open(folder / "b")->languages(), Languages{"en"});
  EXPECT_EQ(code_of([&] { static_cast<void>(Store::open(folder / "c", {.languages = {"english"}})); }), ErrorCode::invalid_argument);
  EXPECT_FALSE(std::filesystem::exists(folder / "c"));
}

TEST(StoreLanguages, RemovingTakesAllWordsOfATextBack) {
  const TempFolder folder;
  const auto store = Store::open(folder / "a", {.languages = {"de", "en", "ja"}});
  auto writer = store->writer();
  const std::vector<std::string> texts = {"The houses are here.", "Die Häuser sind hier.", "検索方法 are データ", "cafe\u0301 \xff café"};
  for (std::size_t i = 0; i < texts.size(); ++i) writer.apply(put(document(std::to_string(i), {texts[i]})));
  for (std::size_t i = 0; i < texts.size(); i += 2) writer.apply({.remove = {std::to_string(i)}});
  writer.checkpoint();
  sqlite::Database database(folder / "a", sqlite::Database::Mode::write, false);
  add_word_tokenizer(database);
  EXPECT_NO_THROW(database.execute("INSERT INTO words(words, rank) VALUES('integrity-check', 1)"));
  EXPECT_TRUE(store->search_keywords("検索", 5).empty());
  EXPECT_EQ(best(*store, "häuser"), "1");
}

}  // namespace
}  // namespace baton
