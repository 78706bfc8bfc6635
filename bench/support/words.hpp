#pragma once

#include <time.h>

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

/// What this thread has used of a processor, in seconds: other programs on the machine do not count.
inline double processor_seconds() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

using Answers = std::vector<std::vector<std::size_t>>;

/// The exact answers among those allowed, by arithmetic that any compiler makes fast enough.
template <class Allowed>
Answers exact(const Vectors& all, Allowed allowed) {
  Answers answers(queries);
  std::vector<std::pair<float, std::size_t>> order;
  for (std::size_t q = 0; q < queries; ++q) {
    order.clear();
    for (std::size_t at = 0; at < all.count; ++at) {
      if (!allowed(at)) continue;
      float sums[20] = {};
      for (std::size_t i = 0; i < dimensions; ++i) sums[i % 20] += all.query(q)[i] * all.row(at)[i];
      order.emplace_back(0.0F, at);
      for (const float sum : sums) order.back().first -= sum;
    }
    const std::size_t few = std::min(top, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(few), order.end());
    for (std::size_t i = 0; i < few; ++i) answers[q].push_back(order[i].second);
  }
  return answers;
}

inline Answers exact(const Vectors& all) {
  return exact(all, [](std::size_t) { return true; });
}

struct Figures {
  std::size_t ef = 0;
  double recall = 0;
  double queries_s = 0;
  double p99_us = 0;
};

/// Asks everything `rounds` times; `ask(query, found)` appends the places of what it finds. The best round counts.
template <class Ask>
Figures ask_all(const Answers& truth, Ask ask, int rounds = 5) {
  Figures best;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> each;
    std::size_t hits = 0;
    double seconds = 0;
    for (std::size_t q = 0; q < queries; ++q) {
      std::vector<std::size_t> found;
      found.reserve(top);
      const double begin = processor_seconds();
      ask(q, found);
      each.push_back((processor_seconds() - begin) * 1e6);
      seconds += each.back() / 1e6;
      for (const std::size_t expected : truth[q]) hits += static_cast<std::size_t>(std::count(found.begin(), found.end(), expected));
    }
    if (queries / seconds < best.queries_s) continue;
    best = {0, static_cast<double>(hits) / (top * queries), queries / seconds, measure::quantile(each, 0.99)};
  }
  return best;
}

/// The figures at the smallest number of candidates that finds enough; `at(ef, rounds)` gives the figures.
template <class At>
Figures at_wanted_recall(At at) {
  std::size_t ef = 40;
  while (ef < 1000 && at(ef, 1).recall < wanted_recall) ef += ef < 200 ? 4 : 20;
  Figures figures = at(ef, 5);
  figures.ef = ef;
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

inline void report(const Figures& figures, const std::string& name = "") {
  measure::report((name + "queries_s").c_str(), figures.queries_s);
  if (figures.ef != 0) measure::report((name + "ef").c_str(), static_cast<double>(figures.ef));
  measure::report((name + "recall").c_str(), figures.recall);
  measure::report((name + "p99_us").c_str(), figures.p99_us);
}

}  // namespace words
