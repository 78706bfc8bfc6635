#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include <baton/core/for_each.hpp>
#include <baton/core/span.hpp>
#include <baton/core/text.hpp>
#include <baton/provider/openai.hpp>

#include "provider/authorized_call.hpp"
#include "provider/openai/openai_embedding_wire.hpp"
#include "provider/server.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::string_view embeddings_path = "/embeddings";

OpenAiEmbedderOptions checked_embedder(OpenAiEmbedderOptions options) {
  options.server = detail::checked(std::move(options.server));
  if (options.max_inputs == 0 || options.concurrency == 0) {
    throw Error(ErrorCode::invalid_argument, "max_inputs and concurrency must be at least 1");
  }
  return options;
}

class OpenAiEmbedder : public Embedder {
 public:
  explicit OpenAiEmbedder(OpenAiEmbedderOptions options)
      : options_(checked_embedder(std::move(options))), peer_(detail::peer_of(options_.server)) {}

  [[nodiscard]] std::string name() const override {
    const std::string base = options_.server.vendor + "/" + options_.server.model;
    return options_.dimensions == 0 ? base : base + "@" + std::to_string(options_.dimensions);
  }
  [[nodiscard]] std::size_t dimensions() const override { return options_.dimensions; }
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose purpose,
                                                   Context context) const override;

 private:
  /// What the batches of one call share. Each batch writes its own places only.
  struct Work {
    const OpenAiEmbedder& self;
    std::span<const std::string> texts;
    std::vector<Embedding>& vectors;
  };
  static Task<void> batch(const Work& work, std::size_t number, Context context);
  Task<std::vector<Embedding>> run(const std::vector<std::string>& texts, Context context) const;

  OpenAiEmbedderOptions options_;
  detail::Peer peer_;
};

/// Reserves the estimate and settles it however the call ends.
class EmbeddingBudget {
 public:
  EmbeddingBudget(const Context& context, std::string model, std::span<const std::string> texts)
      : budget_(context.budget()), model_(std::move(model)) {
    if (budget_ == nullptr) return;
    for (const auto& text : texts) {
      spend_.input_tokens += static_cast<std::int64_t>(estimate_tokens(text));
    }
    budget_->reserve(model_, spend_);
  }
  EmbeddingBudget(const EmbeddingBudget&) = delete;
  EmbeddingBudget& operator=(const EmbeddingBudget&) = delete;
  ~EmbeddingBudget() {
    if (budget_ != nullptr) budget_->settle(model_, spend_, actual_);
  }
  void used(std::int64_t tokens) { actual_.input_tokens = tokens > 0 ? tokens : spend_.input_tokens; }

 private:
  Budget* budget_;
  std::string model_;
  Spend spend_{.calls = 1};
  Spend actual_{.calls = 1};
};

Task<void> OpenAiEmbedder::batch(const Work& work, std::size_t number, Context context) {
  const auto& options = work.self.options_;
  const std::size_t first = number * options.max_inputs;
  const auto texts = work.texts.subspan(first, std::min(options.max_inputs, work.texts.size() - first));
  EmbeddingBudget budget(context, options.server.vendor + "/" + options.server.model, texts);
  HttpRequest request = detail::post_to(options.server, embeddings_path,
                                        detail::openai_embedding_body(options, texts), false,
                                        detail::key_credential(options.server));
  const auto& peer = work.self.peer_;
  const HttpResponse answer = co_await detail::send_authorized(peer, std::move(request), context);
  if (answer.status < 200 || answer.status >= 300) {
    throw detail::vendor_http_error(peer, answer, answer.body);
  }
  auto result = detail::read_openai_embeddings(peer, answer, answer.body, texts.size(),
                                               options.dimensions, options.server.limits);
  budget.used(result.usage.input_tokens);
  std::move(result.vectors.begin(), result.vectors.end(),
            work.vectors.begin() + static_cast<std::ptrdiff_t>(first));
}

Task<std::vector<Embedding>> OpenAiEmbedder::run(const std::vector<std::string>& texts,
                                                 Context context) const {
  std::vector<Embedding> vectors(texts.size());
  const Work work{*this, texts, vectors};
  const std::size_t batches = (texts.size() + options_.max_inputs - 1) / options_.max_inputs;
  const auto body = [&work](std::size_t number, const Context& child) {
    return batch(work, number, child);
  };
  co_await for_each(batches, options_.concurrency, context, body);
  for (const auto& vector : vectors) {
    if (vector.size() == vectors.front().size()) continue;
    throw Error(ErrorCode::bad_response, options_.server.vendor + " changed the length of its vectors");
  }
  co_return vectors;
}

Task<std::vector<Embedding>> OpenAiEmbedder::embed(std::vector<std::string> texts, EmbedPurpose,
                                                   Context context) const {
  Span span(SpanKind::embedding, "embeddings " + options_.server.model, context);
  span.set("gen_ai.operation.name", std::string_view("embeddings"));
  span.set("gen_ai.provider.name", std::string_view(options_.server.vendor));
  span.set("gen_ai.request.model", std::string_view(options_.server.model));
  std::optional<Error> failure;
  try {
    co_return co_await run(texts, span.context());
  } catch (...) {
    failure = current_error();
  }
  if (failure->provider().empty()) failure = failure->with_provider(options_.server.vendor);
  span.fail(*failure);
  throw *failure;
}

}  // namespace

std::shared_ptr<const Embedder> openai_embedder(OpenAiEmbedderOptions options) {
  return std::make_shared<OpenAiEmbedder>(std::move(options));
}

}  // namespace baton::inline v0
