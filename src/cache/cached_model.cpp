#include <baton/cache/cached.hpp>

#include <utility>

#include <baton/core/error.hpp>

#include "cache/pilot.hpp"
#include "cache/similar.hpp"

namespace baton::inline v0 {
namespace {

using Core = std::shared_ptr<const CacheCore>;
using Answer = std::shared_ptr<const ChatResponse>;

bool wants_old_answers(const ChatRequest& request) {
  return request.options.cached_answers != CachedAnswers::refresh;
}

/// A place on the flight of the request, which the first one starts.
class Booking {
 public:
  Booking(const Core& core, const RequestName& name, const ChatRequest& request, Way way, const Context& context)
      : seat_(core->flights, name.key) {
    note_cache(context, seat_.leads() ? "miss" : "joined");
    if (seat_.leads()) take_off(core, seat_.flight(), name, request, way, context);
  }

  [[nodiscard]] const std::shared_ptr<Flight>& flight() const noexcept { return seat_.flight(); }

  /// The answer of a flight that landed; null when the flight failed for a reason that is not this
  /// caller's, so that it has to ask anew. Throws the flight's error otherwise.
  [[nodiscard]] Answer answer(Flight::News& news) const {
    if (news.error) {
      if (!seat_.leads() && is_the_leaders_alone(*news.error)) return nullptr;
      throw *std::move(news.error);
    }
    return seat_.leads() ? std::move(news.response) : from_cache(*news.response);
  }

 private:
  static bool is_the_leaders_alone(const Error& error) {
    return error.code() == ErrorCode::budget_exceeded || error.code() == ErrorCode::cancelled;
  }

  Flights::Seat seat_;
};

/// What there is for the request already. Fills in the meaning of its question when that was looked at.
Task<std::optional<CacheEntry>> look_up(const Core& core, RequestName& name, bool with_deltas,
                                        const Context& context) {
  auto found = co_await find_entry(core, name.key, with_deltas, context);
  if (found) {
    note_cache(context, "hit");
    co_return found;
  }
  if (name.partition.empty()) co_return std::nullopt;
  co_return co_await find_similar(core, name, with_deltas, context);
}

Task<ChatResponse> complete_cached(Core core, ChatRequest request, Context context) {
  core->inner.bind_to(request);
  auto name = name_of(*core, request, context);
  if (!name) {
    note_cache(context, "bypass");
    co_return co_await core->inner.complete(std::move(request), std::move(context));
  }
  if (wants_old_answers(request)) {
    auto found = co_await look_up(core, *name, false, context);
    if (found) co_return *found->response;
  }
  for (;;) {
    context.check();
    const Booking booking(core, *name, request, Way::unary, context);
    Flight::News news = co_await Flight::landing(booking.flight(), context);
    const Answer answer = booking.answer(news);
    if (answer) co_return *answer;
  }
}

Stream<ChatEvent> replay(CacheEntry entry) {
  for (ChatEvent& delta : entry.deltas) co_yield std::move(delta);
  co_yield ChatEvent(ChatEnd(std::move(entry.response)));
}

Error broken_off() {
  return Error(ErrorCode::stream_truncated,
               "the call that another caller had started was stopped in the middle: ask again")
      .with_retry(true);
}

/// The events of one flight; ends without `ChatEnd` when the caller has to ask anew.
Stream<ChatEvent> follow(Core core, RequestName name, ChatRequest request, Context context) {
  const Booking booking(core, name, request, Way::streamed, context);
  std::size_t seen = 0;
  Flight::News news;
  while (!news.response && !news.error) {
    news = co_await Flight::after(booking.flight(), seen, context);
    seen += news.deltas.size();
    for (ChatEvent& delta : news.deltas) co_yield std::move(delta);
  }
  const Answer answer = booking.answer(news);
  if (!answer) {
    if (seen > 0) throw broken_off();
    co_return;
  }
  if (seen == 0) {  // the leader asked for the whole
    std::vector<ChatEvent> deltas = deltas_of(*answer);
    for (ChatEvent& delta : deltas) co_yield std::move(delta);
  }
  co_yield ChatEvent(ChatEnd(answer));
}

Stream<ChatEvent> stream_cached(Core core, ChatRequest request, Context context) {
  core->inner.bind_to(request);
  auto name = name_of(*core, request, context);
  if (!name) {
    note_cache(context, "bypass");
    auto events = core->inner.stream(std::move(request), std::move(context));
    while (auto event = co_await events.next()) co_yield *std::move(event);
    co_return;
  }
  if (wants_old_answers(request)) {
    auto found = co_await look_up(core, *name, true, context);
    if (found) {
      auto events = replay(*std::move(found));
      while (auto event = co_await events.next()) co_yield *std::move(event);
      co_return;
    }
  }
  for (bool ended = false; !ended;) {
    context.check();
    auto events = follow(core, *name, request, context);
    while (auto event = co_await events.next()) {
      ended = std::holds_alternative<ChatEnd>(*event);
      co_yield *std::move(event);
    }
  }
}

class CachedModel : public ChatModel {
 public:
  explicit CachedModel(Core core) : core_(std::move(core)) {}

  [[nodiscard]] std::string name() const override { return core_->inner.name(); }
  [[nodiscard]] bool delegates() const noexcept override { return true; }
  [[nodiscard]] std::string explain(const ChatRequest& request) const override {
    return core_->inner.explain(request);
  }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const override {
    return stream_cached(core_, std::move(request), std::move(context));
  }
  [[nodiscard]] Task<ChatResponse> complete(ChatRequest request, Context context) const override {
    return complete_cached(core_, std::move(request), std::move(context));
  }

 private:
  Core core_;
};

/// Two addresses of one model name are two models, and so are two settings of an adapter: what would be
/// sent for a question of no content tells them apart.
std::string endpoint_of(const Model& model) {
  ChatRequest nothing;
  nothing.messages.push_back(Message::user("."));
  try {
    return model.chat().explain(nothing);
  } catch (const Error&) {
    return {};
  }
}

void check_cache_options(const std::shared_ptr<CacheStore>& store, const CacheOptions& options) {
  if (!store) throw Error(ErrorCode::invalid_argument, "cached needs a store: pass memory_cache()");
  if (options.time_to_live <= std::chrono::milliseconds(0)) {
    throw Error(ErrorCode::invalid_argument, "CacheOptions::time_to_live must be positive");
  }
  const SemanticOptions& semantic = options.semantic;
  if (semantic.embedder && (!(semantic.threshold > 0.0) || semantic.max_questions == 0)) {
    throw Error(ErrorCode::invalid_argument,
                "SemanticOptions::threshold and max_questions must be greater than 0");
  }
}

}  // namespace

Model cached(Model model, std::shared_ptr<CacheStore> store, CacheOptions options) {
  check_cache_options(store, options);
  std::string endpoint = endpoint_of(model);
  return Model(std::make_shared<CachedModel>(std::make_shared<const CacheCore>(
      CacheCore{std::move(model), std::move(store), std::move(options), std::move(endpoint)})));
}

}  // namespace baton::inline v0
