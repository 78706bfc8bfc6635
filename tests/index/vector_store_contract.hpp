#pragma once

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>
#include <utility>

#include "index/vector_store_filter_contract.hpp"
#include "index/vector_store_fixture.hpp"

/// What every `VectorStore` must do. Include it in one source of a program and instantiate `VectorStoreContract`.
namespace baton::testing {

TEST_P(VectorStoreContract, GetGivesWhatWasPutInTheOrderAskedFor) {
  put({record("b", {0, 1, 0, 0}, R"({"n":1})", "beta", "s1"), record("a", {1, 0, 0, 0}, "null", "", "")});
  const auto found = get({"a", "nothing", "b"});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].id, "a");
  EXPECT_EQ(found[0].text, "");
  EXPECT_EQ(found[0].source, "");
  EXPECT_EQ(found[1].id, "b");
  EXPECT_EQ(found[1].text, "beta");
  EXPECT_EQ(found[1].source, "s1");
  EXPECT_EQ(found[1].metadata, Json::parse(R"({"n":1})"));
  EXPECT_EQ(found[1].vector, (Embedding{0, 1, 0, 0}));
}

TEST_P(VectorStoreContract, MetadataComesBackAsItWas) {
  const char* metadata = R"({"nested":{"a":[1,{"b":null}]},"empty":"","none":null,"list":[],"mixed":[1,"x",true,2.5,null],
    "text":"Grüße, 世界 😀 \"quoted\" \\ \n","number":0.1,"large":9007199254740991,"negative":-7,"yes":true,"":"unnamed",
    "a.b":1,"$and":2,"chroma:document":"x","it's":"\"' OR 1=1 --"})";
  put({record("x", {1, 0, 0, 0}, metadata, "Grüße\r\n\t\"'; DROP TABLE records; --")});
  const auto found = get({"x"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].metadata, Json::parse(metadata)) << found[0].metadata.dump();
  EXPECT_EQ(found[0].text, "Grüße\r\n\t\"'; DROP TABLE records; --");
}

TEST_P(VectorStoreContract, AnUpsertReplacesAllOfARecord) {
  put({record("x", {1, 0, 0, 0}, R"({"old":1,"tags":["a","b"]})", "apple", "s1"), record("y")});
  put({record("x", {0, 1, 0, 0}, R"({"new":2})", "banana", "s2")});
  const auto found = get({"x"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].metadata, Json::parse(R"({"new":2})"));
  EXPECT_EQ(found[0].text, "banana");
  EXPECT_EQ(ids(where("old").exists()), Ids());
  EXPECT_EQ(ids(where("tags") == "a"), Ids());
  EXPECT_EQ(ids(where("new") == 2), Ids{"x"});
  EXPECT_EQ(ids(), (Ids{"x", "y"}));
  const auto nearest = search({.vector = {0, 1, 0, 0}, .top = 1});
  ASSERT_EQ(nearest.size(), 1U);
  EXPECT_EQ(nearest[0].record.id, "x");
  EXPECT_NEAR(nearest[0].score, 1.0, 1e-5);
  remove(RecordSource{"s1"});
  EXPECT_EQ(ids(), (Ids{"x", "y"}));
  if (GetParam().words) {
    EXPECT_EQ(search({.words = "apple"}).size(), 0U);
    EXPECT_EQ(search({.words = "banana"}).size(), 1U);
  }
}

TEST_P(VectorStoreContract, NamespacesNeverMeet) {
  const StoreNamespace a("a");
  const StoreNamespace odd("a' OR '1'='1");
  put({record("x", {1, 0, 0, 0}, R"({"k":1})", "first", "s")}, a);
  put({record("x", {1, 0, 0, 0}, R"({"k":2})", "second", "s"), record("z")}, odd);
  EXPECT_EQ(get({"x"}, a).at(0).text, "first");
  EXPECT_EQ(get({"x"}, odd).at(0).text, "second");
  EXPECT_EQ(ids({}, 100, a), Ids{"x"});
  EXPECT_EQ(ids_of(search({.vector = {1, 0, 0, 0}}, a)), Ids{"x"});
  EXPECT_EQ(search({.vector = {1, 0, 0, 0}, .filter = where("k") == 2}, a).size(), 0U);
  EXPECT_EQ(search({.vector = {1, 0, 0, 0}}, StoreNamespace("b")).size(), 0U);
  remove(RecordSource{"s"}, a);
  remove(Filter(), a);
  remove(RecordIds{{"z"}}, a);
  EXPECT_EQ(ids({}, 100, a), Ids());
  EXPECT_EQ(ids({}, 100, odd), (Ids{"x", "z"}));
}

