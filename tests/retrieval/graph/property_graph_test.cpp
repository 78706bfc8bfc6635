#include <thread>

#include <gtest/gtest.h>

#include <baton/retrieval/graph.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::Names;
using Relations = std::vector<GraphRelation>;
using Hits = std::vector<GraphHit>;

class PropertyGraphTest : public ::testing::Test {
 protected:
  PropertyGraphTest() {
    graph_->put({1, {{"Ada Lovelace", "person", "A mathematician."}}, {{"Ada Lovelace", "wrote on", "Analytical Engine"}}});
    graph_->put({2, {}, {{"Charles Babbage", "designed", "Analytical  engine"}, {"Babbage & Co.", "paid", "Charles Babbage"}}});
    graph_->put({3, {{"London", "place", ""}}, {}});
  }
  testing::TempFolder folder_;
  std::shared_ptr<PropertyGraph> graph_ = PropertyGraph::open(folder_ / "a.graph");
};

TEST_F(PropertyGraphTest, NamesThatDifferInCaseAndSpaceAreOne) {
  EXPECT_EQ(graph_->counts(), (GraphCounts{.entities = 5, .relations = 3, .chunks = 3}));
  EXPECT_EQ(graph_->relations_of("analytical ENGINE"), (Relations{{"Ada Lovelace", "wrote on", "Analytical Engine"},
                                                                  {"Charles Babbage", "designed", "Analytical Engine"}}));
  EXPECT_EQ(graph_->relations_of("analytical engine", 1).size(), 1U);
  EXPECT_EQ(graph_->entities(1), (std::vector<GraphEntity>{{"Ada Lovelace", "person", "A mathematician."}}));
  EXPECT_TRUE(graph_->relations_of("nobody").empty());
}

TEST_F(PropertyGraphTest, FindsTheEntitiesThatAQuestionNames) {
  EXPECT_EQ(graph_->named_in("What did ada lovelace write about the Analytical Engine in London?"),
            (Names{"Ada Lovelace", "Analytical Engine", "London"}));
  EXPECT_EQ(graph_->named_in("Who founded babbage, co?"), (Names{"Babbage & Co."}));
  EXPECT_EQ(graph_->named_in("ada lovelace, london", 1), (Names{"Ada Lovelace"}));
  EXPECT_TRUE(graph_->named_in("Londoners").empty());
  EXPECT_TRUE(graph_->named_in("").empty());
}

TEST_F(PropertyGraphTest, WalksAlongRelationsInBothDirections) {
  EXPECT_EQ(graph_->neighbourhood({"Ada Lovelace"}, 0, 9), (Hits{{1, 0, 1}}));
  EXPECT_EQ(graph_->neighbourhood({"Ada Lovelace"}, 1, 9), (Hits{{1, 0, 1}, {2, 1, 1}}));
  EXPECT_EQ(graph_->neighbourhood({"babbage & co."}, 3, 9), (Hits{{2, 0, 1}, {1, 2, 1}}));
  EXPECT_EQ(graph_->neighbourhood({"Ada Lovelace", "Analytical Engine"}, 1, 1), (Hits{{1, 0, 2}}));
  EXPECT_TRUE(graph_->neighbourhood({"nobody"}, 3, 9).empty());
}

TEST_F(PropertyGraphTest, AChunksFactsAreReplacedAndForgotten) {
  graph_->put({1, {{"London", "", "A city."}}, {}});
  EXPECT_EQ(graph_->counts(), (GraphCounts{.entities = 4, .relations = 2, .chunks = 3}));
  EXPECT_TRUE(graph_->named_in("Ada Lovelace").empty());
  for (const std::int64_t chunk : {1, 2, 3, 4}) graph_->remove(chunk);
  EXPECT_EQ(graph_->counts(), GraphCounts{});
}

TEST_F(PropertyGraphTest, StaysInItsFile) {
  graph_.reset();
  graph_ = PropertyGraph::open(folder_ / "a.graph");
  EXPECT_EQ(graph_->counts().entities, 5U);
  const auto store = Store::open(folder_ / "store.baton");
  EXPECT_NE(code_of([&] { static_cast<void>(PropertyGraph::open(folder_ / "store.baton")); }), ErrorCode::internal);
}

TEST_F(PropertyGraphTest, SeveralMayWriteToOneFile) {
  std::vector<std::jthread> writers;
  for (std::int64_t i = 0; i < 4; ++i) {
    writers.emplace_back([this, i] {
      const auto other = PropertyGraph::open(folder_ / "a.graph");
      for (std::int64_t turn = 0; turn < 10; ++turn) other->put({100 + i * 10 + turn, {{"Writer " + std::to_string(i), "", ""}}, {}});
    });
  }
  writers.clear();
  EXPECT_EQ(graph_->chunks().size(), 43U);
  EXPECT_EQ(graph_->counts().entities, 9U);
}

TEST_F(PropertyGraphTest, RefusesTooMuchAndTakesAnyName) {
  EXPECT_EQ(code_of([&] { graph_->put({9, std::vector<GraphEntity>(1'001, GraphEntity{.name = "a"}), {}}); }), ErrorCode::limit_exceeded);
  EXPECT_EQ(code_of([&] { graph_->put({9, {{.name = std::string(501, 'a')}}, {}}); }), ErrorCode::limit_exceeded);
  const GraphCounts before = graph_->counts();
  graph_->put({9, {{.name = ""}, {.name = " \n"}}, {{"", "is", "London"}}});
  EXPECT_EQ(graph_->counts().entities, before.entities);
  graph_->put({9, {{.name = "';DROP TABLE entities;--"}, {.name = "\xff\xfe"}, {.name = "%_\""}}, {}});
  EXPECT_EQ(graph_->counts().entities, before.entities + 3);
}

}  // namespace
}  // namespace baton
