#include <baton/cache/cached.hpp>

#include <baton/chain/pipe.hpp>
#include <baton/output/text.hpp>

#include "cache/cache_fixture.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::CacheTest;
using testing::code_of;
using testing::Played;

using Cached = CacheTest;

TEST_F(Cached, ASecondCallIsAnsweredWithoutTheModel) {
  const Model chat = cached_model();
  const ChatResponse first = complete(chat, ask("a"));
  const ChatResponse second = complete(chat, ask("a"));
  EXPECT_EQ(model_->calls, 1);
  EXPECT_EQ(second.text(), "answer 1 to a");
  EXPECT_EQ(second.model, "counting");
  EXPECT_FALSE(first.from_cache);
  EXPECT_TRUE(second.from_cache);
  EXPECT_EQ(first.usage.input_tokens, 10);
  EXPECT_EQ(second.usage, Usage());
  EXPECT_EQ(complete(chat, ask("b")).text(), "answer 2 to b");
}

TEST_F(Cached, AStreamIsReplayedInItsPieces) {
  const Model chat = cached_model();
  const Played first = stream(chat, ask("a"));
  const Played second = stream(chat, ask("a"));
  EXPECT_EQ(model_->calls, 1);
  EXPECT_EQ(first.pieces, "answer |1| to a|");
  EXPECT_EQ(second.pieces, first.pieces);
  EXPECT_FALSE(first.end->from_cache);
  EXPECT_TRUE(second.end->from_cache);
  EXPECT_EQ(second.end->usage, Usage());
  EXPECT_EQ(second.end->text(), "answer 1 to a");
}

TEST_F(Cached, StreamsAndWholeAnswersAreTheSameAnswers) {
  const Model chat = cached_model();
  EXPECT_EQ(complete(chat, ask("a")).text(), "answer 1 to a");
  EXPECT_EQ(stream(chat, ask("a")).pieces, "answer 1 to a|");
  EXPECT_EQ(stream(chat, ask("b")).pieces, "answer |2| to b|");
  EXPECT_EQ(complete(chat, ask("b")).text(), "answer 2 to b");
  EXPECT_EQ(model_->calls, 2);
}

TEST_F(Cached, AnAnswerExpires) {
  const Model chat = cached_model({.time_to_live = std::chrono::seconds(60)});
  static_cast<void>(complete(chat, ask("a")));
  seconds_ += 59;
  EXPECT_TRUE(complete(chat, ask("a")).from_cache);
  seconds_ += 1;
  EXPECT_EQ(complete(chat, ask("a")).text(), "answer 2 to a");
}

TEST_F(Cached, WhatIsBoundToEitherModelIsPartOfTheRequest) {
  const Model bound = cached(Model(model_).with({.max_tokens = 5}), store_);
  static_cast<void>(complete(bound, ask("a")));
  static_cast<void>(complete(cached_model(), ask("a")));
  static_cast<void>(complete(bound.with({.max_tokens = 6}), ask("a")));
  EXPECT_EQ(model_->calls, 3);
  EXPECT_TRUE(complete(cached_model().with({.max_tokens = 6}), ask("a")).from_cache);
  EXPECT_EQ(cached_model().name(), "test/counting");
}

TEST_F(Cached, TenantsNeverShare) {
  static_cast<void>(complete(cached_model({.tenant = "acme"}), ask("a")));
  EXPECT_FALSE(complete(cached_model({.tenant = "globex"}), ask("a")).from_cache);
  EXPECT_FALSE(complete(cached_model(), ask("a")).from_cache);
  EXPECT_TRUE(complete(cached_model({.tenant = "acme"}), ask("a")).from_cache);
  const Model chat = cached_model({.tenant = "acme"});
  EXPECT_FALSE(complete(chat, ask("a"), context().with_principal({"", "globex"})).from_cache);
  EXPECT_TRUE(complete(chat, ask("a"), context().with_principal({"ann", ""})).from_cache);
}

TEST_F(Cached, UsersShareWithinATenantAndNotWithoutOne) {
  const Model chat = cached_model();
  const auto as = [&](const char* user, const char* tenant) { return context().with_principal({user, tenant}); };
  static_cast<void>(complete(chat, ask("a"), as("ann", "acme")));
  EXPECT_TRUE(complete(chat, ask("a"), as("bob", "acme")).from_cache);
  static_cast<void>(complete(chat, ask("a"), as("ann", "")));
  EXPECT_FALSE(complete(chat, ask("a"), as("bob", "")).from_cache);
  EXPECT_TRUE(complete(chat, ask("a"), as("ann", "")).from_cache);
}

TEST_F(Cached, SpansSayWhatHappened) {
  const auto tracer = std::make_shared<MemoryTracer>();
  const Model chat = cached_model();
  const Context traced = context().with_tracer(tracer);
  static_cast<void>(complete(chat, ask("a"), traced));
  static_cast<void>(complete(chat, ask("a"), traced));
  static_cast<void>(complete(chat.with({.cached_answers = CachedAnswers::bypass}), ask("a"), traced));
  std::vector<std::string> said;
  std::int64_t tokens = 0;
  for (const SpanRecord& span : tracer->spans()) {
    if (const auto* what = span.find("baton.cache")) said.push_back(std::get<std::string>(*what));
    EXPECT_EQ(span.kind == SpanKind::model, span.find("gen_ai.usage.input_tokens") != nullptr);
    if (const auto* spent = span.find("gen_ai.usage.input_tokens")) tokens += std::get<std::int64_t>(*spent);
  }
  EXPECT_EQ(said, (std::vector<std::string>{"miss", "hit", "bypass"}));
  EXPECT_EQ(tokens, 20) << "two calls of ten, and a hit costs nothing";
}

