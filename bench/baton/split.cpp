// Splits one large text. The floor finds the same kind of boundaries with nothing but memchr and keeps
// nothing.
//
//   bench_split FILE
#include <cstring>
#include <fstream>
#include <iterator>

#include <baton/baton.hpp>

#include "support/measure.hpp"

namespace {

using namespace baton;

double megabytes_per_second(std::size_t bytes, const std::function<std::size_t()>& work) {
  std::vector<double> seconds;
  for (int round = 0; round < 6; ++round) {
    const auto begin = measure::Clock::now();
    if (work() == 0) std::exit(1);
    if (round > 0) seconds.push_back(measure::seconds_since(begin));
  }
  return static_cast<double>(bytes) / 1e6 / measure::median(seconds);
}

/// Cuts at the last line end of each window.
std::size_t naive_cuts(std::string_view text, std::size_t window) {
  std::size_t cuts = 0;
  for (std::size_t begin = 0; begin < text.size(); ++cuts) {
    const auto part = text.substr(begin, window);
    const void* line = memrchr(part.data(), '\n', part.size());
    begin += line == nullptr ? part.size() : static_cast<std::size_t>(static_cast<const char*>(line) - part.data()) + 1;
  }
  return cuts;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  Document document;
  document.text.assign(std::istreambuf_iterator<char>(file), {});
  const auto bytes = document.text.size();
  const SplitOptions options{.chunk_bytes = 1000, .overlap_bytes = 200};
  measure::report("mb_s", megabytes_per_second(bytes, [&] { return split(document, options).size(); }));
  measure::report("spans_mb_s", megabytes_per_second(bytes, [&] { return split_spans(document, options).size(); }));
  measure::report("floor_mb_s", megabytes_per_second(bytes, [&] { return naive_cuts(document.text, 1000); }));
}
