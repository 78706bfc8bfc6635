#include <baton/provider/model.hpp>

#include <map>
#include <mutex>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/provider/testing.hpp>

namespace baton::test {
namespace {

/// Remembers spans and attributes.
class Notes : public Tracer {
 public:
  SpanId begin(SpanKind kind, std::string_view name, SpanId) noexcept override {
    begun.emplace_back(kind, name);
    return begun.size();
  }
  void attribute(SpanId, std::string_view key, AttributeValue value) noexcept override {
    if (const auto* text = std::get_if<std::string_view>(&value)) texts[std::string(key)] = *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) numbers[std::string(key)] = *number;
  }
  void end(SpanId, const Error* error) noexcept override {
    ++ended;
    if (error != nullptr) failures.push_back(error->code());
  }

  std::vector<std::pair<SpanKind, std::string>> begun;
  std::map<std::string, std::string> texts;
  std::map<std::string, std::int64_t> numbers;
  std::vector<ErrorCode> failures;
  int ended = 0;
};

class Purse : public Budget {
 public:
  void reserve(std::string_view, const Spend& worst) override {
    if (worst.output_tokens > 5'000) throw Error(ErrorCode::budget_exceeded, "too much");
    reserved = worst;
    ++open;
  }
  void settle(std::string_view, const Spend& held, const Spend& actual) noexcept override {
    EXPECT_EQ(held.input_tokens, reserved.input_tokens);
    spent = actual;
    --open;
  }
  Spend reserved;
  Spend spent;
  int open = 0;
};

ChatResponse answer(std::string text) {
  ChatResponse response;
  response.message = Message::assistant(std::move(text));
  response.usage = {11, 7, 0, 0, false};
  response.model = "m-1";
  response.id = "r-1";
  return response;
}

ChatRequest ask(std::string text = "Hello") { return {.messages = {Message::user(std::move(text))}}; }

TEST(Model, BindsToolsAndOptionsToACopy) {
  auto fake = std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{"a", "b"});
  const Model plain(fake);
  const Model bound = plain.with({.temperature = 0.5, .max_tokens = 9}).with_tools({{"t", "", {}, false}});
  ChatRequest request = ask();
  request.options.temperature = 0.0;
  (void)sync_wait(bound.complete(request, {}));
  (void)sync_wait(plain.complete(ask(), {}));
  const auto seen = fake->requests();
  EXPECT_EQ(seen.at(0).options.temperature, 0.0);
  EXPECT_EQ(seen.at(0).options.max_tokens, 9);
  EXPECT_EQ(seen.at(0).tools.size(), 1U);
  EXPECT_EQ(seen.at(1).options.max_tokens, std::nullopt);
  EXPECT_TRUE(seen.at(1).tools.empty());
  EXPECT_THROW(Model(nullptr), Error);
}

TEST(Model, IsTracedWithTheConventionsNames) {
  auto notes = std::make_shared<Notes>();
  const Model model(std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{answer("Hi")}));
  (void)sync_wait(model.with({.temperature = 0.5, .max_tokens = 9}).complete(ask(), Context().with_tracer(notes)));
  ASSERT_EQ(notes->begun.size(), 1U);
  EXPECT_EQ(notes->begun[0], std::pair(SpanKind::model, std::string("chat scripted")));
  EXPECT_EQ(notes->ended, 1);
  EXPECT_EQ(notes->texts["gen_ai.operation.name"], "chat");
  EXPECT_EQ(notes->texts["gen_ai.provider.name"], "test");
  EXPECT_EQ(notes->texts["gen_ai.response.id"], "r-1");
  EXPECT_EQ(notes->numbers["gen_ai.usage.input_tokens"], 11);
  EXPECT_EQ(notes->numbers["gen_ai.usage.output_tokens"], 7);
  EXPECT_EQ(notes->numbers["gen_ai.request.max_tokens"], 9);
}