/// Lets so many calls pass, and adds up what they cost.
class Purse : public Budget {
 public:
  explicit Purse(std::int64_t calls) : left(calls) {}
  void reserve(std::string_view, const Spend& worst) override {
    if (left < worst.calls) throw Error(ErrorCode::budget_exceeded, "the purse is empty");
    left -= worst.calls;
  }
  void settle(std::string_view, const Spend&, const Spend& actual) noexcept override { input_tokens += actual.input_tokens; }
  std::atomic<std::int64_t> left;
  std::atomic<std::int64_t> input_tokens{0};
};

TEST_F(Cached, AHitNeedsNoBudget) {
  const auto purse = std::make_shared<Purse>(1);
  const Model chat = cached_model();
  const Context paying = context().with_budget(purse);
  static_cast<void>(complete(chat, ask("a"), paying));
  EXPECT_EQ(purse->left, 0);
  EXPECT_EQ(purse->input_tokens, 10);
  EXPECT_TRUE(complete(chat, ask("a"), paying).from_cache);
  EXPECT_EQ(purse->input_tokens, 10);
  EXPECT_EQ(code_of([&] { static_cast<void>(complete(chat, ask("b"), paying)); }), ErrorCode::budget_exceeded);
}

TEST_F(Cached, InAChainItIsAsCheap) {
  const auto purse = std::make_shared<Purse>(1);
  const auto chain = cached_model() | text;
  const Context paying = context().with_budget(purse);
  EXPECT_EQ(chain.invoke(std::string("a"), paying), "answer 1 to a");
  EXPECT_EQ(chain.invoke(std::string("a"), paying), "answer 1 to a");
  std::string streamed;
  for (const std::string& piece : chain.stream(std::string("a"), paying)) streamed += piece;
  EXPECT_EQ(streamed, "answer 1 to a");
  EXPECT_EQ(purse->input_tokens, 10);
}

TEST_F(Cached, RefusesWhatCannotWork) {
  EXPECT_EQ(code_of([&] { static_cast<void>(cached(Model(model_), nullptr)); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { static_cast<void>(cached_model({.time_to_live = std::chrono::seconds(0)})); }),
            ErrorCode::invalid_argument);
}

TEST_F(Cached, AStoppedContextIsNotAnswered) {
  const Model chat = cached_model();
  static_cast<void>(complete(chat, ask("a")));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(code_of([&] { static_cast<void>(complete(chat, ask("a"), context().with_stop(stop.get_token()))); }),
            ErrorCode::cancelled);
}

/// Fails, or gives back what it likes, as a store on a bad day.
class BadStore : public CacheStore {
 public:
  [[nodiscard]] bool shared() const noexcept override { return others_read_it; }
  Task<std::optional<std::string>> get(std::string, Context) override {
    if (value) co_return *value;
    throw Error(ErrorCode::connection_failed, "the store is away");
  }
  Task<void> put(std::string, std::string given, std::chrono::milliseconds, Context) override {
    if (keeps) {
      value = std::move(given);
      co_return;
    }
    throw std::runtime_error("the store is full");
  }
  Task<void> erase(std::string, Context) override { co_return; }

  bool others_read_it = false;
  bool keeps = false;
  std::optional<std::string> value;
};

TEST_F(Cached, AStoreThatFailsIsAMissAndAWarning) {
  const auto tracer = std::make_shared<MemoryTracer>();
  const Model chat = cached(Model(model_), std::make_shared<BadStore>());
  EXPECT_EQ(complete(chat, ask("a"), context().with_tracer(tracer)).text(), "answer 1 to a");
  EXPECT_EQ(complete(chat, ask("a")).text(), "answer 2 to a");
  const auto spans = tracer->spans();
  ASSERT_FALSE(spans.empty());
  EXPECT_NE(spans[0].find("baton.cache.warning"), nullptr);
}

TEST_F(Cached, EveryDamageToAStoredAnswerIsAMiss) {
  const auto store = std::make_shared<BadStore>();
  store->keeps = true;
  const Model chat = cached(Model(model_), store);
  static_cast<void>(stream(chat, ask("a")));
  const std::string good = *store->value;
  ASSERT_EQ(stream(chat, ask("a")).pieces, "answer |1| to a|");
  for (std::size_t at = 0; at < good.size(); ++at) {
    store->value = good;
    (*store->value)[at] = static_cast<char>((*store->value)[at] ^ 1);
    EXPECT_FALSE(complete(chat, ask("a")).from_cache) << "byte " << at;
    store->value = good.substr(0, at);
    EXPECT_FALSE(complete(chat, ask("a")).from_cache) << "cut at " << at;
  }
  store->value = good;
  EXPECT_TRUE(complete(chat, ask("a")).from_cache);
}

TEST_F(Cached, ASharedStoreAsksForATenant) {
  const auto store = std::make_shared<BadStore>();
  store->others_read_it = true;
  const Model chat = cached(Model(model_), store);
  EXPECT_EQ(code_of([&] { static_cast<void>(complete(chat, ask("a"))); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { static_cast<void>(stream(chat, ask("a"))); }), ErrorCode::invalid_argument);
  const Model bypassing = chat.with({.cached_answers = CachedAnswers::bypass});
  EXPECT_EQ(code_of([&] { static_cast<void>(complete(bypassing, ask("a"))); }), ErrorCode::invalid_argument);
  EXPECT_EQ(model_->calls, 0);
  EXPECT_NO_THROW(static_cast<void>(complete(chat, ask("a"), context().with_principal({"ann", ""}))));
  EXPECT_NO_THROW(static_cast<void>(complete(cached(Model(model_), store, {.tenant = "acme"}), ask("a"))));
}

}  // namespace
}  // namespace baton
