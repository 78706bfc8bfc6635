#include <baton/output/text.hpp>

#include <utility>
#include <variant>

#include <baton/output/answer.hpp>

namespace baton::inline v0 {
namespace {

Stream<std::string> text_of(Stream<ChatEvent> events) {
  bool any = false;
  while (auto event = co_await events.next()) {
    if (auto* delta = std::get_if<TextDelta>(&*event)) {
      if (delta->text.empty()) continue;
      any = true;
      co_yield std::move(delta->text);
    } else if (const auto* end = std::get_if<ChatEnd>(&*event); end != nullptr && end->response) {
      std::string whole = answer_text(*end->response);
      // Some models give no pieces, just the end.
      if (!any && !whole.empty()) co_yield std::move(whole);
    }
  }
}

}  // namespace

std::string TextParser::operator()(const ChatResponse& response) const { return answer_text(response); }

Stream<std::string> TextParser::transform(Stream<ChatEvent> events, Context) const {
  return text_of(std::move(events));
}

}  // namespace baton::inline v0