TEST_P(VectorStoreContract, RemovesByIdBySourceAndByFilter) {
  put({record("1", {1, 0, 0, 0}, R"({"n":1})", "t", "s1"), record("2", {1, 0, 0, 0}, R"({"n":2})", "t", "s1"),
       record("3", {1, 0, 0, 0}, R"({"n":3})", "t", "s2"), record("4", {1, 0, 0, 0}, R"({"n":4})", "t", "s3"),
       record("5", {1, 0, 0, 0}, "{}", "t", "it's")});
  remove(RecordIds{{"1", "no such id"}});
  EXPECT_EQ(ids(), (Ids{"2", "3", "4", "5"}));
  remove(RecordSource{"s1"});
  remove(RecordSource{"no such source"});
  EXPECT_EQ(ids(), (Ids{"3", "4", "5"}));
  remove(where("n") > 3);
  EXPECT_EQ(ids(), (Ids{"3", "5"}));
  remove(RecordSource{"it's"});
  EXPECT_EQ(ids(), Ids{"3"});
  EXPECT_EQ(ids_of(search({.vector = {1, 0, 0, 0}})), Ids{"3"});
  remove(Filter());
  EXPECT_EQ(ids(), Ids());
  remove(RecordIds{});
}

TEST_P(VectorStoreContract, ListsEveryRecordOnce) {
  std::vector<VectorRecord> records;
  for (int i = 0; i < 23; ++i) {
    records.push_back(record("id" + std::to_string(i), {1, 0, 0, 0}, i % 2 == 0 ? R"({"even":true})" : "{}"));
  }
  put(std::move(records));
  const Ids all = ids();
  EXPECT_EQ(all.size(), 23U);
  for (const std::size_t limit : {1U, 7U, 22U, 23U, 24U}) EXPECT_EQ(ids({}, limit), all) << limit;
  for (const std::size_t limit : {1U, 5U, 12U}) EXPECT_EQ(ids(where("even") == true, limit).size(), 12U) << limit;
  EXPECT_EQ(ids(where("even") != true, 4).size(), 11U);
  EXPECT_EQ(ids({}, 5, StoreNamespace("other")), Ids());
}

TEST_P(VectorStoreContract, FindsTheNearestFirstByCosine) {
  put({record("same", {2, 0, 0, 0}), record("near", {3, 3, 0, 0}), record("right", {0, 5, 0, 0}),
       record("opposite", {-1, 0, 0, 0})});
  const auto found = search({.vector = {10, 0, 0, 0}, .top = 3});
  EXPECT_EQ(ids_of(found), (Ids{"same", "near", "right"}));
  EXPECT_NEAR(found.at(0).score, 1.0, 1e-5);
  EXPECT_NEAR(found.at(1).score, std::sqrt(0.5), 1e-5);
  EXPECT_NEAR(found.at(2).score, 0.0, 1e-5);
  EXPECT_EQ(found.at(0).record.text, "text");
  EXPECT_EQ(found.at(0).record.source, "source");
  EXPECT_NEAR(search({.vector = {10, 0, 0, 0}}).at(3).score, -1.0, 1e-5);
  EXPECT_EQ(search({.vector = {1, 0, 0, 0}, .top = 0}).size(), 0U);
}

TEST_P(VectorStoreContract, AFilteredSearchGivesAsManyAsThereAre) {
  std::vector<VectorRecord> records;
  for (int i = 0; i < 300; ++i) {
    // The ones that match are the farthest.
    const float turn = static_cast<float>(i) / 300.0F;
    records.push_back(record(std::to_string(i), {1.0F - turn, turn, 0, 0}, i >= 295 ? R"({"rare":"yes"})" : R"({"rare":"no"})"));
  }
  put(std::move(records));
  EXPECT_EQ(ids_of(search({.vector = {1, 0, 0, 0}, .filter = where("rare") == "yes", .top = 10})),
            (Ids{"295", "296", "297", "298", "299"}));
  EXPECT_EQ(search({.vector = {1, 0, 0, 0}, .filter = where("rare") != "yes", .top = 10}).at(9).record.id, "9");
}

