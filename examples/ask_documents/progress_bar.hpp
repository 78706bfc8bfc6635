#pragma once

#include <chrono>
#include <string>

#include <baton/index/index_folder.hpp>

namespace ask {

/// A bar on standard error while indexing; silent when that is no terminal.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(const baton::IndexProgress& progress);

 private:
  bool terminal_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_;
};

/// "512 files: 12 added, 3 updated, 497 unchanged, 1 deleted; 310 chunks in 0.8 s"
[[nodiscard]] std::string summary(const baton::IndexReport& report);

}  // namespace ask
