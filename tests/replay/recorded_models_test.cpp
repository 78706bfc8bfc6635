#include <atomic>
#include <thread>

#include <baton/core/when_all.hpp>
#include <baton/observe/memory_tracer.hpp>
#include <baton/provider/offline.hpp>

#include "replay/replay_fixture.hpp"

namespace {

using namespace baton;
using namespace baton::test;

class RecordedModels : public CassetteTest {};

class CountingEmbedder : public Embedder {
 public:
  [[nodiscard]] std::string name() const override { return "test/counting"; }
  [[nodiscard]] std::size_t dimensions() const override { return 0; }
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose,
                                                   Context) const override {
    ++calls;
    if (texts.at(0) == "bad") throw Error(ErrorCode::overloaded, "later");
    std::vector<Embedding> vectors;
    for (const auto& each : texts) {
      vectors.push_back({0.1F, -1e-30F, 16'777'217.0F, static_cast<float>(each.size()) / 3});
    }
    co_return vectors;
  }
  mutable std::atomic<int> calls{0};
};

/// Counts one token, without an estimate.
class OneToken : public ChatModel {
 public:
  [[nodiscard]] std::string name() const override { return "test/one"; }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest, Context) const override {
    throw Error(ErrorCode::internal, "only counting was asked for");
  }
  [[nodiscard]] Task<TokenCount> count_tokens(ChatRequest, Context) const override {
    co_return TokenCount{.tokens = 1};
  }
};

class LengthReranker : public Reranker {
 public:
  [[nodiscard]] std::string name() const override { return "test/length"; }
  [[nodiscard]] Task<std::vector<Ranked>> rerank(std::string query, std::vector<std::string> texts, std::size_t top,
                                                 Context) const override {
    if (query.empty()) throw Error(ErrorCode::invalid_argument, "no query");
    std::vector<Ranked> ranking;
    for (std::size_t i = 0; i < top && i < texts.size(); ++i) {
      ranking.push_back({texts.size() - 1 - i, 1.0 / static_cast<double>(i + 3)});
    }
    co_return ranking;
  }
};

std::vector<Embedding> embed(const Embedder& embedder, std::vector<std::string> texts,
                             EmbedPurpose purpose = EmbedPurpose::document) {
  return sync_wait(embedder.embed(std::move(texts), purpose, {}));
}

TEST_F(RecordedModels, CountingGoesToTheModelAndIsNotRecorded) {
  const auto cassette = Cassette::record(path());
  const Model model = cassette.wrap(Model(std::make_shared<OneToken>()));
  const TokenCount count = sync_wait(model.count_tokens(asking("hello"), {}));
  EXPECT_EQ(count, (TokenCount{.tokens = 1, .estimated = false}));
}

TEST_F(RecordedModels, VectorsReplayExactly) {
  const auto inner = std::make_shared<CountingEmbedder>();
  std::vector<Embedding> recorded;
  {
    const auto cassette = Cassette::record(path());
    const auto embedder = cassette.wrap(std::shared_ptr<const Embedder>(inner));
    recorded = embed(*embedder, {"a", "bb"});
    EXPECT_EQ(error_of([&] { return embed(*embedder, {"bad"}); })->code(), ErrorCode::overloaded);
  }
  EXPECT_NE(content().find(R"({"ms":)"), std::string::npos);
  EXPECT_NE(content().find("[0.1,-1e-30,16777216.0,"), std::string::npos) << content();
  const auto cassette = Cassette::replay(path());
  const auto embedder = cassette.wrap(std::shared_ptr<const Embedder>(inner));
  EXPECT_EQ(error_of([&] { return embed(*embedder, {"a", "bb"}, EmbedPurpose::query); })->code(), ErrorCode::not_found);
  EXPECT_EQ(embed(*embedder, {"a", "bb"}), recorded);
  EXPECT_EQ(error_of([&] { return embed(*cassette.embedder("test/counting"), {"bad"}); })->code(),
            ErrorCode::overloaded);
  EXPECT_EQ(inner->calls, 2);
}

TEST_F(RecordedModels, AReplayIsTracedAsTheCallsWere) {
  const std::shared_ptr<const Embedder> inner = std::make_shared<CountingEmbedder>();
  static_cast<void>(embed(*Cassette::record(path()).wrap(inner), {"a"}));
  const auto cassette = Cassette::replay(path());
  const auto tracer = std::make_shared<MemoryTracer>();
  const auto context = Context{}.with_tracer(tracer);
  const auto embedder = cassette.embedder("test/counting");
  static_cast<void>(sync_wait(embedder->embed({"a"}, EmbedPurpose::document, context)));
  EXPECT_NE(error_of([&] { return sync_wait(embedder->embed({"a"}, EmbedPurpose::document, context)); }), std::nullopt);
  EXPECT_NE(seen_of(cassette.model("test/m"), asking("a"), context).error, "");
  const auto spans = tracer->spans();
  ASSERT_EQ(spans.size(), 3U);
  EXPECT_EQ(spans[0].name, "embeddings counting");
  EXPECT_FALSE(spans[0].error.has_value());
  EXPECT_TRUE(spans[1].error.has_value());
  EXPECT_EQ(spans[2].name, "chat m");
}

