// The vector index on real word vectors, one thread.
//
//   bench_vectors FILE COUNT
//   bench_vectors FILE COUNT int8     by codes only, linked with all cores
#include <filesystem>
#include <numeric>
#include <string>
#include <thread>

#include <unistd.h>

#include <baton/index/vector_index.hpp>

#include "support/words.hpp"

namespace {

using namespace baton;

const VectorStamp stamp{.store_id = "bench", .embedder = "words", .generation = 1};

std::span<const float> span_of(const float* row) { return {row, words::dimensions}; }

void build(const words::Vectors& all, const std::string& file, VectorQuantisation how, const std::string& name) {
  const double before = words::resident_bytes();
  VectorIndex index(words::dimensions, {.quantisation = how, .exact_below = 0});
  const double begin = words::processor_seconds();
  for (std::size_t at = 0; at < all.count; ++at) index.add(static_cast<std::int64_t>(at), span_of(all.row(at)));
  measure::report((name + "points_s").c_str(), static_cast<double>(all.count) / (words::processor_seconds() - begin));
  measure::report((name + "bytes").c_str(), (words::resident_bytes() - before) / static_cast<double>(all.count));
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

words::Figures ask(const words::Vectors& all, const words::Answers& truth, const std::string& file, VectorQuantisation how) {
  return words::at_wanted_recall([&](std::size_t ef, int rounds) {
    const VectorIndex index = load(file, {.quantisation = how, .ef_search = ef});
    return words::ask_all(truth, [&](std::size_t query, std::vector<std::size_t>& found) {
      append(index.search(span_of(all.query(query)), words::top), found);
    }, rounds);
  });
}

/// Searches among one in `every` vectors, chosen by chance.
void ask_some(const words::Vectors& all, const VectorIndex& index, double share, const std::string& name) {
  std::mt19937 random(7);
  std::vector<std::int64_t> ids;
  for (std::size_t at = 0; at < all.count; ++at) {
    if (static_cast<double>(random()) < share * 4294967296.0) ids.push_back(static_cast<std::int64_t>(at));
  }
  const IdSet only(ids);
  const auto truth = words::exact(all, [&](std::size_t at) { return only.contains(static_cast<std::int64_t>(at)); });
  words::report(words::ask_all(truth, [&](std::size_t query, std::vector<std::size_t>& found) {
    append(index.search(span_of(all.query(query)), words::top, only), found);
  }), name);
}

void build_with_all_cores(const words::Vectors& all, const std::string& file, const VectorIndexOptions& options) {
  VectorIndex index(words::dimensions, options);
  std::vector<std::int64_t> ids(all.count);
  std::iota(ids.begin(), ids.end(), 0);
  const auto begin = measure::Clock::now();
  index.add_all(ids, std::span(all.floats).first(all.count * words::dimensions), {.helpers = std::thread::hardware_concurrency() - 1}, {});
  measure::report("build_s", measure::seconds_since(begin));
  index.save(file, stamp);
}

void large(const words::Vectors& all, const std::string& file) {
  const VectorIndexOptions options{.quantisation = VectorQuantisation::int8, .exact_below = 0};
  build_with_all_cores(all, file, options);
  const auto begin = measure::Clock::now();
  const VectorIndex index = load(file, options);
  measure::report("load_ms", measure::seconds_since(begin) * 1e3);
  const auto truth = words::exact(all);
  words::report(words::ask_all(truth, [&](std::size_t query, std::vector<std::size_t>& found) {
    append(index.search(span_of(all.query(query)), words::top), found);
  }));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const words::Vectors all = words::read(argv[1], std::strtoul(argv[2], nullptr, 10));
  const std::string file = std::filesystem::temp_directory_path() / ("baton-vectors-" + std::to_string(::getpid()));
  if (argc > 3) {
    large(all, file);
    std::filesystem::remove(file);
    return 0;
  }
  const auto truth = words::exact(all);
  build(all, file, VectorQuantisation::none, "");
  const auto begin = measure::Clock::now();
  const VectorIndex index = load(file, {});
  measure::report("load_ms", measure::seconds_since(begin) * 1e3);
  words::report(ask(all, truth, file, VectorQuantisation::none));
  ask_some(all, index, 0.5, "half_");
  ask_some(all, index, 0.1, "tenth_");
  ask_some(all, index, 0.01, "hundredth_");
  ask_some(all, index, 0.001, "thousandth_");
  build(all, file, VectorQuantisation::int8, "int8_");
  words::report(ask(all, truth, file, VectorQuantisation::int8), "int8_");
  std::filesystem::remove(file);
}