TEST(Model, FailuresNameTheVendorAndEndTheSpan) {
  auto notes = std::make_shared<Notes>();
  const Model model(std::make_shared<ScriptedModel>(
      std::vector<ScriptedReply>{Error(ErrorCode::rate_limited, "slow"), Error(ErrorCode::rate_limited, "slow")}));
  const Context context = Context().with_tracer(notes);
  for (const bool streamed : {false, true}) {
    try {
      if (streamed) {
        BlockingStream<ChatEvent> events(model.stream(ask(), context));
        (void)events.next();
      } else {
        (void)sync_wait(model.complete(ask(), context));
      }
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::rate_limited);
      EXPECT_EQ(error.provider(), "test");
    }
  }
  EXPECT_EQ(notes->failures, (std::vector<ErrorCode>{ErrorCode::rate_limited, ErrorCode::rate_limited}));
  EXPECT_EQ(notes->ended, 2);
}

TEST(Model, BudgetIsReservedBeforeAndSettledAfter) {
  auto purse = std::make_shared<Purse>();
  auto fake = std::make_shared<ScriptedModel>(
      std::vector<ScriptedReply>{answer("Hi"), ScriptedStream{{TextDelta("12345678")}, Error(ErrorCode::stream_truncated, "x")}});
  const Model model(fake);
  const Context context = Context().with_budget(purse);
  (void)sync_wait(model.with({.max_tokens = 100}).complete(ask(), context));
  EXPECT_EQ(purse->reserved.output_tokens, 100);
  EXPECT_GT(purse->reserved.input_tokens, 0);
  EXPECT_EQ(purse->spent.input_tokens, 11);
  EXPECT_EQ(purse->spent.output_tokens, 7);
  // What a broken stream delivered was generated, and is billed.
  BlockingStream<ChatEvent> events(model.stream(ask(), context));
  EXPECT_THROW(while (events.next()){}, Error);
  EXPECT_EQ(purse->spent.output_tokens, 3);
  EXPECT_EQ(purse->open, 0);
  EXPECT_THROW((void)sync_wait(model.with({.max_tokens = 9'000}).complete(ask(), context)), Error);
  EXPECT_EQ(purse->open, 0);
  EXPECT_EQ(fake->requests().size(), 2U);
  // What was set aside for the answer is also its bound.
  EXPECT_EQ(fake->requests()[1].options.max_tokens, purse->reserved.output_tokens);
}

TEST(Model, ADroppedStreamSettlesAndEndsItsSpan) {
  auto purse = std::make_shared<Purse>();
  auto notes = std::make_shared<Notes>();
  {
    const Model model(std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{answer("one two three")}));
    BlockingStream<ChatEvent> events(model.stream(ask(), Context().with_budget(purse).with_tracer(notes)));
    EXPECT_TRUE(events.next());
  }
  EXPECT_EQ(purse->open, 0);
  EXPECT_EQ(notes->ended, 1);
}

TEST(Model, OutlivesTheValueThatWasCalled) {
  auto stream = Model(std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{"Hi"})).stream(ask(), {});
  BlockingStream<ChatEvent> events(std::move(stream));
  EXPECT_TRUE(events.next());
}

class Silent : public ChatModel {
 public:
  [[nodiscard]] std::string name() const override { return "test/silent"; }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest, Context) const override {
    co_yield TextDelta("Hi");
  }
};

TEST(Model, AStreamWithoutItsEndIsAnError) {
  const Model model(std::make_shared<Silent>());
  BlockingStream<ChatEvent> events(model.stream(ask(), {}));
  EXPECT_TRUE(events.next());
  EXPECT_THROW((void)events.next(), Error);
  EXPECT_THROW((void)sync_wait(model.complete(ask(), {})), Error);
}

TEST(ChatModel, DefaultExplanationListsTheMessages) {
  const std::string text = Model(std::make_shared<Silent>()).explain(ask());
  EXPECT_EQ(text, "model: test/silent\nuser: Hello\n");
}

}  // namespace
}  // namespace baton::test
