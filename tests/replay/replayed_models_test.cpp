#include <chrono>

#include "replay/replay_fixture.hpp"

namespace {

using namespace baton;
using namespace baton::test;
using namespace std::chrono_literals;

/// Half a day between the first word and the second, as a person may write it.
constexpr auto slow = R"({"baton_cassette":1,"note":"by hand"}

{"ask":"chat","model":"test/slow"}
{"messages":{"role":"user","parts":[{"type":"text","text":"a"}]}}
{"ms":20,"text":"one "}
{"ms":43200000,"text":"two"}
{"ms":43200000,"end":{"v":1,"message":{"v":1,"role":"assistant","parts":[{"type":"text","text":"one two"}]}}}
)";

class ReplayedModels : public CassetteTest {
 protected:
  [[nodiscard]] Model slow_model(Timing timing) const {
    write(slow);
    return Cassette::replay(path(), {.timing = timing}).model("test/slow");
  }
};

TEST_F(ReplayedModels, ByHandAndAtOnce) {
  EXPECT_EQ(ask(slow_model(Timing::immediate), "a"), "one two");
}

TEST_F(ReplayedModels, RecordedTimesAreWaitedFor) {
  const auto start = std::chrono::steady_clock::now();
  const Model model = slow_model(Timing::recorded);
  BlockingStream events(model.stream(asking("a"), {}));
  EXPECT_EQ(std::get<TextDelta>(*events.next()).text, "one ");
  EXPECT_GE(std::chrono::steady_clock::now() - start, 20ms);
}

TEST_F(ReplayedModels, WaitingEndsWithTheDeadline) {
  const Model model = slow_model(Timing::recorded);
  const auto context = Context{}.with_timeout(100ms);
  EXPECT_EQ(error_of([&] { return sync_wait(model.complete(asking("a"), context)); })->code(),
            ErrorCode::deadline_exceeded);
}

TEST_F(ReplayedModels, WaitingEndsWithTheStopToken) {
  std::stop_source stop;
  const Model model = slow_model(Timing::recorded);
  BlockingStream events(model.stream(asking("a"), Context{}.with_stop(stop.get_token())));
  EXPECT_TRUE(events.next().has_value());
  stop.request_stop();
  EXPECT_EQ(error_of([&] { return events.next(); })->code(), ErrorCode::cancelled);
}

TEST_F(ReplayedModels, AStoppedCallTakesNoAnswer) {
  std::stop_source stop;
  stop.request_stop();
  const Model model = slow_model(Timing::immediate);
  EXPECT_EQ(error_of([&] {
              return sync_wait(model.complete(asking("a"), Context{}.with_stop(stop.get_token())));
            })->code(),
            ErrorCode::cancelled);
  EXPECT_EQ(ask(model, "a"), "one two");
}

TEST_F(ReplayedModels, EqualRequestsGetTheirAnswersInOrder) {
  {
    const auto cassette = Cassette::record(path());
    const Model model = cassette.wrap(scripted({"one", Error(ErrorCode::overloaded, "later"), "three"}));
    static_cast<void>(ask(model, "a"));
    static_cast<void>(seen_of(model, asking("a")));
    static_cast<void>(ask(model, "a"));
  }
  const auto cassette = Cassette::replay(path());
  const Model model = cassette.model("test/scripted");
  EXPECT_EQ(ask(model, "a"), "one");
  EXPECT_EQ(error_of([&] { return ask(model, "a"); })->code(), ErrorCode::overloaded);
  EXPECT_EQ(ask(model, "a"), "three");
  const auto error = error_of([&] { return ask(model, "a"); });
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code(), ErrorCode::not_found);
  EXPECT_NE(error->message().find("more often"), std::string::npos) << error->message();
}

TEST_F(ReplayedModels, ExplainNeedsNoModel) {
  write(slow);
  const auto cassette = Cassette::replay(path());
  EXPECT_NE(cassette.model("test/slow").explain(asking("hello")).find("hello"), std::string::npos);
  EXPECT_NE(cassette.wrap(scripted({})).explain(asking("hello")).find("hello"), std::string::npos);
}

}  // namespace
