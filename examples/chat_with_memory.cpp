// A conversation that remembers: each turn loads the past, asks, and stores what was said.
//
//     chat_with_memory [MODEL]       one question a line; ends at end of input
#include <iostream>
#include <string>
#include <vector>

#include <baton/baton.hpp>

using namespace baton;

int main(int argc, char** argv) {
  const Model chat = model(argc > 1 ? argv[1] : "offline/extractive");
  TokenWindowMemory memory({.max_tokens = 2'000});
  sync_wait(memory.add({Message::system("Answer briefly.\n\nContext:\nThe museum opens at ten. "
                                        "It is closed on Mondays. Tickets cost eight euros.")}, {}));

  auto turn = step([&memory](std::string line, const Context& context) -> Task<std::vector<Message>> {
                std::vector<Message> said(1, Message::user(std::move(line)));
                co_await memory.add(std::move(said), context);
                co_return co_await memory.load(context);
              })
            | chat | text;

  std::cout << "> " << std::flush;
  for (std::string line; std::getline(std::cin, line); std::cout << "> " << std::flush) {
    std::string answer;
    for (const std::string& piece : turn.stream(line)) {
      std::cout << piece << std::flush;
      answer += piece;
    }
    std::cout << '\n';
    sync_wait(memory.add({Message::assistant(answer)}, {}));
  }
  std::cout << '\n';
}
