// A graph of who and what, extracted from texts, and the passages around an entity of the question.
//
//     entity_graph [MODEL ["QUESTION"]]      without a model, a stand-in reads sentences with three verbs
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include <baton/baton.hpp>

using namespace baton;

const std::vector<std::string> texts = {"Ada Lovelace wrote about the Analytical Engine.",
                                        "Charles Babbage designed the Analytical Engine.",
                                        "Charles Babbage lived in London."};

/// "A wrote about the B." as JSON.
std::string stand_in(const ChatRequest& request) {
  const std::string prompt_text = request.messages.back().text();
  const auto begin = prompt_text.find("Text:\n") + 6;
  const std::string sentence = prompt_text.substr(begin, prompt_text.find('.', begin) - begin);
  for (const std::string verb : {" wrote about the ", " designed the ", " lived in "}) {
    const auto at = sentence.find(verb);
    if (at == std::string::npos) continue;
    const std::string from = '"' + sentence.substr(0, at) + '"';
    const std::string to = '"' + sentence.substr(at + verb.size()) + '"';
    return R"({"entities":[{"name":)" + from + R"(,"type":"","description":""},{"name":)" + to +
           R"(,"type":"","description":""}],"relations":[{"from":)" + from + R"(,"relation":")" +
           verb.substr(1, verb.size() - 2) + R"(","to":)" + to + "}]}";
  }
  return R"({"entities":[],"relations":[]})";
}

std::shared_ptr<Store> stored(const std::string& file) {
  StoreChanges changes;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    DocumentUpdate update;
    update.record.source = "text " + std::to_string(i + 1);
    update.chunks.resize(1);
    update.chunks[0].source = update.record.source;
    update.chunks[0].text = texts[i];
    changes.put.push_back(update);
  }
  auto store = Store::open(file);
  store->writer().apply(changes);
  return store;
}

int main(int argc, char** argv) {
  const Model reader = argc > 1 ? model(argv[1]) : Model(std::make_shared<FunctionModel>(stand_in));
  const auto folder = std::filesystem::temp_directory_path() / "baton-entity-graph";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto store = stored((folder / "texts.baton").string());
  const auto graph = PropertyGraph::open((folder / "texts.graph").string());

  const GraphUpdate done = sync_wait(update_graph(graph, store, reader, {}, {}));
  std::cout << done.read << " passages read\n";
  for (const auto& entity : graph->entities()) {
    for (const auto& each : graph->relations_of(entity.name)) {
      if (each.from == entity.name) std::cout << each.from << " -> " << each.relation << " -> " << each.to << '\n';
    }
  }
  const std::string question = argc > 2 ? argv[2] : "Whose machine did Ada Lovelace write about?";
  for (const auto& hit : search(graph_retriever(graph, store), 3).invoke(question)) {
    std::cout << hit.score << "  " << hit.chunk.source << ": " << hit.chunk.text << '\n';
  }
}
