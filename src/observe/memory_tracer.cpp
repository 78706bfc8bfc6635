#include <baton/observe/memory_tracer.hpp>

#include <algorithm>
#include <cstdio>
#include <utility>

#include <baton/core/text.hpp>

#include "span_text.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t usual_attributes = 8;  // of a model call

}  // namespace

MemoryTracer::MemoryTracer(MemoryTracerOptions options) : options_(options) {}
MemoryTracer::~MemoryTracer() = default;

std::chrono::nanoseconds MemoryTracer::now() const noexcept {
  return std::chrono::steady_clock::now() - origin_;
}

SpanRecord* MemoryTracer::find(SpanId span) noexcept {
  // Ids below `first_` wrap round to huge offsets.
  const SpanId offset = span - first_;
  return offset < spans_.size() ? &spans_[static_cast<std::size_t>(offset)] : nullptr;
}

SpanId MemoryTracer::begin(SpanKind kind, std::string_view name, SpanId parent) noexcept {
  const std::lock_guard lock(mutex_);
  const SpanId id = next_++;
  // Once one was dropped, all later ones are: a record's place follows from its id.
  if (spans_.size() >= options_.max_spans || id != first_ + spans_.size()) return id;
  try {
    SpanRecord record;
    record.id = id;
    record.parent = parent;
    record.kind = kind;
    record.name = utf8_prefix(name, options_.max_text_bytes);
    record.begin = now();
    spans_.push_back(std::move(record));
  } catch (...) {  // NOLINT: out of memory costs the record, not the traced call
  }
  return id;
}

void MemoryTracer::attribute(SpanId span, std::string_view key, AttributeValue value) noexcept {
  const std::lock_guard lock(mutex_);
  SpanRecord* const record = find(span);
  if (record == nullptr) return;
  try {
    auto kept = detail::owned(value, options_.max_text_bytes);
    auto& attributes = record->attributes;
    const auto same = std::find_if(attributes.begin(), attributes.end(),
                                   [&](const auto& attribute) { return attribute.first == key; });
    if (same != attributes.end()) {
      same->second = std::move(kept);
    } else if (attributes.size() < options_.max_attributes) {
      if (attributes.empty()) attributes.reserve(usual_attributes);
      attributes.emplace_back(utf8_prefix(key, options_.max_text_bytes), std::move(kept));
    }
  } catch (...) {  // NOLINT: as above
  }
}

void MemoryTracer::end(SpanId span, const Error* error) noexcept {
  const std::lock_guard lock(mutex_);
  SpanRecord* const record = find(span);
  if (record == nullptr) return;
  record->duration = now() - record->begin;
  record->running = false;
  if (error != nullptr) record->error = *error;
}

std::vector<SpanRecord> MemoryTracer::spans() const {
  const std::lock_guard lock(mutex_);
  return {spans_.begin(), spans_.end()};
}

std::string MemoryTracer::tree() const {
  std::string text = baton::tree(spans());
  if (const auto lost = dropped(); lost != 0) {
    text += "(" + std::to_string(lost) + " more spans did not fit: raise max_spans)\n";
  }
  return text;
}

void MemoryTracer::print() const { std::fputs(tree().c_str(), stderr); }

std::size_t MemoryTracer::dropped() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(next_ - first_) - spans_.size();
}

void MemoryTracer::clear() {
  const std::lock_guard lock(mutex_);
  spans_.clear();
  first_ = next_;
}

}  // namespace baton::inline v0
