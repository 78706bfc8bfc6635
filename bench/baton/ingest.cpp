// Makes a store the mirror of a folder, or says what a store holds.
//
//   bench_ingest run FOLDER FILE
//   bench_ingest digest FILE
#include <cstdio>
#include <string>

#include <baton/baton.hpp>
#include <baton/core/sha256.hpp>

#include "support/measure.hpp"

namespace {

using namespace baton;

/// The graph over the vectors is left out: it has figures of its own.
std::shared_ptr<Store> open_store(const char* file) {
  return Store::open(file, {.exact_below = 100'000'000});
}

void run(const char* folder, const char* file) {
  const auto report = sync_wait(index_folder(folder, open_store(file), hashing_embedder(), {}, {}));
  const auto taken = static_cast<double>(report.added + report.updated + report.unchanged);
  measure::report("seconds", report.seconds);
  measure::report("files", static_cast<double>(report.files));
  measure::report("taken", taken);
  measure::report("changed", static_cast<double>(report.added + report.updated + report.deleted));
  measure::report("skipped", static_cast<double>(report.skipped.size()));
  measure::report("chunks", static_cast<double>(report.chunks));
  measure::report("files_s", static_cast<double>(report.files) / report.seconds);
  measure::report("mb_s", static_cast<double>(report.bytes) / 1e6 / report.seconds);
  measure::report("mb", measure::peak_mb());
}

/// Everything that the store holds but ids, as a number that a double holds exactly.
void digest(const char* file) {
  const auto store = open_store(file);
  std::string running;
  for (const DocumentRecord& record : store->documents()) {
    std::string all = running + record.source + '\n' + record.sha256 + '\n' + record.skipped + '\n';
    for (const ScoredChunk& chunk : store->chunks(record.source)) {
      all += std::to_string(chunk.chunk.span.begin) + '-' + std::to_string(chunk.chunk.span.end) + '\n' +
             chunk.chunk.text + chunk.chunk.metadata.dump();
      const auto vector = store->vector(chunk.id);
      if (vector) all.append(reinterpret_cast<const char*>(vector->data()), vector->size() * sizeof(float));
    }
    running = to_hex(sha256(all));
  }
  std::printf("digest %llu\n", std::stoull(running.substr(0, 12), nullptr, 16));
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "run" && argc == 4) run(argv[2], argv[3]);
  else if (mode == "digest" && argc == 3) digest(argv[2]);
  else return 2;
  return 0;
}
