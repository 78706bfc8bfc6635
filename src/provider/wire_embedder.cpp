#include "provider/wire_embedder.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include <baton/core/for_each.hpp>

#include "provider/authorized.hpp"
#include "provider/call_span.hpp"
#include "provider/input_budget.hpp"

namespace baton::inline v0::detail {
namespace {

class WireEmbedder : public Embedder {
 public:
  explicit WireEmbedder(std::unique_ptr<const EmbeddingWire> wire) : wire_(std::move(wire)) {
    if (service().shape.max_inputs != 0 && service().shape.concurrency != 0) return;
    throw Error(ErrorCode::invalid_argument, "max_inputs and concurrency must be at least 1");
  }

  [[nodiscard]] std::string name() const override {
    const auto& [peer, model, shape] = service();
    const std::string shortened = shape.dimensions == 0 ? "" : "@" + std::to_string(shape.dimensions);
    return peer.vendor + "/" + model + shortened;
  }
  [[nodiscard]] std::size_t dimensions() const override { return service().shape.dimensions; }
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose purpose,
                                                   Context context) const override;

 private:
  /// What the batches of one call share. Each batch writes its own places only.
  struct Work {
    const EmbeddingWire& wire;
    std::span<const std::string> texts;
    EmbedPurpose purpose;
    std::vector<Embedding>& vectors;
  };
  [[nodiscard]] const EmbeddingService& service() const noexcept { return wire_->service(); }
  static Task<void> batch(const Work& work, std::size_t number, Context context);
  Task<std::vector<Embedding>> run(const std::vector<std::string>& texts, EmbedPurpose purpose,
                                   Context context) const;

  std::unique_ptr<const EmbeddingWire> wire_;
};

Task<void> WireEmbedder::batch(const Work& work, std::size_t number, Context context) {
  const auto& [peer, model, shape] = work.wire.service();
  const std::size_t first = number * shape.max_inputs;
  const auto texts = work.texts.subspan(first, std::min(shape.max_inputs, work.texts.size() - first));
  InputBudget budget(context, peer.vendor + "/" + model, texts);
  HttpRequest post = work.wire.request(texts, work.purpose);
  const HttpResponse answer = co_await send_authorized(peer, std::move(post), context);
  if (!succeeded(answer)) throw vendor_http_error(peer, answer, answer.body);
  Embedded result = work.wire.read(answer, answer.body, texts.size());
  budget.used(result.input_tokens);
  check_embeddings(peer, answer, result.vectors, texts.size(), shape.dimensions);
  std::move(result.vectors.begin(), result.vectors.end(),
            work.vectors.begin() + static_cast<std::ptrdiff_t>(first));
}

Task<std::vector<Embedding>> WireEmbedder::run(const std::vector<std::string>& texts,
                                               EmbedPurpose purpose, Context context) const {
  std::vector<Embedding> vectors(texts.size());
  const EmbeddingShape& shape = service().shape;
  const Work work{*wire_, texts, purpose, vectors};
  const std::size_t batches = (texts.size() + shape.max_inputs - 1) / shape.max_inputs;
  const auto body = [&work](std::size_t number, const Context& child) {
    return batch(work, number, child);
  };
  co_await for_each(batches, shape.concurrency, context, body);
  for (const auto& vector : vectors) {
    if (vector.size() == vectors.front().size()) continue;
    throw Error(ErrorCode::bad_response, service().peer.vendor + " changed the length of its vectors");
  }
  co_return vectors;
}

Task<std::vector<Embedding>> WireEmbedder::embed(std::vector<std::string> texts, EmbedPurpose purpose,
                                                 Context context) const {
  CallSpan span(SpanKind::embedding, "embeddings", service().peer, service().model, context);
  std::optional<Error> failure;
  try {
    co_return co_await run(texts, purpose, span.context());
  } catch (...) {
    failure = span.failed();
  }
  throw *failure;
}

}  // namespace

void refuse_embeddings(const Peer& peer, const HttpHead& head, const std::string& problem) {
  throw Error(ErrorCode::bad_response, peer.vendor + " answered embeddings " + problem +
                                           ": check that the model is an embedding model")
      .with_provider(peer.vendor)
      .with_http(head.status, vendor_request_id(head));
}

void check_embeddings(const Peer& peer, const HttpHead& head, std::span<const Embedding> vectors,
                      std::size_t count, std::size_t dimensions) {
  if (vectors.size() != count) {
    refuse_embeddings(peer, head,
                      "for " + std::to_string(vectors.size()) + " of " + std::to_string(count) + " texts");
  }
  for (const auto& vector : vectors) {
    if (vector.empty()) refuse_embeddings(peer, head, "that are not vectors of numbers");
    const std::size_t wanted = dimensions == 0 ? vectors.front().size() : dimensions;
    if (vector.size() == wanted) continue;
    refuse_embeddings(peer, head, "of " + std::to_string(vector.size()) + " instead of " +
                                      std::to_string(wanted) + " numbers");
  }
}

std::shared_ptr<const Embedder> wire_embedder(std::unique_ptr<const EmbeddingWire> wire) {
  return std::make_shared<WireEmbedder>(std::move(wire));
}

}  // namespace baton::inline v0::detail
