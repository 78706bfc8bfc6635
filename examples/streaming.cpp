// The answer piece by piece, as the model writes it, and how to stop it.
//
//     streaming [MODEL]
#include <chrono>
#include <iostream>

#include <baton/baton.hpp>

using namespace baton;
using namespace std::chrono_literals;

int main(int argc, char** argv) {
  auto tell = prompt<"Context:\nA baton is passed from runner to runner. A relay has four runners. "
                     "The baton must be passed within thirty metres.\n\nQuestion: {question}">
            | model(argc > 1 ? argv[1] : "offline/extractive")
            | text;

  const auto context = Context{}.with_timeout(60s);  // reaches the socket, and every step on the way
  try {
    for (const std::string& piece : tell.stream("How many runners has a relay?", context)) {
      std::cout << piece << std::flush;
    }
    std::cout << '\n';
  } catch (const Error& error) {
    std::cerr << '\n' << error.what() << "\narrived before: " << error.partial() << '\n';
    return 1;
  }
}
