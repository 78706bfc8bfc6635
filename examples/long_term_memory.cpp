// Remembers what a user says from one run to the next, and forgets it on demand.
//
//     long_term_memory FILE [MODEL]     one line a turn; "/forget" erases everything; ends at end of input
//
// Without MODEL a few rules read the facts: every sentence that says "I" is one.
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include <baton/baton.hpp>
#include <baton/provider/testing.hpp>

using namespace baton;

namespace {

/// Stands in for a language model: proposes what the user says of herself, word for word.
std::string read_by_rule(const ChatRequest& request) {
  const std::string text = request.messages.back().text();
  nlohmann::json changes = nlohmann::json::array();
  for (std::size_t at = text.find("\n{"); at != std::string::npos; at = text.find("\n{", at + 1)) {
    const Json line = Json::parse(text.substr(at + 1, text.find('\n', at + 1) - at - 1));
    const std::string said = line.ref().at("text");
    if (line.ref().at("role") != "user" || said.rfind("I ", 0) != 0) continue;
    changes.push_back({{"action", "add"}, {"number", nullptr}, {"fact", "The user said: " + said},
                       {"importance", 0.5}, {"quote", said}});
  }
  return nlohmann::json{{"changes", changes}}.dump();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::cerr << "usage: long_term_memory FILE [MODEL]\n", 2;
  const Model reader = argc > 2 ? model(argv[2]) : Model(std::make_shared<FunctionModel>(read_by_rule));
  const auto file = MemoryFile::open(argv[1]);
  const MemoryScope ada("acme", "ada");
  StoredMemory talk(file->conversations(), ada, "console");
  FactMemory facts(reader, embedder("offline/hashing"), file->facts());

  std::cout << "messages so far: " << sync_wait(talk.load({})).size() << '\n';
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "/forget") {
      sync_wait(file->erase(ada, {}));
      std::cout << "everything is erased\n";
      continue;
    }
    for (const RecalledFact& known : sync_wait(facts.recall(ada, line, 2, {}))) {
      std::cout << "known: " << known.fact.text << " (from \"" << known.fact.sources.front().conversation << "\")\n";
    }
    const std::vector<Message> said = {Message::user(line), Message::assistant("I see.")};
    sync_wait(talk.add(said, {}));
    std::cout << "learned: " << sync_wait(facts.learn(ada, "console", said, {})).added.size() << '\n';
  }
}
