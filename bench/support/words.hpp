#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "measure.hpp"

/// Real word vectors for the vector index and its floor.
namespace words {

inline constexpr std::size_t dimensions = 100;
inline constexpr std::size_t queries = 1000;
inline constexpr std::size_t top = 10;
inline constexpr double wanted_recall = 0.96;

/// Vectors of length 1, one after another; the last `queries` are for asking.
struct Vectors {
  std::size_t count = 0;
  std::vector<float> floats;
  [[nodiscard]] const float* row(std::size_t at) const { return floats.data() + at * dimensions; }
  [[nodiscard]] const float* query(std::size_t at) const { return row(count + at); }
};

inline void normalise(float* row) {
  double squares = 0;
  for (std::size_t i = 0; i < dimensions; ++i) squares += double{row[i]} * double{row[i]};
  for (std::size_t i = 0; i < dimensions; ++i) row[i] = static_cast<float>(row[i] / std::sqrt(squares));
}

/// The first `count` words of a file and `queries` more. Where the file has fewer, its words come again with
/// noise of a tenth of their length.
inline Vectors read(const char* file, std::size_t count) {
  Vectors all{.count = count, .floats = std::vector<float>((count + queries) * dimensions)};
  std::ifstream in(file, std::ios::binary);
  in.read(reinterpret_cast<char*>(all.floats.data()), static_cast<std::streamsize>(all.floats.size() * sizeof(float)));
  const std::size_t real = static_cast<std::size_t>(in.gcount()) / sizeof(float) / dimensions;
  if (real == 0) std::exit(2);
  std::mt19937 random(1);
  std::normal_distribution<float> noise(0, 0.01F);
  for (std::size_t at = 0; at < count + queries; ++at) {
    float* const row = all.floats.data() + at * dimensions;
    if (at < real) {
      normalise(row);
      continue;
    }
    for (std::size_t i = 0; i < dimensions; ++i) row[i] = all.row(at % real)[i] + noise(random);
    normalise(row);
  }
  return all;
}

/// The exact answers, by arithmetic that any compiler makes fast enough.
inline std::vector<std::vector<std::size_t>> exact(const Vectors& all) {
  std::vector<std::vector<std::size_t>> answers(queries);
  std::vector<std::pair<float, std::size_t>> order(all.count);
  for (std::size_t q = 0; q < queries; ++q) {
    for (std::size_t at = 0; at < all.count; ++at) {
      float sums[20] = {};
      for (std::size_t i = 0; i < dimensions; ++i) sums[i % 20] += all.query(q)[i] * all.row(at)[i];
      order[at] = {0, at};
      for (const float sum : sums) order[at].first -= sum;
    }
    std::partial_sort(order.begin(), order.begin() + top, order.end());
    for (std::size_t i = 0; i < top; ++i) answers[q].push_back(order[i].second);
  }
  return answers;
}

struct Figures {
  double recall = 0;
  double queries_s = 0;
  double p99_us = 0;
};

/// Asks everything three times; `ask(query, found)` appends the places of what it finds. The best round counts.
template <class Ask>
Figures ask_all(const Vectors& all, const std::vector<std::vector<std::size_t>>& truth, Ask ask) {
  Figures best;
  for (int round = 0; round < 3; ++round) {
    std::vector<double> each;
    std::size_t hits = 0;
    double seconds = 0;
    for (std::size_t q = 0; q < queries; ++q) {
      std::vector<std::size_t> found;
      found.reserve(top);
      const auto begin = measure::Clock::now();
      ask(q, found);
      each.push_back(measure::seconds_since(begin) * 1e6);
      seconds += each.back() / 1e6;
      for (const std::size_t expected : truth[q]) hits += static_cast<std::size_t>(std::count(found.begin(), found.end(), expected));
    }
    if (queries / seconds < best.queries_s) continue;
    best = {static_cast<double>(hits) / (top * queries), queries / seconds, measure::quantile(each, 0.99)};
  }
  return best;
}

/// The figures at the smallest number of candidates that finds enough; `at(ef)` gives the figures.
template <class At>
Figures at_wanted_recall(At at) {
  Figures figures;
  for (std::size_t ef = 40; ef <= 1000; ef += 10) {
    figures = at(ef);
    if (figures.recall >= wanted_recall) break;
  }
  return figures;
}

/// The resident memory of this program, in bytes.
inline double resident_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::strtod(line.c_str() + 6, nullptr) * 1024;
  }
  return 0;
}

inline void report(const Figures& figures) {
  measure::report("queries_s", figures.queries_s);
  measure::report("recall", figures.recall);
  measure::report("p99_us", figures.p99_us);
}

}  // namespace words