TEST_P(VectorStoreContract, FindsWordsOrSaysThatItCannot) {
  put({record("1", {1, 0, 0, 0}, R"({"n":1})", "The quick brown fox jumps"),
       record("2", {1, 0, 0, 0}, R"({"n":2})", "A lazy dog sleeps. The dog is lazy."),
       record("3", {1, 0, 0, 0}, R"({"n":3})", "Stock prices fell")});
  if (!GetParam().words) {
    EXPECT_EQ(code_of([&] { search({.words = "dog"}); }), ErrorCode::unsupported);
    return;
  }
  EXPECT_EQ(ids_of(search({.words = "dog"})), Ids{"2"});
  EXPECT_EQ(sorted(ids_of(search({.words = "where is the fox or the dog?"}))), (Ids{"1", "2"}));
  EXPECT_EQ(ids_of(search({.words = "fox dog", .filter = where("n") == 1})), Ids{"1"});
  EXPECT_EQ(search({.words = "fox dog prices", .top = 2}).size(), 2U);
  for (const char* nothing : {"zebra", "'", "\"", "* OR )", "& | !", "!!", "NEAR(", "-"}) {
    EXPECT_EQ(search({.words = nothing}).size(), 0U) << nothing;
  }
}

TEST_P(VectorStoreContract, FindsWordsByTheirFormsInItsLanguages) {
  if (!GetParam().words) {
    EXPECT_EQ(code_of([&] { static_cast<void>(open_for({"en"})); }), ErrorCode::unsupported);
    return;
  }
  EXPECT_EQ(code_of([&] { static_cast<void>(open_for({"english"})); }), ErrorCode::invalid_argument);
  put({record("one", {1, 0, 0, 0}, "{}", "The foxes were jumping")});
  EXPECT_EQ(ids_of(search({.words = "a fox jumps"})), Ids{"one"});
  store_ = open_for({"en", "de", "ja"});
  put({record("en", {1, 0, 0, 0}, "{}", "The wings of the birds"), record("de", {1, 0, 0, 0}, "{}", "Die Häuser und die Gärten"),
       record("ja", {1, 0, 0, 0}, "{}", "東京に行きます")});
  EXPECT_EQ(ids_of(search({.words = "wing"})), Ids{"en"});
  EXPECT_EQ(ids_of(search({.words = "Wo ist das Haus?"})), Ids{"de"});
  EXPECT_EQ(ids_of(search({.words = "garten"})), Ids{"de"});
  EXPECT_EQ(ids_of(search({.words = "東京"})), Ids{"ja"});
  EXPECT_EQ(search({.words = "die"}).size(), 1U);  // nothing but common words: they are looked up all the same
}

TEST_P(VectorStoreContract, KeepsItsLanguages) {
  if (!GetParam().words || !GetParam().lasts) GTEST_SKIP() << "it has none that last";
  store_ = open_for({"de"});
  put({record("de", {1, 0, 0, 0}, "{}", "Die Häuser")});
  store_ = open_for({});
  put({record("more", {1, 0, 0, 0}, "{}", "Viele Häuser")});
  EXPECT_EQ(sorted(ids_of(search({.words = "Haus"}))), (Ids{"de", "more"}));
  EXPECT_EQ(code_of([&] { static_cast<void>(open_for({"en"})); }), ErrorCode::schema_mismatch);
  EXPECT_EQ(sorted(ids_of(search({.words = "Haus"}))), (Ids{"de", "more"}));
  store_ = open_for({}, true);
  EXPECT_EQ(search({.words = "Haus"}).size(), 0U);
  put({record("new", {1, 0, 0, 0}, "{}", "Neue Häuser")});
  EXPECT_EQ(ids_of(search({.words = "Haus"})), Ids{"new"});
}

TEST_P(VectorStoreContract, MergesTheRanksOfVectorAndWords) {
  put({record("both", {1, 0.1F, 0, 0}, "{}", "apple"), record("vector", {1, 0, 0, 0}, "{}", "pear"),
       record("words", {-1, 0, 0, 0}, "{}", "apple apple"), record("neither", {0, 1, 0, 0}, "{}", "plum")});
  if (!GetParam().words) {
    EXPECT_EQ(code_of([&] { search({.vector = {1, 0, 0, 0}, .words = "apple"}); }), ErrorCode::unsupported);
    return;
  }
  const auto found = search({.vector = {1, 0, 0, 0}, .words = "apple", .top = 3});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].record.id, "both");
  EXPECT_GT(found[0].score, found[1].score);
}

