// The vectors of a store: real word vectors, each with a number from 0 to 99 to filter by.
//
//   bench_store fill WORDS COUNT FILE           makes the store FILE
//   bench_store build FILE HELPERS [int8]       links its vectors and saves the graph
//   bench_store ask WORDS COUNT FILE [int8]     loads the graph, then searches with and without a filter
#include <filesystem>
#include <string>

#include <baton/index/store.hpp>

#include "support/words.hpp"

namespace {

using namespace baton;

StoreOptions options_of(bool shortened) {
  return {.quantisation = shortened ? VectorQuantisation::int8 : VectorQuantisation::none};
}

void fill(const words::Vectors& all, const std::string& file) {
  auto writer = Store::open(file)->writer();
  writer.set_embedder({.name = "words", .dimensions = words::dimensions});
  constexpr std::size_t step = 1000;
  for (std::size_t at = 0; at < all.count; at += step) {
    DocumentUpdate update;
    update.record.source = std::to_string(at);
    for (std::size_t i = at; i < std::min(at + step, all.count); ++i) {
      update.chunks.push_back({.text = "word " + std::to_string(i), .metadata = Json::parse(R"({"n":)" + std::to_string(i % 100) + "}")});
      update.vectors.emplace_back(all.row(i), all.row(i) + words::dimensions);
    }
    writer.apply({.put = {std::move(update)}});
  }
}

void build(const Store& from, StoreWriter writer, std::size_t helpers) {
  const auto begin = measure::Clock::now();
  writer.save_vectors({.helpers = helpers});
  measure::report("rows_s", static_cast<double>(from.counts().vectors) / measure::seconds_since(begin));
  measure::report("mb", measure::peak_mb());
}

void ask_for(const words::Vectors& all, const Store& store, std::size_t below, const std::string& name) {
  const Filter filter = below < 100 ? where("n") < static_cast<double>(below) : Filter();
  const auto begin = measure::Clock::now();
  static_cast<void>(store.search_vectors({all.query(0), words::dimensions}, words::top, filter));
  measure::report((name + "first_ms").c_str(), measure::seconds_since(begin) * 1e3);
  const auto truth = words::exact(all, [&](std::size_t at) { return at % 100 < below; });
  words::report(words::ask_all(truth, [&](std::size_t query, std::vector<std::size_t>& found) {
    for (const ScoredChunk& hit : store.search_vectors({all.query(query), words::dimensions}, words::top, filter)) {
      found.push_back(std::stoul(hit.chunk.text.substr(5)));
    }
  }, 1), name);
}

void ask(const words::Vectors& all, const Store& store) {
  const double before = words::resident_bytes();
  const auto begin = measure::Clock::now();
  static_cast<void>(store.search_vectors({all.query(0), words::dimensions}, words::top));
  measure::report("load_ms", measure::seconds_since(begin) * 1e3);
  measure::report("resident_mb", (words::resident_bytes() - before) / (1 << 20));
  measure::report("mb", measure::peak_mb() - before / (1 << 20));
  ask_for(all, store, 100, "all_");
  ask_for(all, store, 50, "half_");
  ask_for(all, store, 10, "tenth_");
  ask_for(all, store, 1, "hundredth_");
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "fill" && argc == 5) fill(words::read(argv[2], std::strtoul(argv[3], nullptr, 10)), argv[4]);
  else if (mode == "build" && argc >= 4) {
    const auto store = Store::open(argv[2], options_of(argc > 4));
    build(*store, store->writer(), std::strtoul(argv[3], nullptr, 10));
  } else if (mode == "ask" && argc >= 5) ask(words::read(argv[2], std::strtoul(argv[3], nullptr, 10)), *Store::open(argv[4], options_of(argc > 5)));
  else return 2;
  return 0;
}
