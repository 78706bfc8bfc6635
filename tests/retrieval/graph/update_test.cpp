#include <atomic>

#include <gtest/gtest.h>

#include <baton/provider/testing.hpp>
#include <baton/retrieval/graph.hpp>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::document;
using testing::put;

/// Names the first word of a text; says nothing for "odd", and that the key is wrong for "key".
std::string first_word(const ChatRequest& request) {
  const std::string text = request.messages.front().text();
  const auto begin = text.find("Text:\n") + 6;
  const std::string word = text.substr(begin, text.find_first_of(" \n", begin) - begin);
  if (word == "odd") return "I would rather not.";
  if (word == "key") throw Error(ErrorCode::permission_denied, "wrong key");
  return R"({"entities":[{"name":")" + word + R"(","type":"","description":""}],"relations":[]})";
}

class GraphUpdateTest : public ::testing::Test {
 protected:
  GraphUpdate update(GraphUpdateOptions options = {}, Context context = {}) {
    asked_ = 0;
    const Model model(std::make_shared<FunctionModel>([this](const ChatRequest& request) {
      ++asked_;
      return first_word(request);
    }));
    return sync_wait(update_graph(graph_, store_, model, std::move(options), context));
  }
  void store(const std::string& source, std::vector<std::string> texts) {
    store_->writer().apply(put(document(source, std::move(texts))));
  }
  testing::TempFolder folder_;
  std::shared_ptr<Store> store_ = Store::open(folder_ / "a.baton");
  std::shared_ptr<PropertyGraph> graph_ = PropertyGraph::open(folder_ / "a.graph");
  std::atomic<int> asked_ = 0;
};

TEST_F(GraphUpdateTest, ReadsWhatIsNewAndForgetsWhatIsGone) {
  store("a.md", {"Ada wrote", "Engine works"});
  store("b.md", {"Babbage built"});
  std::size_t told = 0;
  const GraphUpdate first = update({.concurrency = 1, .progress = [&](std::size_t done, std::size_t total) {
                                      EXPECT_EQ(total, 3U);
                                      told = done;
                                    }});
  EXPECT_EQ(first.read, 3U);
  EXPECT_EQ(told, 3U);
  EXPECT_EQ(graph_->counts().entities, 3U);
  EXPECT_EQ(update().read, 0U);
  EXPECT_EQ(asked_, 0);
  store("a.md", {"Curie found"});
  StoreChanges removal;
  removal.remove.emplace_back("b.md");
  store_->writer().apply(removal);
  const GraphUpdate second = update();
  EXPECT_EQ(second.read, 1U);
  EXPECT_EQ(second.removed, 3U);
  EXPECT_EQ(graph_->named_in("Ada, Engine, Babbage, Curie"), (testing::Names{"Curie"}));
  EXPECT_EQ(graph_->chunks(), (std::vector<std::int64_t>{store_->chunks("a.md").at(0).id}));
}

TEST_F(GraphUpdateTest, AChunkThatCannotBeReadIsReportedAndTriedAgain) {
  store("a.md", {"odd one", "Ada wrote"});
  const GraphUpdate done = update();
  EXPECT_EQ(done.read, 1U);
  ASSERT_EQ(done.failed.size(), 1U);
  EXPECT_EQ(done.failed[0].first, store_->chunks("a.md").at(0).id);
  EXPECT_FALSE(done.failed[0].second.empty());
  EXPECT_EQ(update().failed.size(), 1U);
  EXPECT_EQ(asked_, 2) << "the same chunk, asked twice";
}

TEST_F(GraphUpdateTest, OtherErrorsAndAStopEndItAndTheNextRunDoesTheRest) {
  store("a.md", {"Ada wrote", "key", "Engine works"});
  EXPECT_EQ(code_of([&] { update({.concurrency = 1}); }), ErrorCode::permission_denied);
  EXPECT_EQ(graph_->chunks().size(), 1U);
  std::stop_source stop;
  const auto stopping = [&](std::size_t, std::size_t) { stop.request_stop(); };
  store("a.md", {"Ada wrote", "Engine works"});
  EXPECT_EQ(code_of([&] { update({.concurrency = 1, .progress = stopping}, Context().with_stop(stop.get_token())); }),
            ErrorCode::cancelled);
  EXPECT_EQ(graph_->chunks().size(), 1U);
  EXPECT_EQ(update().read, 1U);
  EXPECT_EQ(graph_->counts().entities, 2U);
}

TEST_F(GraphUpdateTest, RefusesWhatCannotWork) {
  EXPECT_EQ(code_of([&] { update({.concurrency = 0}); }), ErrorCode::invalid_argument);
  graph_ = nullptr;
  EXPECT_EQ(code_of([&] { update(); }), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