TEST_P(VectorStoreContract, ARecordWithoutDirectionIsNotNearAnything) {
  put({record("empty", {}, "{}", "needle"), record("zero", {0, 0, 0, 0}, "{}", "needle"), record("one", {0, 1, 0, 0})});
  EXPECT_EQ(ids(), (Ids{"empty", "one", "zero"}));
  EXPECT_EQ(ids_of(search({.vector = {1, 0, 0, 0}})), Ids{"one"});
  EXPECT_EQ(search({.vector = {0, 0, 0, 0}}).size(), 0U);
  EXPECT_EQ(get({"empty"}).size(), 1U);
  EXPECT_FALSE(std::ranges::any_of(get({"zero"}).at(0).vector, [](float x) { return x != 0.0F; }));
  if (GetParam().words) {
    EXPECT_EQ(sorted(ids_of(search({.words = "needle"}))), (Ids{"empty", "zero"}));
  }
  put({record("one", {}, "{}", "now without")});
  EXPECT_EQ(search({.vector = {1, 0, 0, 0}}).size(), 0U);
}

TEST_P(VectorStoreContract, TakesOddIds) {
  const Ids odd = {"'", "\"", "a'b\"c", "\\", "%", "id with spaces", "../..", "{\"a\":1}", "😀", "$1", "?", "-- x", "a,b", "[x]",
                   "\n\t", "NULL", "0", std::string(512, 'x')};
  std::vector<VectorRecord> records;
  for (const auto& id : odd) records.push_back(record(id, {1, 0, 0, 0}, "{}", "of " + id));
  put(std::move(records));
  EXPECT_EQ(ids({}, 5), sorted(odd));
  for (const auto& id : odd) {
    const auto found = get({id});
    ASSERT_EQ(found.size(), 1U) << id;
    EXPECT_EQ(found[0].id, id);
    EXPECT_EQ(found[0].text, "of " + id);
    remove(RecordIds{{id}});
    EXPECT_EQ(get({id}).size(), 0U) << id;
  }
  EXPECT_EQ(ids(), Ids());
}

TEST_P(VectorStoreContract, RefusesBadRecordsAndKeepsNothingOfTheirUpsert) {
  const std::string nul("a\0b", 3);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  const VectorRecord bad[] = {
      record(""), record(nul), record("x\xff"), record(std::string(2000, 'x')), record("good"),
      record("x", {1, nan, 0, 0}), record("x", {infinity, 0, 0, 0}), record("x", {1, 0}),
      record("x", {1, 0, 0, 0}, "[]"), record("x", {1, 0, 0, 0}, R"({"a":"\u0000"})"), record("x", {1, 0, 0, 0}, R"({"\u0000":1})"),
      record("x", {1, 0, 0, 0}, "{}", nul), record("x", {1, 0, 0, 0}, "{}", "\xc0\x80"), record("x", {1, 0, 0, 0}, "{}", "t", nul)};
  for (const VectorRecord& one : bad) {
    const ErrorCode code = code_of([&] { put({record("good"), one}); });
    EXPECT_TRUE(code == ErrorCode::invalid_argument || code == ErrorCode::limit_exceeded) << one.id;
  }
  EXPECT_EQ(ids(), Ids());
  try {
    put({record("x", {1, 2, 3})});
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("3 dimensions"), std::string::npos) << error.message();
    EXPECT_NE(error.message().find("has 4"), std::string::npos) << error.message();
  }
}

