#include <gtest/gtest.h>

#include <baton/retrieval/graph.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;
using testing::document;
using testing::Names;
using testing::put;
using testing::sources_of;

TEST(GraphRetriever, FindsWhatIsNearToWhatTheQuestionNames) {
  const testing::TempFolder folder;
  const auto store = Store::open(folder / "a.baton");
  const auto graph = PropertyGraph::open(folder / "a.graph");
  const auto id_of = [&](const std::string& source) {
    store->writer().apply(put(document(source, {"text of " + source})));
    return store->chunks(source).at(0).id;
  };
  graph->put({id_of("ada.md"), {}, {{"Ada", "wrote on", "Engine"}}});
  graph->put({id_of("babbage.md"), {}, {{"Babbage", "designed", "Engine"}}});
  graph->put({id_of("london.md"), {}, {{"Babbage", "lived in", "London"}}});
  graph->put({9'999, {}, {{"Ada", "is not in", "the store"}}});
  const auto near = graph_retriever(graph, store);
  const auto found = ask(near, "What did Ada do?");
  EXPECT_EQ(sources_of(found), (Names{"ada.md", "babbage.md"}));
  EXPECT_DOUBLE_EQ(found[0].score, 1.0);
  EXPECT_DOUBLE_EQ(found[1].score, 0.5);
  EXPECT_EQ(sources_of(ask(graph_retriever(graph, store, {.steps = 2}), "Ada?")), (Names{"ada.md", "babbage.md", "london.md"}));
  EXPECT_EQ(sources_of(ask(graph_retriever(graph, store, {.steps = 0}), "Ada and Engine?")), (Names{"ada.md", "babbage.md"}));
  EXPECT_TRUE(ask(near, "Who else?").empty());
  EXPECT_EQ(code_of([&] { static_cast<void>(graph_retriever(nullptr, store)); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { static_cast<void>(graph_retriever(graph, nullptr)); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { static_cast<void>(graph_retriever(graph, store, {.steps = 5})); }), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
