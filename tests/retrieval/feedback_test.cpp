#include <baton/retrieval/feedback.hpp>

#include <cmath>

#include <gtest/gtest.h>

#include "retrieval/support.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;
using testing::document;
using testing::Names;
using testing::sources_of;
using testing::put;

class Feedback : public ::testing::Test {
 protected:
  Feedback() {
    auto writer = store_->writer();
    writer.apply(put(document("a.md", {"The glider soars on thermals, and thermals carry a sailplane."})));
    writer.apply(put(document("b.md", {"A sailplane seeks thermals over warm fields."})));
    writer.apply(put(document("c.md", {"The engine burns fuel."})));
  }
  testing::TempFolder folder_;
  std::shared_ptr<Store> store_ = Store::open(folder_ / "a.baton");
};

TEST_F(Feedback, FindsWhatSharesNoWordWithTheQuestion) {
  const auto retriever = feedback_retriever(store_);
  EXPECT_EQ(sources_of(ask(retriever, "gliders")), (Names{"a.md", "b.md"}));
  EXPECT_EQ(sources_of(ask(retriever, "gliders", 1)), (Names{"a.md"}));
  EXPECT_EQ(sources_of(ask(feedback_retriever(store_, {.share = 0.0}), "gliders")), (Names{"a.md"}));
  EXPECT_EQ(sources_of(ask(feedback_retriever(store_, {.words = 0}), "gliders")), (Names{"a.md"}));
}

TEST_F(Feedback, NothingIsFoundForNothing) {
  for (const char* question : {"", "?!", "unheard"}) EXPECT_TRUE(ask(feedback_retriever(store_), question).empty());
  EXPECT_TRUE(ask(feedback_retriever(store_), "glider", 0).empty());
}

TEST_F(Feedback, BadOptionsAreRefused) {
  EXPECT_EQ(code_of([] { static_cast<void>(feedback_retriever(nullptr)); }), ErrorCode::invalid_argument);
  for (const FeedbackOptions& options :
       {FeedbackOptions{.passages = 0}, FeedbackOptions{.words = 501}, FeedbackOptions{.share = -0.1},
        FeedbackOptions{.share = 1.1}, FeedbackOptions{.share = std::nan("")}}) {
    EXPECT_EQ(code_of([&] { static_cast<void>(feedback_retriever(store_, options)); }), ErrorCode::invalid_argument);
  }
}

}  // namespace
}  // namespace baton
