#include <baton/http/client.hpp>

#include <future>
#include <optional>
#include <stop_token>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/span.hpp>

#include "core/runtime_impl.hpp"
#include "engine.hpp"
#include "request_check.hpp"

namespace baton::inline v0 {
namespace {

struct CancelTransfer {
  std::shared_ptr<Transfer> transfer;
  void operator()() const noexcept { transfer->cancel(); }
};

struct CloseEngine {
  std::shared_ptr<Engine> engine;
  void operator()() const noexcept {
    engine->loop().post([engine = engine] { engine->close(); });
  }
};

std::string span_name(const HttpRequest& request, const Context& context) {
  if (context.tracer() == nullptr) return {};
  return request.method + " " + std::string(authority_of(request.url));
}

/// The span of one request, under OpenTelemetry's names.
class RequestSpan {
 public:
  RequestSpan(const HttpRequest& request, const Context& context)
      : span_(SpanKind::http, span_name(request, context), context) {
    span_.set("http.request.method", std::string_view(request.method));
    span_.set("server.address", authority_of(request.url));
    span_.set("http.request.body.size", static_cast<std::int64_t>(request.body.size()));
  }
  void set_status(int status) noexcept { span_.set("http.response.status_code", std::int64_t{status}); }
  void add_bytes(std::size_t count) noexcept { bytes_ += count; }
  void fail(const Error& error) noexcept {
    set_size();
    span_.fail(error);
  }
  RequestSpan(const RequestSpan&) = delete;
  RequestSpan& operator=(const RequestSpan&) = delete;
  ~RequestSpan() { set_size(); }

 private:
  void set_size() noexcept { span_.set("http.response.body.size", static_cast<std::int64_t>(bytes_)); }

  Span span_;
  std::size_t bytes_ = 0;
};

Task<void> arrive(Transfer& transfer, Mailbox::Need need) {
  if (transfer.mailbox.arm(need)) co_await transfer.mailbox.arrival();
}

}  // namespace

struct HttpClient::Impl {
  explicit Impl(Runtime& given)
      : runtime(given),
        engine(std::make_shared<Engine>(given.impl().loop)),
        on_shutdown(given.impl().shutdown.get_token(), CloseEngine{engine}) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    const bool loop_runs = !runtime.impl().shutdown.stop_requested() && !runtime.host_driven();
    if (!loop_runs || runtime.on_loop_thread()) {
      engine->close();
      return;
    }
    std::promise<void> closed;
    engine->loop().post([&] {
      engine->close();
      closed.set_value();
    });
    closed.get_future().wait();
  }

  [[nodiscard]] std::shared_ptr<Transfer> prepare(HttpRequest request, const Context& context, bool streaming) const {
    context.check();
    check_request(request);
    if (runtime.impl().shutdown.stop_requested()) {
      throw Error(ErrorCode::cancelled, "the runtime is shutting down");
    }
    return std::make_shared<Transfer>(engine, std::move(request), context, streaming);
  }

  Runtime& runtime;
  std::shared_ptr<Engine> engine;
  std::stop_callback<CloseEngine> on_shutdown;
};

struct HttpExchange::Body {
  Body(std::shared_ptr<Transfer> started, Context given)
      : transfer(std::move(started)), context(std::move(given)), span(transfer->request, context) {
    transfer->start();
    on_stop.emplace(context.stop_token(), CancelTransfer{transfer});
  }
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;
  ~Body() {
    if (!transfer->mailbox.ended()) transfer->cancel();
  }

  std::shared_ptr<Transfer> transfer;
  Context context;
  RequestSpan span;
  std::optional<std::stop_callback<CancelTransfer>> on_stop;
};

HttpExchange::HttpExchange(HttpHead head, std::unique_ptr<Body> body) noexcept
    : head_(std::move(head)), body_(std::move(body)) {}
HttpExchange::HttpExchange(HttpExchange&&) noexcept = default;
HttpExchange& HttpExchange::operator=(HttpExchange&&) noexcept = default;
HttpExchange::~HttpExchange() = default;

Task<std::string> HttpExchange::read() {
  Body& body = *body_;
  try {
    body.context.check();
    co_await arrive(*body.transfer, Mailbox::Need::data);
    auto block = body.transfer->mailbox.take_data();
    body.transfer->was_read(block);
    body.span.add_bytes(block.bytes.size());
    co_return std::move(block.bytes);
  } catch (const Error& error) {
    body.span.fail(error);
    throw;
  }
}

HttpClient::HttpClient(Runtime& runtime) : impl_(std::make_unique<Impl>(runtime)) {}
HttpClient::~HttpClient() = default;

Task<HttpResponse> HttpClient::send(HttpRequest request, Context context) {
  const auto transfer = impl_->prepare(std::move(request), context, false);
  RequestSpan span(transfer->request, context);
  try {
    transfer->start();
    const std::stop_callback on_stop(context.stop_token(), CancelTransfer{transfer});
    co_await arrive(*transfer, Mailbox::Need::end);
    HttpResponse response{transfer->mailbox.take_head(), {}};
    auto block = transfer->mailbox.take_data();
    transfer->was_read(block);
    response.body = std::move(block.bytes);
    span.set_status(response.status);
    span.add_bytes(response.body.size());
    co_return response;
  } catch (const Error& error) {
    span.fail(error);
    throw;
  }
}

Task<HttpExchange> HttpClient::open(HttpRequest request, Context context) {
  auto transfer = impl_->prepare(std::move(request), context, true);
  auto body = std::make_unique<HttpExchange::Body>(std::move(transfer), std::move(context));
  try {
    co_await arrive(*body->transfer, Mailbox::Need::head);
    HttpHead head = body->transfer->mailbox.take_head();
    body->span.set_status(head.status);
    co_return HttpExchange(std::move(head), std::move(body));
  } catch (const Error& error) {
    if (body) body->span.fail(error);
    throw;
  }
}

}  // namespace baton::inline v0
