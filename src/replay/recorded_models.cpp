#include <utility>

#include "replay/ask.hpp"
#include "replay/models.hpp"
#include "replay/recording.hpp"

namespace baton::inline v0::detail {
namespace {

Ask with_alias(Ask ask, const std::string& alias) {
  if (alias != ask.model) ask.alias = alias;
  return ask;
}

class RecordedModel : public ChatModel {
 public:
  RecordedModel(std::shared_ptr<Tape> tape, Model inner, std::string_view alias)
      : tape_(std::move(tape)), inner_(std::move(inner)), alias_(alias) {}

  [[nodiscard]] std::string name() const override { return inner_.name(); }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const override {
    inner_.bind_to(request);
    Recording recording(tape_, asked(request));
    try {
      auto events = inner_.chat().stream(std::move(request), context);
      while (auto event = co_await events.next()) {
        recording.add(*event);
        co_yield std::move(*event);
      }
      if (!recording.ended()) {
        throw Error(ErrorCode::bad_response, "the model's stream ended without its last event");
      }
    } catch (...) {
      recording.fail(context);
      throw;
    }
  }
  [[nodiscard]] Task<ChatResponse> complete(ChatRequest request, Context context) const override {
    inner_.bind_to(request);
    Recording recording(tape_, asked(request));
    try {
      ChatResponse response = co_await inner_.chat().complete(std::move(request), context);
      recording.add(ChatEnd(std::make_shared<const ChatResponse>(response)));
      co_return response;
    } catch (...) {
      recording.fail(context);
      throw;
    }
  }
  [[nodiscard]] Task<TokenCount> count_tokens(ChatRequest request, Context context) const override {
    return inner_.count_tokens(std::move(request), std::move(context));
  }
  [[nodiscard]] std::string explain(const ChatRequest& request) const override {
    return inner_.explain(request);
  }

 private:
  [[nodiscard]] Ask asked(const ChatRequest& request) const {
    return with_alias(chat_ask(inner_.name(), request, tape_->options.redact), alias_);
  }

  std::shared_ptr<Tape> tape_;
  Model inner_;
  std::string alias_;
};

class RecordedEmbedder : public Embedder {
 public:
  RecordedEmbedder(std::shared_ptr<Tape> tape, std::shared_ptr<const Embedder> inner,
                   std::string_view alias)
      : tape_(std::move(tape)), inner_(std::move(inner)), alias_(alias) {}

  [[nodiscard]] std::string name() const override { return inner_->name(); }
  [[nodiscard]] std::size_t dimensions() const override { return inner_->dimensions(); }
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose purpose,
                                                   Context context) const override {
    Recording recording(
        tape_, with_alias(embedding_ask(name(), texts, purpose, tape_->options.redact), alias_));
    try {
      auto vectors = co_await inner_->embed(std::move(texts), purpose, context);
      recording.set_vectors(vectors, inner_->dimensions());
      co_return vectors;
    } catch (...) {
      recording.fail(context);
      throw;
    }
  }

 private:
  std::shared_ptr<Tape> tape_;
  std::shared_ptr<const Embedder> inner_;
  std::string alias_;
};

class RecordedReranker : public Reranker {
 public:
  RecordedReranker(std::shared_ptr<Tape> tape, std::shared_ptr<const Reranker> inner)
      : tape_(std::move(tape)), inner_(std::move(inner)) {}

  [[nodiscard]] std::string name() const override { return inner_->name(); }
  [[nodiscard]] Task<std::vector<Ranked>> rerank(std::string query, std::vector<std::string> texts,
                                                 std::size_t top, Context context) const override {
    Recording recording(tape_, rerank_ask(name(), query, texts, top, tape_->options.redact));
    try {
      auto ranking = co_await inner_->rerank(std::move(query), std::move(texts), top, context);
      recording.set_ranking(ranking);
      co_return ranking;
    } catch (...) {
      recording.fail(context);
      throw;
    }
  }

 private:
  std::shared_ptr<Tape> tape_;
  std::shared_ptr<const Reranker> inner_;
};

}  // namespace

Model recorded_model(std::shared_ptr<Tape> tape, Model inner, std::string_view alias) {
  const ChatOptions options = inner.options();
  return Model(std::make_shared<RecordedModel>(std::move(tape), std::move(inner), alias)).with(options);
}

std::shared_ptr<const Embedder> recorded_embedder(std::shared_ptr<Tape> tape,
                                                  std::shared_ptr<const Embedder> inner,
                                                  std::string_view alias) {
  return std::make_shared<RecordedEmbedder>(std::move(tape), std::move(inner), alias);
}

std::shared_ptr<const Reranker> recorded_reranker(std::shared_ptr<Tape> tape,
                                                  std::shared_ptr<const Reranker> inner) {
  return std::make_shared<RecordedReranker>(std::move(tape), std::move(inner));
}

}  // namespace baton::inline v0::detail
