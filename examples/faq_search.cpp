// Search in frequently asked questions: words, words of the best hits, and hashed letters, fused.
//
//     faq_search ["QUESTION"]
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include <baton/baton.hpp>

using namespace baton;

/// One document for each entry: a line with its title, and lines of text up to an empty one.
std::vector<DocumentUpdate> read_faq(const char* path) {
  std::vector<DocumentUpdate> entries;
  std::ifstream file(path);
  bool inside = false;
  for (std::string line; std::getline(file, line); inside = !line.empty()) {
    if (line.empty()) continue;
    if (!inside) {
      entries.emplace_back();
      entries.back().record.source = entries.back().record.title = line;
      entries.back().chunks.resize(1);
      entries.back().chunks[0].source = line;
    }
    Chunk& chunk = entries.back().chunks[0];
    chunk.text += line + '\n';
    chunk.span.end = chunk.text.size();
  }
  return entries;
}

std::shared_ptr<Store> indexed(std::vector<DocumentUpdate> entries, const Embedder& reader, const std::string& file) {
  std::vector<std::string> texts;
  for (const auto& entry : entries) texts.push_back(entry.chunks[0].text);
  const auto vectors = sync_wait(reader.embed(texts, EmbedPurpose::document, {}));
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].vectors = {vectors[i]};
  auto store = Store::open(file);
  auto writer = store->writer();
  writer.set_embedder({.name = reader.name(), .dimensions = reader.dimensions()});
  StoreChanges changes;
  changes.put = std::move(entries);
  writer.apply(changes);
  return store;
}

int main(int argc, char** argv) {
  const std::string question = argc > 1 ? argv[1] : "How do I get my money back?";
  const auto folder = std::filesystem::temp_directory_path() / "baton-faq-search";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto reader = hashing_embedder();
  const auto store = indexed(read_faq(BATON_EXAMPLE_DATA "/faq.txt"), *reader, (folder / "faq.baton").string());

  auto find = search(hybrid_retriever({{feedback_retriever(store), 0.7}, {vector_retriever(store, reader), 0.3}}), 2);
  for (const ScoredChunk& hit : find.invoke(question)) std::cout << hit.score << "  " << hit.chunk.text << '\n';
}
