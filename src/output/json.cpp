#include <baton/output/json.hpp>

#include <utility>

#include <baton/output/answer.hpp>
#include <baton/output/json_answer.hpp>

namespace baton::inline v0 {
namespace {

template <class Answer>
Json parse_answer(const Answer& given) {
  JsonAnswer answer(JsonStart::container);
  answer.read(given);
  return answer.value();
}

Stream<Json> growing_json(Stream<ChatEvent> events) {
  JsonAnswer answer(JsonStart::container);
  while (auto event = co_await events.next()) {
    if (answer.feed(*event)) co_yield answer.value();
  }
  answer.finish();
  co_yield answer.value();
}

}  // namespace

Json JsonParser::operator()(const ChatResponse& response) const { return parse_answer(response); }
Json JsonParser::operator()(std::string_view text) const { return parse_answer(text); }

Stream<Json> JsonParser::transform(Stream<ChatEvent> events, Context) const {
  return growing_json(std::move(events));
}
Stream<Json> JsonParser::transform(Stream<std::string> pieces, Context) const {
  return growing_json(as_events(std::move(pieces)));
}

}  // namespace baton::inline v0
