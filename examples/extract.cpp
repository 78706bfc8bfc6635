// Extraction from a document of any length: split it, read the pieces at the same time, join what was
// found.
//
//     extract [MODEL] [FILE]
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <baton/baton.hpp>

using namespace baton;

struct Rule {
  std::string topic;
  std::string rule;
};
BATON_FIELDS(Rule, topic, (rule, "What is allowed, forbidden or required, in one sentence"))

struct Rules {
  std::vector<Rule> rules;
};
BATON_FIELDS(Rules, (rules, "Every rule in the text; none is a good answer"))

int main(int argc, char** argv) {
  std::ifstream file(argc > 2 ? argv[2] : BATON_EXAMPLE_DATA "/house_rules.txt");
  Document document;
  document.text.assign(std::istreambuf_iterator<char>(file), {});

  const Model reader = argc > 1 ? model(argv[1]) : Model(std::make_shared<SchemaModel>());
  auto read = map(prompt<"List the rules of this passage.\n\n{passage}"> | reader | structured<Rules>,
                  {.concurrency = 4});

  std::vector<std::string> passages;
  for (const Chunk& chunk : split(document, {.chunk_bytes = 1'000, .overlap_bytes = 0})) {
    passages.push_back(chunk.text);
  }
  for (const Rules& found : read.invoke(passages)) {
    for (const Rule& rule : found.rules) std::cout << rule.topic << ": " << rule.rule << '\n';
  }
}
