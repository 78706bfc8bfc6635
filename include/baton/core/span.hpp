#pragma once

#include <optional>
#include <string_view>

#include <baton/core/context.hpp>

namespace baton::inline v0 {

/// One traced piece of work: begins in the constructor, ends in the destructor.
///
/// Without a tracer in the context it is two pointer tests: no allocation, no lock, no copy. Children
/// are called with `context()`. Used by one thread at a time; must not outlive the parent context.
///
///     Span span(SpanKind::model, "chat gpt-4.1-mini", context);
///     auto response = co_await call(span.context());
///     span.set("gen_ai.usage.input_tokens", response.usage.input_tokens);
class Span {
 public:
  Span(SpanKind kind, std::string_view name, const Context& parent) : parent_(&parent) {
    if (Tracer* tracer = parent.tracer()) {
      child_ = parent.with_span(tracer->begin(kind, name, parent.span()));
    }
  }
  Span(const Span&) = delete;
  Span& operator=(const Span&) = delete;
  ~Span() { end(nullptr); }

  /// Whether anybody listens: ask before computing an expensive attribute.
  [[nodiscard]] bool on() const noexcept { return child_.has_value(); }
  [[nodiscard]] const Context& context() const noexcept { return child_ ? *child_ : *parent_; }

  void set(std::string_view key, AttributeValue value) noexcept {
    if (child_) child_->tracer()->attribute(child_->span(), key, value);
  }
  /// Ends the span as failed.
  void fail(const Error& error) noexcept { end(&error); }

 private:
  void end(const Error* error) noexcept {
    if (child_ && !ended_) child_->tracer()->end(child_->span(), error);
    ended_ = true;
  }

  const Context* parent_;
  std::optional<Context> child_;
  bool ended_ = false;
};

}  // namespace baton::inline v0
