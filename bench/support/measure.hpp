#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

/// What the measuring programs share. Each prints lines `name value`, which scripts/bench reads.
namespace measure {

using Clock = std::chrono::steady_clock;

inline double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

inline double quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  const auto at = static_cast<std::size_t>(q * static_cast<double>(values.size() - 1) + 0.5);
  return values.at(at);
}
inline double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

/// The peak resident memory of this program since it was started, in MB.
inline double peak_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  return 0;
}

inline void report(const char* name, double value) { std::printf("%s %.6g\n", name, value); }

/// Raises the limit on open files as far as the system lets us; ends the program when `needed` does
/// not fit, because connections would otherwise fail quietly.
inline void need_descriptors(std::size_t needed) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < needed) {
    std::fprintf(stderr, "needs %zu open files, the limit is %zu: raise it with `ulimit -n`\n", needed,
                 static_cast<std::size_t>(limit.rlim_cur));
    std::exit(3);
  }
}

/// The question every network figure asks, so that ours, floors and peers send the same.
inline constexpr const char* system_text = "You are helpful.";
inline constexpr const char* user_text = "Tell me about cats";

}  // namespace measure
