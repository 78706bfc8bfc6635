#include <cmath>
#include <map>
#include <thread>

#include "cache/cache_fixture.hpp"
#include "cache/question_list.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;

/// Knows the meaning of a few texts, as points on a circle: an angle in degrees.
class Circle : public Embedder {
 public:
  [[nodiscard]] std::string name() const override { return called; }
  [[nodiscard]] std::size_t dimensions() const override { return 2; }
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose,
                                                   Context) const override {
    ++calls;
    if (away) throw Error(ErrorCode::connection_failed, "the embedder is away");
    std::vector<Embedding> vectors;
    for (const std::string& text : texts) {
      const auto known = angles.find(text);
      const double angle = (known != angles.end() ? known->second : 180.0) * 3.14159265358979 / 180.0;
      vectors.push_back({static_cast<float>(3 * std::cos(angle)), static_cast<float>(3 * std::sin(angle))});
    }
    co_return vectors;
  }

  std::string called = "test/circle";
  std::map<std::string, double> angles = {{"Who are you?", 0}, {"Who are you, then?", 5}, {"Who am I?", 40},
                                          {"Is it 4?", 90},    {"Is it 5?", 90},          {"Say 4, is it?", 91}};
  bool away = false;
  mutable std::atomic<int> calls{0};
};

class Semantic : public testing::CacheTest {
 protected:
  [[nodiscard]] CacheOptions options() const { return {.semantic = {.embedder = embedder_}}; }
  [[nodiscard]] Model chat() { return cached_model(options()); }
  [[nodiscard]] bool answered(const Model& model, ChatRequest request) {
    return complete(model, std::move(request)).from_cache;
  }
  [[nodiscard]] bool answered(const std::string& question) { return answered(chat(), ask(question)); }

  std::shared_ptr<Circle> embedder_ = std::make_shared<Circle>();
};

TEST_F(Semantic, AQuestionOfTheSameMeaningHasTheSameAnswer) {
  const auto tracer = std::make_shared<MemoryTracer>();
  EXPECT_FALSE(answered("Who are you?"));
  const ChatResponse near = complete(chat(), ask("Who are you, then?"), context().with_tracer(tracer));
  EXPECT_EQ(near.text(), "answer 1 to Who are you?");
  EXPECT_TRUE(near.from_cache);
  EXPECT_EQ(near.usage, Usage());
  EXPECT_EQ(stream(chat(), ask("Who are you, then?")).end->text(), near.text());
  EXPECT_EQ(model_->calls, 1);
  const auto spans = tracer->spans();
  ASSERT_FALSE(spans.empty());
  EXPECT_EQ(std::get<std::string>(*spans[0].find("baton.cache")), "similar");
  EXPECT_NEAR(std::get<double>(*spans[0].find("baton.cache.similarity")), 0.996, 0.001);
}

TEST_F(Semantic, AFartherOneHasNot) {
  EXPECT_FALSE(answered("Who are you?"));
  EXPECT_FALSE(answered("Who am I?"));
  CacheOptions loose = options();
  loose.semantic.threshold = 0.7;
  EXPECT_FALSE(answered(cached_model(loose), ask("something else")));
  embedder_->angles["Who is it?"] = 20;
  EXPECT_FALSE(answered("Who is it?"));
  embedder_->angles["Who was it?"] = 60;
  EXPECT_TRUE(answered(cached_model(loose), ask("Who was it?")));
}

TEST_F(Semantic, TheSameQuestionNeedsNoEmbedding) {
  static_cast<void>(answered("Who are you?"));
  EXPECT_EQ(embedder_->calls, 1);
  EXPECT_TRUE(answered("Who are you?"));
  EXPECT_EQ(embedder_->calls, 1);
}

TEST_F(Semantic, AnotherNumberIsAnotherQuestion) {
  EXPECT_FALSE(answered("Is it 4?"));
  EXPECT_FALSE(answered("Is it 5?"));
  EXPECT_TRUE(answered("Say 4, is it?"));
}

TEST_F(Semantic, NothingElseMayDiffer) {
  EXPECT_FALSE(answered("Who are you?"));
  const auto near = [] { return ask("Who are you, then?"); };
  ChatRequest request = near();
  request.messages.insert(request.messages.begin(), Message::system("You are a pirate."));
  EXPECT_FALSE(answered(chat(), request));
  request = near();
  request.messages.insert(request.messages.begin(), {Message::user("Hello"), Message::assistant("Hello!")});
  EXPECT_FALSE(answered(chat(), request));
  EXPECT_FALSE(answered(chat().with({.max_tokens = 5}), near()));
  EXPECT_FALSE(answered(chat().with_tools({{.name = "look"}}), near()));
  CacheOptions other = options();
  other.tenant = "acme";
  EXPECT_FALSE(answered(cached_model(other), near()));
  EXPECT_FALSE(complete(chat(), near(), context().with_principal({"ann", ""})).from_cache);
  embedder_->called = "test/circle-2";
  EXPECT_FALSE(answered(chat(), near()));
}

TEST_F(Semantic, OnlyShortTextsAreCompared) {
  CacheOptions narrow = options();
  narrow.semantic.max_question_bytes = 12;
  EXPECT_FALSE(answered(cached_model(narrow), ask("Who are you?")));
  EXPECT_FALSE(answered(cached_model(narrow), ask("Who are you, then?")));
  EXPECT_EQ(embedder_->calls, 1);
  ChatRequest seen = ask("Who are you?");
  seen.messages.back().parts.emplace_back(Image{.url = "https://x"});
  EXPECT_FALSE(answered(chat(), seen));
  ChatRequest tool = ask("Who are you?");
  tool.messages.push_back(Message::tool_result({"c", "look", "{}"}, "Who are you?"));
  EXPECT_FALSE(answered(chat(), tool));
  EXPECT_EQ(embedder_->calls, 1);
}

