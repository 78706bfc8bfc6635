#include "index/redis/redis_wire.hpp"

#include <gtest/gtest.h>

#include "index/filter_terms.hpp"
#include "index/support.hpp"

namespace baton::testing {
namespace {

using Kind = RedisReply::Kind;

RedisReply text(std::string words) { return {.kind = Kind::text, .text = std::move(words)}; }
RedisReply list(std::vector<RedisReply> parts) { return {.kind = Kind::list, .parts = std::move(parts)}; }
RedisReply number(std::int64_t value) { return {.kind = Kind::integer, .integer = value}; }

TEST(RedisWire, OnlyNamesOfOurOwnStandInAQuery) {
  const std::string nasty = "a}) | @space_tag:{*} => [KNN 5 @vector $v] \" ' \\ $p0 \xc3\xa4";
  const redis::Names names("notes");
  const StoreNamespace space(nasty.substr(0, 60));
  const TermFilter bound = filter_by_terms((where(nasty) == nasty || !where("b").exists()) && where(nasty) > 3);
  redis::Query query(space, bound.condition);
  query.add_source(nasty);
  query.add_words(std::vector<std::string>{nasty});
  query.begin_at(redis::record_digest(space, nasty));
  const std::string harmless = "abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@:{}()[]|-+=>$ ";
  for (const RedisWords& command : {query.in_order(names, 5, true), query.nearest(names, {1, 2}, 5, true), query.ranked(names, 5, false)}) {
    EXPECT_EQ(command.at(0), "FT.SEARCH");
    EXPECT_EQ(command.at(1), "baton:store:notes");
    EXPECT_EQ(command.at(2).find_first_not_of(harmless), std::string::npos) << command.at(2);
    EXPECT_NE(command.at(2).find("@space_tag:{$p0}"), std::string::npos) << command.at(2);
  }
  EXPECT_EQ(redis::Query(space, Filter()).nearest(names, {1, 2}, 5, true).at(2), "(@space_tag:{$p0})=>[KNN $p1 @vector $p2 AS distance]");
}

TEST(RedisWire, NotesAreReadAsWritten) {
  const redis::Note note{.embedder = {.name = "a", .dimensions = 3}, .languages = {"de", "en"}};
  const auto read = redis::read_note(redis::text_of(note));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->embedder, note.embedder);
  EXPECT_EQ(read->languages, note.languages);
  EXPECT_EQ(read->format, note.format);
  for (const char* foreign : {"", "{}", "[1]", R"({"embedder":1,"dimensions":2})", R"({"embedder":"a","dimensions":2,"languages":"de"})"}) {
    EXPECT_FALSE(redis::read_note(foreign)) << foreign;
  }
}

TEST(RedisWire, ReadsAnswers) {
  // As RediSearch 2.6.38 answered; a record that goes away while a search runs is nil (documentation of FT.SEARCH).
  const RedisReply reply = list({number(3), text("baton:store:notes:aa"), list({text("distance"), text("5.96046447754e-08"), text("metadata"), text("{\"a\":1}")}),
                                 text("baton:store:notes:bb"), {}, text("baton:store:notes:cc"),
                                 list({text("id"), text("c"), text("source"), text("s"), text("text"), text(""), text("metadata"), text("null")})});
  const redis::Rows rows = redis::rows_of(reply);
  EXPECT_EQ(rows.count, 3U);
  ASSERT_EQ(rows.rows.size(), 2U);
  EXPECT_EQ(rows.rows[0].key, "baton:store:notes:aa");
  EXPECT_DOUBLE_EQ(rows.rows[0].score, 1.0 - 5.96046447754e-08);
  EXPECT_EQ(rows.rows[0].record.metadata, Json::parse(R"({"a":1})"));
  EXPECT_EQ(rows.rows[1].record.id, "c");
  const redis::Rows ranked = redis::rows_of(list({number(1), text("k"), text("2.5"), list({})}), true);
  EXPECT_EQ(ranked.rows.at(0).score, 2.5);
  VectorRecord record;
  EXPECT_FALSE(redis::read_record(list({{}, {}, {}, {}}), record));
  EXPECT_TRUE(redis::read_record(list({text("i"), text("s"), text("t"), text("{}"), text(std::string("\0\0\x80\x3f", 4))}), record));
  EXPECT_EQ(record.vector, Embedding{1.0F});
}

TEST(RedisWire, ForeignAnswersAreToldFromItsOwn) {
  VectorRecord record;
  const std::vector<RedisReply> foreign = {{}, text("OK"), number(1), list({}), list({number(1), text("k")}), list({number(1), text("k"), text("x")}),
                                           list({number(1), number(2), list({})}), list({number(1), text("k"), list({text("id")})}),
                                           list({number(1), text("k"), list({text("metadata"), text("{")})}),
                                           list({number(1), text("k"), list({text("distance"), text("near")})})};
  for (std::size_t i = 0; i < foreign.size(); ++i) {
    EXPECT_EQ(code_of([&] { static_cast<void>(redis::rows_of(foreign[i])); }), ErrorCode::bad_response) << i;
    EXPECT_EQ(code_of([&] { static_cast<void>(redis::read_record(foreign[i], record)); }), ErrorCode::bad_response) << i;
  }
  EXPECT_EQ(code_of([&] { static_cast<void>(redis::read_record(list({text("i"), text("s"), text("t"), text("{}"), text("abc")}), record)); }),
            ErrorCode::bad_response);
}

TEST(RedisWire, RefusalsAreTold) {
  const std::pair<const char*, ErrorCode> refusals[] = {
      {"baton:x: no such index", ErrorCode::not_found},  // RediSearch 2.6 to 2.10
      {"Unknown Index name", ErrorCode::not_found},
      {"SEARCH_INDEX_NOT_FOUND Index not found: baton:x", ErrorCode::not_found},  // Redis 8
      {"NOPERM User x has no permissions to run the 'ft.search' command", ErrorCode::permission_denied},
      {"LOADING Redis is loading the dataset in memory", ErrorCode::overloaded},
      {"Syntax error at offset 1 near x", ErrorCode::invalid_argument}};
  for (const auto& [words, code] : refusals) EXPECT_EQ(redis::refused(words).code(), code) << words;
  EXPECT_TRUE(redis::lacks_search("ERR unknown command 'FT.INFO', with args beginning with: 'x' "));
}

}  // namespace
}  // namespace baton::testing
