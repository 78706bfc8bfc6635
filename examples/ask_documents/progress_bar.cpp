#include "progress_bar.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace ask {
namespace {

constexpr std::size_t width = 30;
constexpr auto frame = std::chrono::milliseconds(50);

}  // namespace

ProgressBar::ProgressBar() : terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (drawn_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(const baton::IndexProgress& progress) {
  const auto now = std::chrono::steady_clock::now();
  const bool last = progress.done == progress.total;
  if (!terminal_ || progress.total == 0 || (!last && now - last_ < frame)) return;
  last_ = now;
  drawn_ = true;
  const std::size_t filled = std::min(width, progress.done * width / progress.total);
  const char* what = progress.phase == baton::IndexProgress::Phase::files ? "files" : "vectors";
  std::fprintf(stderr, "\r\033[K[%s%s] %zu/%zu %s, %.1f MB", std::string(filled, '#').c_str(),
               std::string(width - filled, '.').c_str(), progress.done, progress.total, what,
               static_cast<double>(progress.bytes) / 1e6);
  std::fflush(stderr);
}

std::string summary(const baton::IndexReport& report) {
  char text[200];
  std::snprintf(text, sizeof text,
                "%zu files: %zu added, %zu updated, %zu unchanged, %zu skipped, %zu deleted; "
                "%zu chunks in %.2f s",
                report.files, report.added, report.updated, report.unchanged, report.skipped.size(),
                report.deleted, report.chunks, report.seconds);
  return text;
}

}  // namespace ask