TEST_F(Semantic, ToolCallsAreForTheSameQuestionOnly) {
  model_->shape = [](ChatResponse& response) {
    response.message.parts = {ToolCall{"c", "look", "{}"}};
    response.finish_reason = FinishReason::tool_calls;
  };
  EXPECT_FALSE(answered("Who are you?"));
  EXPECT_TRUE(answered("Who are you?"));
  EXPECT_FALSE(answered("Who are you, then?"));
}

TEST_F(Semantic, AnAnswerThatCallsToolsSinceARefreshIsNotForOthers) {
  EXPECT_FALSE(answered("Who are you?"));
  model_->shape = [](ChatResponse& response) {
    response.message.parts = {ToolCall{"c", "look", "{}"}};
    response.finish_reason = FinishReason::tool_calls;
  };
  EXPECT_FALSE(answered(chat().with({.cached_answers = CachedAnswers::refresh}), ask("Who are you?")));
  EXPECT_FALSE(answered("Who are you, then?"));
}

TEST_F(Semantic, AnEmbedderThatFailsIsAMiss) {
  embedder_->away = true;
  EXPECT_FALSE(answered("Who are you?"));
  EXPECT_TRUE(answered("Who are you?"));
  embedder_->away = false;
  EXPECT_FALSE(answered("Who are you, then?"));
}

TEST_F(Semantic, AnAnswerThatExpiredIsAMiss) {
  EXPECT_FALSE(answered("Who are you?"));
  seconds_ += 3600;
  EXPECT_FALSE(answered("Who are you, then?"));
}

TEST_F(Semantic, RemembersTheNewestQuestions) {
  CacheOptions few = options();
  few.semantic.max_questions = 2;
  embedder_->angles = {{"a", 0}, {"b", 30}, {"c", 60}, {"a?", 1}, {"c?", 61}};
  for (const char* question : {"a", "b", "c"}) EXPECT_FALSE(answered(cached_model(few), ask(question)));
  EXPECT_TRUE(answered(cached_model(few), ask("c?")));
  EXPECT_FALSE(answered(cached_model(few), ask("a?")));
}

TEST_F(Semantic, ManyAtOnceAreAllRemembered) {
  embedder_->angles.clear();
  for (int i = 0; i < 16; ++i) {
    embedder_->angles["q" + std::string(static_cast<std::size_t>(i), 'x')] = 20 * i;
    embedder_->angles["r" + std::string(static_cast<std::size_t>(i), 'x')] = 20 * i + 1;
  }
  const Model shared = chat();
  std::vector<std::thread> callers;
  for (int i = 0; i < 16; ++i) {
    callers.emplace_back([&, i] {
      static_cast<void>(complete(shared, ask("q" + std::string(static_cast<std::size_t>(i), 'x'))));
    });
  }
  for (auto& caller : callers) caller.join();
  for (int i = 0; i < 16; ++i) EXPECT_TRUE(answered(shared, ask("r" + std::string(static_cast<std::size_t>(i), 'x'))));
}

TEST_F(Semantic, RefusesOptionsThatCannotWork) {
  CacheOptions wrong = options();
  wrong.semantic.threshold = 0;
  EXPECT_EQ(code_of([&] { static_cast<void>(cached_model(wrong)); }), ErrorCode::invalid_argument);
  wrong = options();
  wrong.semantic.max_questions = 0;
  EXPECT_EQ(code_of([&] { static_cast<void>(cached_model(wrong)); }), ErrorCode::invalid_argument);
}

TEST(QuestionLists, ReadBackWhatWasWritten) {
  QuestionList list;
  list.add(std::string(64, 'a'), {1.0F, 0.0F}, 10);
  list.add(std::string(64, 'b'), {0.0F, 1.0F}, 10);
  const QuestionList read(list.bytes());
  EXPECT_EQ(read.size(), 2U);
  EXPECT_EQ(read.nearest({0.1F, 0.9F})->key, std::string(64, 'b'));
  EXPECT_EQ(read.nearest({1.0F}), std::nullopt);
  list.add(std::string(64, 'c'), {1.0F}, 10);
  EXPECT_EQ(list.size(), 1U) << "an embedder that changed begins anew";
  EXPECT_EQ(QuestionList(QuestionList().bytes()).size(), 0U);
}

TEST(QuestionLists, RefuseEveryDamage) {
  QuestionList list;
  list.add(std::string(64, 'a'), {1.0F, 0.0F}, 10);
  const std::string good = list.bytes();
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    EXPECT_EQ(code_of([&] { QuestionList read(bad); }), ErrorCode::data_corrupt) << at;
    EXPECT_EQ(code_of([&] { QuestionList read(good.substr(0, at)); }), ErrorCode::data_corrupt) << at;
  }
}

TEST(QuestionLists, AVectorWithoutADirectionHasNoMeaning) {
  EXPECT_TRUE(normalised({0.0F, 0.0F}).empty());
  EXPECT_TRUE(normalised({NAN, 1.0F}).empty());
  EXPECT_TRUE(normalised({INFINITY, 1.0F}).empty());
  EXPECT_EQ(normalised({0.0F, 2.0F}), (Embedding{0.0F, 1.0F}));
}

}  // namespace
}  // namespace baton
