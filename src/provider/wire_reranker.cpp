#include "provider/wire_reranker.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <baton/core/for_each.hpp>

#include "provider/authorized.hpp"
#include "provider/call_span.hpp"
#include "provider/input_budget.hpp"

namespace baton::inline v0::detail {
namespace {

class WireReranker : public Reranker {
 public:
  explicit WireReranker(std::unique_ptr<const RerankWire> wire) : wire_(std::move(wire)) {
    if (service().shape.max_texts != 0 && service().shape.concurrency != 0) return;
    throw Error(ErrorCode::invalid_argument, "max_texts and concurrency must be at least 1");
  }

  [[nodiscard]] std::string name() const override { return service().peer.vendor + "/" + service().model; }
  [[nodiscard]] Task<std::vector<Ranked>> rerank(std::string query, std::vector<std::string> texts,
                                                 std::size_t top, Context context) const override;

 private:
  /// What the batches of one call share. Each batch writes its own place only.
  struct Work {
    const RerankWire& wire;
    const std::string& query;
    std::span<const std::string> texts;
    std::size_t top;
    std::vector<std::vector<Ranked>>& ranks;
  };
  [[nodiscard]] const RerankService& service() const noexcept { return wire_->service(); }
  static Task<void> batch(const Work& work, std::size_t number, Context context);
  Task<std::vector<Ranked>> run(const std::string& query, const std::vector<std::string>& texts,
                                std::size_t top, Context context) const;

  std::unique_ptr<const RerankWire> wire_;
};

Task<void> WireReranker::batch(const Work& work, std::size_t number, Context context) {
  const auto& [peer, model, shape] = work.wire.service();
  const std::size_t most = shape.max_texts;
  const std::size_t first = number * most;
  const auto texts = work.texts.subspan(first, std::min(most, work.texts.size() - first));
  const std::size_t top = std::min(work.top, texts.size());
  InputBudget budget(context, peer.vendor + "/" + model, texts, work.query);
  HttpRequest post = work.wire.request(work.query, texts, top);
  const HttpResponse answer = co_await send_authorized(peer, std::move(post), context);
  if (!succeeded(answer)) throw vendor_http_error(peer, answer, answer.body);
  Reranked result = work.wire.read(answer, answer.body);
  budget.used(result.input_tokens);
  check_ranks(peer, answer, result.ranks, texts.size(), top);
  for (auto& rank : result.ranks) rank.index += first;
  work.ranks[number] = std::move(result.ranks);
}

Task<std::vector<Ranked>> WireReranker::run(const std::string& query, const std::vector<std::string>& texts,
                                            std::size_t top, Context context) const {
  const RerankShape& shape = service().shape;
  const std::size_t batches = (texts.size() + shape.max_texts - 1) / shape.max_texts;
  std::vector<std::vector<Ranked>> ranks(batches);
  const Work work{*wire_, query, texts, top, ranks};
  const auto body = [&work](std::size_t number, const Context& child) {
    return batch(work, number, child);
  };
  co_await for_each(batches, shape.concurrency, context, body);
  std::vector<Ranked> all;
  for (const auto& some : ranks) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end(), [](const Ranked& one, const Ranked& other) {
    return one.score != other.score ? one.score > other.score : one.index < other.index;
  });
  if (all.size() > top) all.resize(top);
  co_return all;
}

Task<std::vector<Ranked>> WireReranker::rerank(std::string query, std::vector<std::string> texts,
                                               std::size_t top, Context context) const {
  if (top == 0 || texts.empty()) co_return std::vector<Ranked>();
  CallSpan span(SpanKind::retrieval, "rerank", service().peer, service().model, context);
  std::optional<Error> failure;
  try {
    co_return co_await run(query, texts, top, span.context());
  } catch (...) {
    failure = span.failed();
  }
  throw *failure;
}

}  // namespace

void refuse_ranks(const Peer& peer, const HttpHead& head, const std::string& problem) {
  throw Error(ErrorCode::bad_response,
              peer.vendor + " answered ranks " + problem + ": check that the model is a reranker")
      .with_provider(peer.vendor)
      .with_http(head.status, vendor_request_id(head));
}

void check_ranks(const Peer& peer, const HttpHead& head, std::span<const Ranked> ranks, std::size_t count,
                 std::size_t top) {
  if (ranks.size() < top) {
    refuse_ranks(peer, head, "of " + std::to_string(ranks.size()) + " instead of " + std::to_string(top) + " texts");
  }
  std::vector<bool> seen(count);
  for (const auto& rank : ranks) {
    if (rank.index >= count) refuse_ranks(peer, head, "of a text that was not sent");
    if (seen[rank.index]) refuse_ranks(peer, head, "with one text twice");
    seen[rank.index] = true;
  }
}

std::shared_ptr<const Reranker> wire_reranker(std::unique_ptr<const RerankWire> wire) {
  return std::make_shared<WireReranker>(std::move(wire));
}

}  // namespace baton::inline v0::detail
