#include "cache/pilot.hpp"

#include <utility>

#include <baton/core/detached.hpp>
#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

#include "cache/similar.hpp"

namespace baton::inline v0 {
namespace {

using Answer = std::shared_ptr<const ChatResponse>;

struct Errand {
  std::shared_ptr<const CacheCore> core;
  std::shared_ptr<Flight> flight;
  RequestName name;
  ChatRequest request;
  Way way;
  Context context;
};

/// Between a caller's look into the store and its seat, another flight may have landed.
Task<Answer> landed_meanwhile(Errand& errand) {
  if (errand.request.options.cached_answers == CachedAnswers::refresh) co_return nullptr;
  auto found = co_await find_entry(errand.core, errand.name.key, true, errand.context);
  if (!found) co_return nullptr;
  for (ChatEvent& delta : found->deltas) errand.flight->publish(std::move(delta));
  co_return found->response;
}

Task<Answer> stream_in(Errand& errand) {
  auto events = errand.core->inner.stream(std::move(errand.request), errand.context);
  Answer answer;
  while (auto event = co_await events.next()) {
    if (const auto* end = std::get_if<ChatEnd>(&*event)) {
      answer = end->response;
    } else {
      errand.flight->publish(*std::move(event));
    }
  }
  co_return answer;
}

Task<Answer> call(Errand& errand) {
  if (errand.way == Way::streamed) co_return co_await stream_in(errand);
  co_return std::make_shared<const ChatResponse>(
      co_await errand.core->inner.complete(std::move(errand.request), errand.context));
}

Task<Answer> answer_of(Errand& errand) {
  Answer answer = co_await landed_meanwhile(errand);
  if (answer) co_return answer;
  answer = co_await call(errand);
  // Before anybody hears of the end: a program may ask once and exit.
  if (co_await keep_entry(errand.core, errand.name.key, answer, errand.flight->deltas(), errand.context)) {
    co_await remember_question(errand.core, errand.name, *answer, errand.context);
  }
  co_return answer;
}

detail::Detached fly(Errand errand) {
  Answer answer;
  std::optional<Error> failure;
  try {
    answer = co_await answer_of(errand);
  } catch (...) {
    failure = current_error();
  }
  errand.core->flights->close(errand.name.key, errand.flight);
  if (failure) {
    errand.flight->fail(*std::move(failure));
  } else {
    errand.flight->finish(std::move(answer));
  }
}

}  // namespace

void take_off(std::shared_ptr<const CacheCore> core, std::shared_ptr<Flight> flight, RequestName name,
              ChatRequest request, Way way, const Context& context) {
  Context own = context.outlived(flight->stop_token());
  fly({std::move(core), std::move(flight), std::move(name), std::move(request), way, std::move(own)})
      .start(&context.runtime().executor());
}

}  // namespace baton::inline v0
