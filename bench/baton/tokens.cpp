// Encodes one text, with the vocabulary of a rank file, and writes the ids for others to compare.
//
//   bench_tokens RANKS ENCODING FILE [IDS]
#include <fstream>
#include <iterator>

#include <baton/token/tiktoken.hpp>

#include "support/measure.hpp"

namespace {

using namespace baton;

template <class Work>
double megabytes_per_second(std::size_t bytes, Work work) {
  std::vector<double> seconds;
  for (int round = 0; round < 6; ++round) {
    const auto begin = measure::Clock::now();
    if (work() == 0) std::exit(1);
    if (round > 0) seconds.push_back(measure::seconds_since(begin));
  }
  return static_cast<double>(bytes) / 1e6 / measure::median(seconds);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const auto begin = measure::Clock::now();
  const auto tokenizer = Tiktoken::load(argv[1], TiktokenEncoding::named(argv[2]));
  measure::report("load_ms", measure::seconds_since(begin) * 1e3);
  std::ifstream file(argv[3], std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  measure::report("mb_s", megabytes_per_second(text.size(), [&] { return tokenizer->encode(text).size(); }));
  measure::report("count_mb_s", megabytes_per_second(text.size(), [&] { return tokenizer->count(text); }));
  const auto ids = tokenizer->encode(text);
  measure::report("ids", static_cast<double>(ids.size()));
  if (tokenizer->decode(ids) != text) return 1;
  if (argc > 4) {
    std::ofstream out(argv[4], std::ios::binary);
    out.write(reinterpret_cast<const char*>(ids.data()), static_cast<std::streamsize>(ids.size() * sizeof(TokenId)));
  }
}
