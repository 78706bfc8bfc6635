#include <baton/retrieval/routing.hpp>

#include <gtest/gtest.h>

#include <baton/provider/offline.hpp>
#include <baton/provider/testing.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;
using testing::fixed;
using testing::Names;
using testing::sources_of;
using testing::scored;

std::vector<RetrievalRoute> routes() {
  return {{"birds", "wings, feathers and flight", fixed({scored("owl", 1)})},
          {"engines", "fuel, pistons and valves", fixed({scored("diesel", 1)})}};
}

std::shared_ptr<const Retriever> by_model(const std::string& answer, std::size_t most = 1) {
  const auto scripted = std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{answer});
  return routing_retriever(routes(), model_routes(Model(scripted), most));
}

TEST(Routing, TheNearestDescriptionWins) {
  const auto retriever = routing_retriever(routes(), nearest_routes(hashing_embedder()));
  EXPECT_EQ(sources_of(ask(retriever, "What valves does it have?")), (Names{"diesel"}));
  EXPECT_EQ(sources_of(ask(retriever, "the feathers of a wing")), (Names{"owl"}));
  const auto both = routing_retriever(routes(), nearest_routes(hashing_embedder(), 5));
  EXPECT_EQ(sources_of(ask(both, "valves")).size(), 2U);
}

TEST(Routing, TheModelNamesTheRoutes) {
  EXPECT_EQ(sources_of(ask(by_model("engines"), "x")), (Names{"diesel"}));
  EXPECT_EQ(sources_of(ask(by_model("- engines\n- birds"), "x")), (Names{"diesel"}));
  EXPECT_EQ(sources_of(ask(by_model("- engines\n- birds\n- engines", 2), "x")), (Names{"diesel", "owl"}));
  for (const char* wrong : {"fish", "", "I would look at engines or birds."}) {
    EXPECT_EQ(code_of([&] { ask(by_model(wrong), "x"); }), ErrorCode::model_output_invalid) << wrong;
  }
}

TEST(Routing, ThePromptIsAllThatIsSent) {
  const auto scripted = std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{"birds"});
  ask(routing_retriever(routes(), model_routes(Model(scripted))), "Do owls sleep?");
  ASSERT_EQ(scripted->requests().size(), 1U);
  const ChatRequest request = scripted->requests().front();
  ASSERT_EQ(request.messages.size(), 1U);
  EXPECT_EQ(request.messages[0].text(), route_prompt("Do owls sleep?", routes(), 1));
  EXPECT_NE(request.messages[0].text().find("engines: fuel, pistons and valves"), std::string::npos);
}

TEST(Routing, NoChoiceFindsNothingAndAWrongOneIsRefused) {
  const auto choosing = [](std::vector<std::size_t> places) {
    return routing_retriever(routes(), [places](std::string, std::vector<RetrievalRoute>, Context) {
      return [](std::vector<std::size_t> chosen) -> Task<std::vector<std::size_t>> { co_return chosen; }(places);
    });
  };
  EXPECT_TRUE(ask(choosing({}), "x").empty());
  EXPECT_EQ(ask(choosing({1, 1}), "x").size(), 1U);
  EXPECT_EQ(code_of([&] { ask(choosing({2}), "x"); }), ErrorCode::bad_response);
}

TEST(Routing, RefusesRoutesWithoutMeaning) {
  const auto refused = [](std::vector<RetrievalRoute> given, RouteChoice choose) {
    return code_of([&] { static_cast<void>(routing_retriever(std::move(given), std::move(choose))); }) ==
           ErrorCode::invalid_argument;
  };
  const auto nearest = nearest_routes(hashing_embedder());
  EXPECT_TRUE(refused({}, nearest));
  EXPECT_TRUE(refused({{"a", "", nullptr}}, nearest));
  EXPECT_TRUE(refused({{"", "", fixed({})}}, nearest));
  EXPECT_TRUE(refused({{"a", "", fixed({})}, {"a", "", fixed({})}}, nearest));
  EXPECT_TRUE(refused(routes(), RouteChoice()));
}

}  // namespace
}  // namespace baton