TEST_F(RecordedModels, AnEmbedderIsFoundByItsRegisteredName) {
  std::vector<Embedding> recorded;
  {
    const auto cassette = Cassette::record(path());
    recorded = embed(*cassette.embedder("offline/hashing"), {"a baton"});
  }
  const auto cassette = Cassette::replay(path());
  const auto embedder = cassette.embedder("offline/hashing");
  EXPECT_EQ(embedder->name(), hashing_embedder()->name());
  EXPECT_EQ(embedder->dimensions(), hashing_embedder()->dimensions());
  EXPECT_EQ(embed(*embedder, {"a baton"}), recorded);
  EXPECT_EQ(cassette.embedder("openai/none")->dimensions(), 0U);
}

TEST_F(RecordedModels, AModelIsFoundByItsRegisteredName) {
  {
    const auto cassette = Cassette::record(path());
    static_cast<void>(ask(cassette.model("offline/extractive"), "Context:\nIt rains.\n\nQuestion: Does it rain?"));
  }
  const auto cassette = Cassette::replay(path());
  EXPECT_NE(ask(cassette.model("offline/extractive"), "Context:\nIt rains.\n\nQuestion: Does it rain?"), "");
}

TEST_F(RecordedModels, RankingsReplay) {
  const std::shared_ptr<const Reranker> inner = std::make_shared<LengthReranker>();
  const auto rerank = [](const Reranker& reranker, std::string query, std::size_t top) {
    return sync_wait(reranker.rerank(std::move(query), {"a", "b", "c"}, top, {}));
  };
  {
    const auto cassette = Cassette::record(path());
    static_cast<void>(rerank(*cassette.wrap(inner), "q", 2));
    EXPECT_EQ(error_of([&] { return rerank(*cassette.wrap(inner), "", 2); })->code(), ErrorCode::invalid_argument);
  }
  const auto cassette = Cassette::replay(path());
  const auto reranker = cassette.wrap(inner);
  EXPECT_EQ(reranker->name(), "test/length");
  const auto ranking = rerank(*reranker, "q", 2);
  ASSERT_EQ(ranking.size(), 2U);
  EXPECT_EQ(ranking[0].index, 2U);
  EXPECT_EQ(ranking[1].score, 0.25);
  EXPECT_EQ(error_of([&] { return rerank(*reranker, "q", 3); })->code(), ErrorCode::not_found);
  EXPECT_EQ(error_of([&] { return rerank(*reranker, "", 2); })->message(), "no query");
}

Task<std::size_t> many(Model model, std::size_t first, std::size_t calls, Context context) {
  std::vector<Task<ChatResponse>> tasks;
  for (std::size_t i = 0; i < calls; ++i) {
    tasks.push_back(model.complete(asking("question " + std::to_string(first + i)), context));
  }
  const auto answers = co_await when_all(std::move(tasks));
  std::size_t right = 0;
  for (std::size_t i = 0; i < calls; ++i) {
    right += answers[i].text() == "answer to question " + std::to_string(first + i) ? 1U : 0U;
  }
  co_return right;
}

constexpr std::size_t calls_each = 100;

/// Two threads with many calls each.
std::size_t on_two_threads(const Model& model) {
  std::size_t other = 0;
  std::thread thread([&] { other = sync_wait(many(model, calls_each, calls_each, {})); });
  const std::size_t mine = sync_wait(many(model, 0, calls_each, {}));
  thread.join();
  return mine + other;
}

TEST_F(RecordedModels, ConcurrentCallsAreMatchedByContent) {
  {
    const auto cassette = Cassette::record(path());
    const Model model = cassette.wrap(Model(std::make_shared<FunctionModel>(
        [](const ChatRequest& request) { return "answer to " + request.messages[0].text(); })));
    EXPECT_EQ(on_two_threads(model), 2 * calls_each);
  }
  const auto cassette = Cassette::replay(path(), {.timing = Timing::recorded});
  EXPECT_EQ(on_two_threads(cassette.model("test/function")), 2 * calls_each);
  cassette.check_all_used();
}

TEST_F(RecordedModels, OnlyWhatCanBeReadAgainIsWritten) {
  const auto cassette = Cassette::record(path(), {.limits = {.bytes = 2'000, .line_bytes = 500}});
  const Model model = cassette.wrap(scripted({"one", "two", "three"}));
  EXPECT_EQ(ask(model, "a"), "one");
  const auto before = content();
  EXPECT_EQ(error_of([&] { return ask(model, std::string(600, 'x')); })->code(), ErrorCode::limit_exceeded);
  // A cassette with a gap would lie: it does not go on.
  EXPECT_EQ(error_of([&] { return ask(model, "c"); })->code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(content(), before);
  EXPECT_EQ(ask(Cassette::replay(path()).model("test/scripted"), "a"), "one");
}

TEST_F(RecordedModels, AStreamWithoutAnEndIsAnError) {
  class Endless : public ChatModel {
   public:
    [[nodiscard]] std::string name() const override { return "test/endless"; }
    [[nodiscard]] Stream<ChatEvent> stream(ChatRequest, Context) const override { co_yield TextDelta("a"); }
  };
  const auto cassette = Cassette::record(path());
  EXPECT_NE(seen_of(cassette.wrap(Model(std::make_shared<Endless>())), asking("a")).error, "");
  EXPECT_NE(content().find("bad_response"), std::string::npos);
}

}  // namespace