TEST_P(VectorStoreContract, RefusesBadQuestions) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::string nul("a\0b", 3);
  const VectorQuery bad[] = {{}, {.vector = {1, 0}}, {.vector = {nan, 0, 0, 0}}, {.words = nul},
                             {.vector = {1, 0, 0, 0}, .filter = where("a") < true},
                             {.vector = {1, 0, 0, 0}, .filter = where(nul) == 1}};
  for (const VectorQuery& query : bad) EXPECT_EQ(code_of([&] { search(query); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { search({.vector = {1, 0, 0, 0}, .top = 10'001}); }), ErrorCode::limit_exceeded);
  EXPECT_EQ(code_of([&] { get({nul}); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { get({""}); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { remove(RecordIds{{nul}}); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { remove(RecordSource{nul}); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { remove(where("") == 1); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { ids({}, 0); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { ids({}, 1'001); }), ErrorCode::limit_exceeded);
  for (const std::string& name : {std::string(), nul, std::string(129, 'x'), std::string("\xff")}) {
    EXPECT_EQ(code_of([&] { StoreNamespace space(name); }), ErrorCode::invalid_argument);
  }
  EXPECT_EQ(code_of([&] { put(std::vector<VectorRecord>(10'001, record("x"))); }), ErrorCode::limit_exceeded);
}

TEST_P(VectorStoreContract, RefusesAnotherEmbedderAndSaysHowToRebuild) {
  if (!GetParam().lasts) GTEST_SKIP() << "what it keeps ends with it";
  put({record("x")});
  for (const auto& [name, dimensions] : {std::pair("test/two", 4U), std::pair("test/one", 3U)}) {
    try {
      static_cast<void>(sync_wait(open(name, dimensions)->list(StoreNamespace("a"), {}, Context())));
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::schema_mismatch) << error.what();
      EXPECT_NE(error.message().find("test/one"), std::string::npos) << error.message();
      EXPECT_NE(error.message().find("rebuild = true"), std::string::npos) << error.message();
    }
  }
  EXPECT_EQ(ids(), Ids{"x"});
  store_ = open("test/two", 3, true);
  EXPECT_EQ(ids(), Ids());
  put({record("y", {0, 0, 1})});
  store_ = open("test/two", 3);
  EXPECT_EQ(ids_of(search({.vector = {0, 0, 2}})), Ids{"y"});
}

TEST_P(VectorStoreContract, StopsBeforeItBegins) {
  std::stop_source stop;
  stop.request_stop();
  const Context stopped = Context().with_stop(stop.get_token());
  const Context late = Context().with_deadline(Context::Clock::now() - std::chrono::seconds(1));
  const StoreNamespace space("a");
  for (const auto& [context, code] : {std::pair(stopped, ErrorCode::cancelled), std::pair(late, ErrorCode::deadline_exceeded)}) {
    EXPECT_EQ(code_of([&] { sync_wait(store_->upsert(space, {record("x")}, context)); }), code);
    EXPECT_EQ(code_of([&] { sync_wait(store_->remove(space, Filter(), context)); }), code);
    EXPECT_EQ(code_of([&] { static_cast<void>(sync_wait(store_->get(space, {"x"}, context))); }), code);
    EXPECT_EQ(code_of([&] { static_cast<void>(sync_wait(store_->list(space, {}, context))); }), code);
    EXPECT_EQ(code_of([&] { static_cast<void>(sync_wait(store_->search(space, {.vector = {1, 0, 0, 0}}, context))); }), code);
  }
  EXPECT_EQ(ids(), Ids());
}

TEST_P(VectorStoreContract, ManyMayCallAtOnce) {
  constexpr int threads = 4;
  constexpr int each = 5;
  std::vector<std::jthread> crowd;
  std::atomic<int> failures = 0;
  for (int t = 0; t < threads; ++t) {
    crowd.emplace_back([&, t] {
      try {
        const StoreNamespace space(t % 2 == 0 ? "even" : "odd");
        for (int i = 0; i < each; ++i) {
          put({record(std::to_string(t) + "." + std::to_string(i)), record("shared", {0, 1, 0, 0})}, space);
          if (search({.vector = {1, 0, 0, 0}, .top = 50}, space).empty()) ++failures;
        }
      } catch (const std::exception& error) {
        ++failures;
        ADD_FAILURE() << error.what();
      }
    });
  }
  crowd.clear();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(ids({}, 100, StoreNamespace("even")).size(), 11U);
  EXPECT_EQ(ids({}, 100, StoreNamespace("odd")).size(), 11U);
}

TEST_P(VectorStoreContract, TakesThousandsAtOnce) {
  constexpr std::size_t count = 2'500;
  std::mt19937 random(3);
  std::vector<VectorRecord> records;
  for (std::size_t i = 0; i < count; ++i) {
    records.push_back(record("id" + std::to_string(i), random_vector(store_dimensions, random),
                             i % 100 == 0 ? R"({"n":1})" : R"({"n":2})"));
  }
  put(records);
  EXPECT_EQ(ids({}, 1'000).size(), count);
  EXPECT_EQ(ids(where("n") == 1, 1'000).size(), 25U);
  EXPECT_EQ(search({.vector = records[17].vector, .top = 1}).at(0).record.id, "id17");
  Ids first;
  for (std::size_t i = 0; i < 1'000; ++i) first.push_back(records[i].id);
  EXPECT_EQ(get(first).size(), 1'000U);
  remove(where("n") == 2);
  EXPECT_EQ(ids({}, 1'000).size(), 25U);
}

}  // namespace baton::testing
