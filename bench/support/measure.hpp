#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
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

/// The time as text, the same for every program of this machine; and how long ago that was, in
/// milliseconds.
inline std::string stamp() { return std::to_string(Clock::now().time_since_epoch().count()); }
inline double milliseconds_since(const std::string& stamped) {
  const Clock::duration then{std::strtoll(stamped.c_str(), nullptr, 10)};
  return std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch() - then).count();
}

/// How late the tokens of many live streams arrive, counted while all of them speak: from when the last
/// has begun until the first one ends.
class Lateness {
 public:
  explicit Lateness(std::size_t streams) : silent_(streams) {}

  void began() {
    if (--silent_ == 0) begin_ = Clock::now();
  }
  void token(const std::string& stamped) {
    if (silent_ != 0 || ended_) return;
    const auto step = static_cast<std::size_t>(std::max(0.0, milliseconds_since(stamped) / step_ms));
    ++steps_[std::min(step, steps_.size() - 1)];
    ++tokens_;
  }
  void ended() {
    if (!std::exchange(ended_, true)) seconds_ = seconds_since(begin_);
  }
  void report() const {
    if (tokens_ == 0) std::exit(1);
    measure::report("tokens_s", static_cast<double>(tokens_) / seconds_);
    measure::report("ms_p50", late(0.5));
    measure::report("ms_p99", late(0.99));
  }

 private:
  static constexpr double step_ms = 0.1;

  [[nodiscard]] double late(double q) const {
    std::size_t step = 0;
    for (auto left = static_cast<std::size_t>(q * static_cast<double>(tokens_)); left > steps_[step]; ++step) {
      left -= steps_[step];
    }
    return static_cast<double>(step + 1) * step_ms;
  }

  std::size_t silent_;
  bool ended_ = false;
  Clock::time_point begin_;
  double seconds_ = 0;
  std::size_t tokens_ = 0;
  std::vector<std::size_t> steps_ = std::vector<std::size_t>(100'000);  ///< tokens by how late they were
};

/// The question every network figure asks, so that ours, floors and peers send the same.
inline constexpr const char* system_text = "You are helpful.";
inline constexpr const char* user_text = "Tell me about cats";

}  // namespace measure
