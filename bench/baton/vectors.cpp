// The vector index on real word vectors, one thread.
//
//   bench_vectors FILE COUNT
#include <filesystem>
#include <string>

#include <unistd.h>

#include <baton/index/vector_index.hpp>

#include "support/words.hpp"

namespace {

using namespace baton;

const VectorStamp stamp{.store_id = "bench", .embedder = "words", .generation = 1};

std::span<const float> span_of(const float* row) { return {row, words::dimensions}; }

void build(const words::Vectors& all, const std::string& file) {
  const double before = words::resident_bytes();
  VectorIndex index(words::dimensions, {.exact_below = 0});
  const double begin = words::processor_seconds();
  for (std::size_t at = 0; at < all.count; ++at) index.add(static_cast<std::int64_t>(at), span_of(all.row(at)));
  measure::report("points_s", static_cast<double>(all.count) / (words::processor_seconds() - begin));
  measure::report("bytes", (words::resident_bytes() - before) / static_cast<double>(all.count));
  index.save(file, stamp);
}

VectorIndex load(const std::string& file, const VectorIndexOptions& options) {
  auto loaded = VectorIndex::load(file, stamp, words::dimensions, options);
  if (!loaded) std::exit(1);
  return std::move(loaded->index);
}

void append(const std::vector<VectorMatch>& matches, std::vector<std::size_t>& found) {
  for (const VectorMatch& match : matches) found.push_back(static_cast<std::size_t>(match.id));
}

words::Figures ask(const words::Vectors& all, const words::Answers& truth, const std::string& file) {
  return words::at_wanted_recall([&](std::size_t ef, int rounds) {
    const VectorIndex index = load(file, {.ef_search = ef});
    return words::ask_all(truth, [&](std::size_t query, std::vector<std::size_t>& found) {
      append(index.search(span_of(all.query(query)), words::top), found);
    }, rounds);
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const words::Vectors all = words::read(argv[1], std::strtoul(argv[2], nullptr, 10));
  const auto truth = words::exact(all);
  const std::string file = std::filesystem::temp_directory_path() / ("baton-vectors-" + std::to_string(::getpid()));
  build(all, file);
  const auto begin = measure::Clock::now();
  static_cast<void>(load(file, {}));
  measure::report("load_ms", measure::seconds_since(begin) * 1e3);
  words::report(ask(all, truth, file));
  std::filesystem::remove(file);
}
