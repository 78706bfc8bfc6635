// Floor: hnswlib alone, with the vector code it chooses when it is compiled.
//
//   floor_vectors_native FILE COUNT
#include <hnswlib/hnswlib.h>

#include "support/words.hpp"

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const words::Vectors all = words::read(argv[1], std::strtoul(argv[2], nullptr, 10));
  const auto truth = words::exact(all);
  const double before = words::resident_bytes();
  hnswlib::InnerProductSpace space(words::dimensions);
  hnswlib::HierarchicalNSW<float> graph(&space, all.count, 16, 200);
  const double begin = words::processor_seconds();
  for (std::size_t at = 0; at < all.count; ++at) graph.addPoint(all.row(at), at);
  measure::report("points_s", static_cast<double>(all.count) / (words::processor_seconds() - begin));
  measure::report("bytes", (words::resident_bytes() - before) / static_cast<double>(all.count));
  words::report(words::at_wanted_recall([&](std::size_t ef, int rounds) {
    graph.setEf(ef);
    return words::ask_all(truth, [&](std::size_t query, std::vector<std::size_t>& found) {
      for (auto near = graph.searchKnn(all.query(query), words::top); !near.empty(); near.pop()) found.push_back(near.top().second);
    }, rounds);
  }));
}
