// Inside a game: no thread of baton's, no blocking call. Each frame polls the runtime and goes on.
//
//     game_loop [MODEL]
#include <chrono>
#include <iostream>
#include <string>
#include <thread>

#include <baton/baton.hpp>

using namespace baton;
using namespace std::chrono_literals;

struct Bubble {
  std::string words;
  bool done = false;
};

Task<void> speak(Stream<std::string> line, Bubble& bubble) {
  try {
    while (auto piece = co_await line.next()) bubble.words += *piece;
  } catch (const Error& error) {
    bubble.words = error.message();
  }
  bubble.done = true;
}

int main(int argc, char** argv) {
  Runtime runtime({.loop = RuntimeOptions::Loop::host, .blocking_threads = 0});
  const auto context = Context{}.with_runtime(runtime).with_timeout(30s);

  auto npc = prompt<"Context:\nThe bridge is out. The ferryman takes two coins. Wolves come at night.\n\n"
                    "Question: {question}">
           | model(argc > 1 ? argv[1] : "offline/extractive")
           | text;

  Bubble bubble;
  runtime.spawn(speak(npc.astream("What does the ferryman take?", context), bubble));

  int frames = 0;
  for (; !bubble.done && frames < 60 * 30; ++frames) {
    runtime.poll();                            // whatever is ready, and back at once
    std::this_thread::sleep_for(16ms);         // the rest of the frame: physics, drawing
  }
  std::cout << "NPC: " << bubble.words << "\n(" << (frames > 0 ? "the game never stood still" : "no frame") << ")\n";
}
