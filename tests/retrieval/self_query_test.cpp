#include <baton/retrieval/self_query.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <baton/provider/offline.hpp>
#include <baton/provider/testing.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;
using testing::Names;
using testing::sources_of;

class SelfQuery : public ::testing::Test {
 protected:
  SelfQuery() {
    std::vector<VectorRecord> records;
    records.push_back(record("1", "Tides of the North Sea", R"({"year":2019,"lang":"en"})"));
    records.push_back(record("2", "Tides of the Baltic Sea", R"({"year":2022,"lang":"de"})"));
    records.push_back(record("3", "Tides of the Irish Sea", R"({"year":2023,"lang":"en"})"));
    sync_wait(store_->upsert(StoreNamespace("mine"), records, {}));
    sync_wait(store_->upsert(StoreNamespace("other"), records, {}));
  }
  VectorRecord record(std::string id, std::string text, const std::string& metadata) {
    VectorRecord result;
    result.id = std::move(id);
    result.source = "sea.md";
    result.vector = sync_wait(embedder_->embed({text}, EmbedPurpose::document, {})).at(0);
    result.text = std::move(text);
    result.metadata = Json::parse(metadata);
    return result;
  }
  [[nodiscard]] RecordSearch where_to(Filter filter = {}) const {
    return {.store = store_, .space = StoreNamespace("mine"), .embedder = embedder_, .filter = std::move(filter)};
  }
  Names split(std::vector<ScriptedReply> replies, Filter filter = {}) {
    const Model model(std::make_shared<ScriptedModel>(std::move(replies)));
    auto found = sources_of(ask(self_query_retriever(where_to(std::move(filter)), model, keys_), "Tides since 2020?"));
    std::ranges::sort(found);
    return found;
  }

  std::shared_ptr<const Embedder> embedder_ = hashing_embedder({.dimensions = 256});
  std::shared_ptr<VectorStore> store_ =
      memory_vector_store({.embedder = {.name = embedder_->name(), .dimensions = 256}});
  std::vector<FilterKey> keys_ = {{"year", FilterType::number}, {"lang", FilterType::text, "en or de"}};
};

constexpr const char* since_2020 = R"({"query":"tides","filter":{"key":"year","op":"ge","value":2020}})";

TEST_F(SelfQuery, RecordsComeAsChunks) {
  const auto found = ask(record_retriever(where_to()), "the Baltic Sea", 1);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].chunk.source, "sea.md#2");
  EXPECT_EQ(found[0].chunk.text, "Tides of the Baltic Sea");
  EXPECT_EQ(ask(record_retriever(where_to(where("lang") == "en")), "tides").size(), 2U);
  EXPECT_TRUE(ask(record_retriever(where_to()), "").empty());
  EXPECT_TRUE(ask(record_retriever(where_to()), "tides", 0).empty());
}

TEST_F(SelfQuery, TheModelsFilterHolds) {
  EXPECT_EQ(split({since_2020}), (Names{"sea.md#2", "sea.md#3"}));
  EXPECT_EQ(split({R"({"query":"tides","filter":{}})"}).size(), 3U);
  EXPECT_EQ(split({R"({"query":"","filter":{"key":"lang","op":"eq","value":"de"}})"}), (Names{"sea.md#2"}));
}

TEST_F(SelfQuery, ItCannotWidenTheApplicationsFilter) {
  EXPECT_EQ(split({since_2020}, where("lang") == "en"), (Names{"sea.md#3"}));
  EXPECT_EQ(split({R"({"query":"tides","filter":{"or":[{"key":"lang","op":"eq","value":"de"},{"key":"year","op":"gt","value":0}]}})"},
                  where("lang") == "en"),
            (Names{"sea.md#1", "sea.md#3"}));
}

TEST_F(SelfQuery, AWrongFilterIsShownOnceAndThenRefused) {
  for (const char* wrong : {R"({"query":"tides","filter":{"key":"secret","op":"eq","value":1}})",
                            R"({"query":"tides","filter":{"key":"year","op":"ge","value":"2020"}})",
                            R"({"query":"tides","filter":{"key":"year","op":"about","value":2020}})",
                            R"({"query":"tides","filter":[]})", R"({"filter":{}})", "since 2020"}) {
    EXPECT_EQ(split({wrong, since_2020}).size(), 2U) << wrong;
    EXPECT_EQ(code_of([&] { split({wrong, wrong}); }), ErrorCode::model_output_invalid) << wrong;
  }
}

TEST_F(SelfQuery, ThePromptListsTheKeys) {
  const std::string shown = explain_self_query("Tides?", keys_);
  EXPECT_NE(shown.find("year (number)\nlang (text): en or de\n"), std::string::npos);
  EXPECT_NE(shown.find("Question: Tides?"), std::string::npos);
}

TEST_F(SelfQuery, RefusesMissingParts) {
  const Model model(std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{}));
  RecordSearch nothing = where_to();
  nothing.embedder = nullptr;
  nothing.words = false;
  EXPECT_EQ(code_of([&] { static_cast<void>(record_retriever(nothing)); }), ErrorCode::invalid_argument);
  nothing.store = nullptr;
  EXPECT_EQ(code_of([&] { static_cast<void>(record_retriever(nothing)); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { static_cast<void>(self_query_retriever(where_to(), model, {})); }), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
