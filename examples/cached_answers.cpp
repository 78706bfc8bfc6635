// Asks twice, and pays once: the second answer comes from the cache, in the same pieces.
//
//     cached_answers [MODEL] [FILE]      with FILE, answers are kept there for later runs
#include <chrono>
#include <iostream>
#include <memory>
#include <string>

#include <baton/baton.hpp>

using namespace baton;

int main(int argc, char** argv) {
  const Model plain = model(argc > 1 ? argv[1] : "offline/extractive");
  const auto store = argc > 2 ? sqlite_cache(argv[2]) : memory_cache({.max_bytes = 64 << 20});
  const Model chat = cached(plain, store, {.time_to_live = std::chrono::hours(24), .tenant = "example"});

  ChatRequest request;
  request.messages = {Message::system("Answer briefly.\n\nContext:\nThe museum opens at ten."),
                      Message::user("When does the museum open?")};
  for (int turn = 1; turn <= 2; ++turn) {
    for (const ChatEvent& event : BlockingStream<ChatEvent>(chat.stream(request, {}))) {
      if (const auto* delta = std::get_if<TextDelta>(&event)) std::cout << delta->text << std::flush;
      if (const auto* end = std::get_if<ChatEnd>(&event)) {
        std::cout << (end->response->from_cache ? "  (from the cache, " : "  (from the model, ")
                  << end->response->usage.output_tokens << " tokens)\n";
      }
    }
  }
}
