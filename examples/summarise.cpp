// A document longer than the model's window, summarised two ways: map-reduce (every piece at the same
// time, then the summaries together) and refine (piece after piece, carrying the summary along).
//
//     summarise [MODEL] [FILE]
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <baton/baton.hpp>

using namespace baton;
using namespace baton::literals;

std::vector<std::string> pieces_of(const char* path) {
  std::ifstream file(path);
  Document document;
  document.text.assign(std::istreambuf_iterator<char>(file), {});
  std::vector<std::string> pieces;
  for (const Chunk& chunk : split(document, {.chunk_bytes = 1'500, .overlap_bytes = 0})) {
    pieces.push_back(chunk.text);
  }
  return pieces;
}

int main(int argc, char** argv) {
  const Model writer = model(argc > 1 ? argv[1] : "offline/extractive");
  const auto pieces = pieces_of(argc > 2 ? argv[2] : BATON_EXAMPLE_DATA "/house_rules.txt");

  auto summarise = prompt<"Context:\n{text}\n\nQuestion: What are the most important rules?"> | writer | text;
  auto map_reduce = map(summarise, {.concurrency = 4})
                  | [](const std::vector<std::string>& parts) {
                      std::string all;
                      for (const auto& part : parts) all += part + "\n\n";
                      return all;
                    }
                  | summarise;
  std::cout << "map-reduce:\n" << map_reduce.invoke(pieces) << "\n\n";

  auto refine = prompt<"Context:\n{so_far}\n\n{text}\n\nQuestion: What are the most important rules?"> | writer | text;
  std::string so_far;
  for (const auto& piece : pieces) so_far = refine.invoke("so_far"_a = so_far, "text"_a = piece);
  std::cout << "refine:\n" << so_far << '\n';
}
