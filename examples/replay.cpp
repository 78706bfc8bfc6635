// A recorded answer, given again without key, network or cost: for tests, demonstrations and bug reports.
//
//     replay [CASSETTE]      a file that does not exist yet is recorded, with OPENAI_API_KEY
#include <iostream>

#include <baton/baton.hpp>

using namespace baton;

int main(int argc, char** argv) {
  const Cassette cassette = Cassette::open(argc > 1 ? argv[1] : BATON_EXAMPLE_DATA "/replay.cassette",
                                           {.timing = Timing::recorded});
  auto tell = prompt<"Answer in one sentence. {question}"> | cassette.model("openai/gpt-4.1-mini") | text;

  for (const std::string& piece : tell.stream("What is a relay race?")) std::cout << piece << std::flush;
  std::cout << '\n';
  cassette.check_all_used();
  if (cassette.recording()) return 0;

  try {
    std::cout << tell.invoke("What is a relay?") << '\n';
  } catch (const Error& miss) {
    std::cout << "\nAny other question is refused:\n" << miss.message() << '\n';
  }
}
