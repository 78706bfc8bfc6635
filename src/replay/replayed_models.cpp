#include <chrono>
#include <utility>

#include <baton/core/runtime.hpp>
#include <baton/core/span.hpp>

#include "replay/ask.hpp"
#include "replay/models.hpp"

namespace baton::inline v0::detail {
namespace {

/// One interaction while it is replayed.
class Replay {
 public:
  Replay(const Tape& tape, const Ask& ask, Context context)
      : tape_(tape), context_(std::move(context)) {
    context_.check();
    recorded_ = &tape.shelf->take(ask);
  }

  [[nodiscard]] const Interaction& recorded() const noexcept { return *recorded_; }

  /// Until what came after `at` may come again.
  [[nodiscard]] Task<void> wait(std::chrono::milliseconds at) const {
    context_.check();
    if (tape_.options.timing == Timing::immediate) co_return;
    co_await context_.runtime().sleep_until(start_ + at, context_);
  }

  /// Until the end of the call, which is thrown if it is no good one.
  [[nodiscard]] Task<void> end() const {
    co_await wait(recorded_->ended);
    if (recorded_->failure) throw *recorded_->failure;
    if (!recorded_->stopped) co_return;
    throw Error(ErrorCode::cancelled, "the recording ends here, because its caller stopped the call (" +
                                          tape_.shelf->place_of(*recorded_) +
                                          "): to get more of the answer, record it again");
  }

 private:
  const Tape& tape_;
  Context context_;
  const Interaction* recorded_ = nullptr;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The deltas of an answer that was recorded whole.
std::vector<ChatEvent> deltas_of(const ChatResponse& response) {
  std::vector<ChatEvent> deltas;
  std::size_t calls = 0;
  for (const auto& part : response.message.parts) {
    if (const auto* text = std::get_if<Text>(&part)) {
      deltas.emplace_back(TextDelta(text->text));
    } else if (const auto* thought = std::get_if<Reasoning>(&part)) {
      if (!thought->text.empty()) deltas.emplace_back(ReasoningDelta(thought->text));
    } else if (const auto* call = std::get_if<ToolCall>(&part)) {
      deltas.emplace_back(ToolCallDelta(calls++, call->id, call->name, call->arguments));
    }
  }
  return deltas;
}

const ChatEnd* only_end(const ChatAnswer& answer) {
  return answer.events.size() == 1 ? std::get_if<ChatEnd>(&answer.events.front().event) : nullptr;
}

class ReplayedModel : public ChatModel {
 public:
  ReplayedModel(std::shared_ptr<Tape> tape, std::string name, std::optional<Model> inner)
      : tape_(std::move(tape)), name_(std::move(name)), inner_(std::move(inner)) {}

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const override {
    const Replay replay(*tape_, asked(std::move(request)), std::move(context));
    const auto& answer = std::get<ChatAnswer>(replay.recorded().answer);
    if (const auto* whole = only_end(answer)) {
      co_await replay.wait(replay.recorded().ended);
      for (auto& delta : deltas_of(*whole->response)) co_yield std::move(delta);
    }
    for (const auto& timed : answer.events) {
      co_await replay.wait(timed.at);
      ChatEvent event = timed.event;
      const bool last = std::holds_alternative<ChatEnd>(event);
      co_yield std::move(event);
      if (last) co_return;
    }
    co_await replay.end();
  }
  [[nodiscard]] Task<ChatResponse> complete(ChatRequest request, Context context) const override {
    const Replay replay(*tape_, asked(std::move(request)), std::move(context));
    co_await replay.end();
    const auto& answer = std::get<ChatAnswer>(replay.recorded().answer);
    co_return *std::get<ChatEnd>(answer.events.back().event).response;
  }
  [[nodiscard]] std::string explain(const ChatRequest& request) const override {
    return inner_ ? inner_->explain(request) : ChatModel::explain(request);
  }

 private:
  [[nodiscard]] Ask asked(ChatRequest request) const {
    if (inner_) inner_->bind_to(request);
    return chat_ask(name_, std::move(request), tape_->options.redact);
  }

  std::shared_ptr<Tape> tape_;
  std::string name_;
  std::optional<Model> inner_;
};

class ReplayedEmbedder : public Embedder {
 public:
  ReplayedEmbedder(std::shared_ptr<Tape> tape, std::string name)
      : tape_(std::move(tape)), name_(std::move(name)) {}

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] std::size_t dimensions() const override {
    const auto* any = tape_->shelf->any_of("embedding", name_);
    return any == nullptr ? 0 : std::get<EmbeddingAnswer>(any->answer).dimensions;
  }
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose purpose,
                                                   Context context) const override {
    Span span(SpanKind::embedding, "embeddings " + name_.substr(name_.find('/') + 1), context);
    span.set("gen_ai.operation.name", std::string_view("embeddings"));
    try {
      const Ask ask = embedding_ask(name_, texts, purpose, tape_->options.redact);
      const Replay replay(*tape_, ask, span.context());
      co_await replay.end();
      co_return std::get<EmbeddingAnswer>(replay.recorded().answer).vectors;
    } catch (const Error& error) {
      span.fail(error);
      throw;
    }
  }

 private:
  std::shared_ptr<Tape> tape_;
  std::string name_;
};

class ReplayedReranker : public Reranker {
 public:
  ReplayedReranker(std::shared_ptr<Tape> tape, std::string name)
      : tape_(std::move(tape)), name_(std::move(name)) {}

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] Task<std::vector<Ranked>> rerank(std::string query, std::vector<std::string> texts,
                                                 std::size_t top, Context context) const override {
    const Ask ask = rerank_ask(name_, query, texts, top, tape_->options.redact);
    const Replay replay(*tape_, ask, std::move(context));
    co_await replay.end();
    co_return std::get<RerankAnswer>(replay.recorded().answer).ranking;
  }

 private:
  std::shared_ptr<Tape> tape_;
  std::string name_;
};

}  // namespace

Model replayed_model(std::shared_ptr<Tape> tape, std::string name, std::optional<Model> inner) {
  const ChatOptions options = inner ? inner->options() : ChatOptions{};
  return Model(std::make_shared<ReplayedModel>(std::move(tape), std::move(name), std::move(inner)))
      .with(options);
}

std::shared_ptr<const Embedder> replayed_embedder(std::shared_ptr<Tape> tape, std::string name) {
  return std::make_shared<ReplayedEmbedder>(std::move(tape), std::move(name));
}

std::shared_ptr<const Reranker> replayed_reranker(std::shared_ptr<Tape> tape, std::string name) {
  return std::make_shared<ReplayedReranker>(std::move(tape), std::move(name));
}

}  // namespace baton::inline v0::detail
