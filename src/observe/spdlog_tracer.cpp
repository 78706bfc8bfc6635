#include <baton/observe/spdlog_tracer.hpp>

#include <chrono>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include <spdlog/spdlog.h>

#include <baton/core/text.hpp>

#include "span_text.hpp"

namespace baton::inline v0 {
namespace {

using Clock = std::chrono::steady_clock;

/// A span that has not ended.
struct Open {
  SpanId parent;
  Clock::time_point begin;
  std::string title;
  std::string attributes;
};

spdlog::level::level_enum to_spdlog(SpdlogTracerOptions::Level level) {
  using Level = SpdlogTracerOptions::Level;
  switch (level) {
    case Level::trace: return spdlog::level::trace;
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warn: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::debug;
}

std::shared_ptr<spdlog::logger> find_logger(const std::string& name) {
  auto logger = spdlog::get(name);
  return logger ? logger : spdlog::default_logger();
}

std::string line(SpanId id, const Open& span, const Error* error) {
  std::string text = "#" + std::to_string(id);
  if (span.parent != 0) text += "<" + std::to_string(span.parent);
  text += " " + span.title + " " + detail::duration_text(Clock::now() - span.begin) + span.attributes;
  if (error != nullptr) text += " failed: " + detail::one_line(error->what());
  return text;
}

}  // namespace

struct SpdlogTracer::Impl {
  explicit Impl(SpdlogTracerOptions given)
      : options(std::move(given)), logger(find_logger(options.logger)) {}

  std::optional<Open> take(SpanId id) {
    const std::lock_guard lock(mutex);
    auto node = open.extract(id);
    return node ? std::optional(std::move(node.mapped())) : std::nullopt;
  }

  const SpdlogTracerOptions options;
  const std::shared_ptr<spdlog::logger> logger;
  std::mutex mutex;
  std::unordered_map<SpanId, Open> open;
  SpanId next = 1;
};

SpdlogTracer::SpdlogTracer(SpdlogTracerOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}
SpdlogTracer::~SpdlogTracer() = default;

// Out of memory or a sink that throws costs the line, not the traced call.

SpanId SpdlogTracer::begin(SpanKind kind, std::string_view name, SpanId parent) noexcept {
  const std::lock_guard lock(impl_->mutex);
  const SpanId id = impl_->next++;
  if (impl_->open.size() >= impl_->options.max_open) return id;
  try {
    auto title = detail::title(kind, utf8_prefix(name, impl_->options.max_text_bytes));
    impl_->open.emplace(id, Open{parent, Clock::now(), std::move(title), ""});
  } catch (...) {  // NOLINT
  }
  return id;
}

void SpdlogTracer::attribute(SpanId span, std::string_view key, AttributeValue value) noexcept {
  const std::lock_guard lock(impl_->mutex);
  const auto found = impl_->open.find(span);
  if (found == impl_->open.end()) return;
  try {
    const auto limit = impl_->options.max_text_bytes;
    found->second.attributes +=
        detail::attribute_text(utf8_prefix(key, limit), detail::owned(value, limit));
  } catch (...) {  // NOLINT
  }
}

void SpdlogTracer::end(SpanId span, const Error* error) noexcept {
  try {
    const auto ended = impl_->take(span);
    if (!ended || !impl_->logger) return;
    const auto level = error != nullptr ? impl_->options.error_level : impl_->options.level;
    if (!impl_->logger->should_log(to_spdlog(level))) return;
    // Not as a format string: the text may hold braces.
    impl_->logger->log(to_spdlog(level), spdlog::string_view_t(line(span, *ended, error)));
  } catch (...) {  // NOLINT
  }
}

}  // namespace baton::inline v0
