// Several calls at the same time: `parallel` for different questions about one thing, `batch` for one
// question about many things.
//
//     parallel_and_batch [MODEL]
#include <iostream>
#include <string>
#include <vector>

#include <baton/baton.hpp>

using namespace baton;
using namespace baton::literals;

int main(int argc, char** argv) {
  const Model any = model(argc > 1 ? argv[1] : "offline/extractive");

  auto who = prompt<"Context:\n{note}\n\nQuestion: Who wrote this note?"> | any | text;
  auto when = prompt<"Context:\n{note}\n\nQuestion: When is the meeting?"> | any | text;
  auto both = parallel("who"_a = who, "when"_a = when, "length"_a = [](const std::string& note) {
    return note.size();
  });

  const std::vector<std::string> notes = {
      "Grace wrote this note. The meeting is on Monday at nine. Bring the drawings.",
      "Edsger wrote this note. The meeting is on Friday at noon. Bring nothing.",
  };
  for (const auto& result : batch(both, notes, {.concurrency = 4})) {
    if (!result) {
      std::cerr << result.error().what() << '\n';
      continue;
    }
    std::cout << result->get<"who">() << " | " << result->get<"when">() << " | "
              << result->get<"length">() << " bytes\n";
  }
}
