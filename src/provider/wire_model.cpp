#include "provider/wire_model.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include "provider/authorized.hpp"
#include "provider/capability_check.hpp"
#include "provider/format_wire.hpp"
#include "provider/http_call.hpp"
#include "provider/json_fields.hpp"
#include "provider/server.hpp"
#include "provider/stream_body.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {
namespace {

class WireModel : public ChatModel {
 public:
  explicit WireModel(std::unique_ptr<const Wire> wire) : wire_(with_formats(std::move(wire))) {}

  [[nodiscard]] std::string name() const override {
    return wire_->peer().vendor + "/" + wire_->model();
  }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const override;
  [[nodiscard]] Task<ChatResponse> complete(ChatRequest request, Context context) const override;
  [[nodiscard]] Task<TokenCount> count_tokens(ChatRequest request, Context context) const override;
  [[nodiscard]] std::string explain(const ChatRequest& request) const override {
    return explanation(prepared(request, true));
  }

 private:
  [[nodiscard]] HttpRequest prepared(const ChatRequest& request, bool stream) const {
    check_capabilities(name(), wire_->capabilities(), request);
    return wire_->request(request, stream);
  }

  std::unique_ptr<const Wire> wire_;
};

/// How many times `idle` a stream may live on pings and comments alone before it counts as broken.
/// They are bytes, so that the transfer's own timer does not notice.
constexpr int patience = 5;

/// Whether a stream still brings something, as opposed to signs of life.
class Progress {
 public:
  explicit Progress(std::chrono::milliseconds idle) : longest_(patience * idle) {}

  void made() noexcept { last_ = std::chrono::steady_clock::now(); }
  void check(const std::string& vendor) const {
    if (std::chrono::steady_clock::now() - last_ <= longest_) return;
    throw Error(ErrorCode::stream_truncated,
                vendor +
                    " sends signs of life but no answer: what arrived is in "
                    "partial()")
        .with_retry(true);
  }

 private:
  std::chrono::milliseconds longest_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

bool cannot_count(const CountCall& call, const HttpResponse& answer) {
  return answer.status == 400 && !call.cannot.empty() && answer.body.find(call.cannot) != std::string::npos;
}

std::int64_t read_count(const Peer& peer, const HttpResponse& answer, const char* name, const Limits& limits) {
  const auto value = parse_lenient(answer.body, limits);
  if (!value) throw foreign_answer(peer, answer, answer.body);
  if (value->is_string() || is_error_body(*value)) throw vendor_body_error(peer, answer, *value);
  const auto* count = member(*value, name);
  if (count == nullptr || !count->is_number_unsigned()) throw foreign_answer(peer, answer, answer.body);
  return member_count(*value, name);
}

Stream<ChatEvent> WireModel::stream(ChatRequest request, Context context) const {
  const std::int64_t input_tokens = estimated_input(request);
  HttpRequest post = prepared(request, true);
  const auto idle = post.timeouts.idle;
  HttpExchange exchange = co_await open_authorized(wire_->peer(), std::move(post), context);
  if (!succeeded(exchange.head())) {
    const std::string body = co_await read_rest(exchange, most_error_bytes);
    throw vendor_http_error(wire_->peer(), exchange.head(), body);
  }
  StreamBody body(*wire_, request, exchange.head(), input_tokens);
  Progress progress(idle);
  std::optional<Error> failure;
  while (!body.complete()) {
    std::string block;
    try {
      context.check();
      progress.check(wire_->peer().vendor);
      block = co_await exchange.read();
    } catch (...) {
      failure = body.broken(current_error());
    }
    if (failure) throw *failure;
    if (block.empty()) break;
    body.feed(std::move(block));
    bool moved = false;
    while (auto event = body.next()) {
      co_yield std::move(*event);
      moved = true;
    }
    if (moved) progress.made();
  }
  body.end();
  while (auto event = body.next()) co_yield std::move(*event);
}

Task<ChatResponse> WireModel::complete(ChatRequest request, Context context) const {
  HttpRequest post = prepared(request, false);
  const HttpResponse answer = co_await send_authorized(wire_->peer(), std::move(post), context);
  if (!succeeded(answer)) throw vendor_http_error(wire_->peer(), answer, answer.body);
  ChatResponse response = wire_->response(request, answer, answer.body);
  if (response.usage.estimated) response.usage.input_tokens = estimated_input(request);
  co_return response;
}

Task<TokenCount> WireModel::count_tokens(ChatRequest request, Context context) const {
  check_capabilities(name(), wire_->capabilities(), request);
  auto call = wire_->counting(request);
  if (!call) co_return co_await ChatModel::count_tokens(std::move(request), std::move(context));
  const Peer& peer = wire_->peer();
  try {
    const HttpResponse answer = co_await send_authorized(peer, std::move(call->request), context);
    if (cannot_count(*call, answer)) {
      co_return co_await ChatModel::count_tokens(std::move(request), std::move(context));
    }
    if (!succeeded(answer)) throw vendor_http_error(peer, answer, answer.body);
    co_return TokenCount{.tokens = read_count(peer, answer, call->member, wire_->limits())};
  } catch (...) {
    const Error error = current_error();
    throw error.provider().empty() ? error.with_provider(peer.vendor) : error;
  }
}

}  // namespace

std::shared_ptr<const ChatModel> wire_model(std::unique_ptr<const Wire> wire) {
  return std::make_shared<WireModel>(std::move(wire));
}

}  // namespace baton::inline v0::detail
