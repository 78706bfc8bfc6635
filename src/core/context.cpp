#include <baton/core/context.hpp>

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

namespace baton::inline v0 {

Tracer::~Tracer() = default;
Budget::~Budget() = default;

Context Context::with_deadline(Clock::time_point deadline) const {
  Context copy = *this;
  copy.deadline_ = std::min(deadline_, deadline);
  return copy;
}

Context Context::with_timeout(Clock::duration timeout) const {
  const auto now = Clock::now();
  // A huge timeout must not wrap round into the past.
  return timeout >= Clock::time_point::max() - now ? *this : with_deadline(now + timeout);
}

Context Context::with_stop(std::stop_token token) const {
  Context copy = *this;
  copy.stop_ = std::move(token);
  return copy;
}

Context Context::outlived(std::stop_token token) const {
  Context copy = with_stop(std::move(token));
  copy.deadline_ = Clock::time_point::max();
  return copy;
}

std::shared_ptr<Context::Shared> Context::copy_shared() const {
  return shared_ ? std::make_shared<Shared>(*shared_) : std::make_shared<Shared>();
}

Context Context::with_budget(std::shared_ptr<Budget> budget) const {
  Context copy = *this;
  auto shared = copy_shared();
  shared->budget = std::move(budget);
  copy.shared_ = std::move(shared);
  return copy;
}

Context Context::with_principal(Principal principal) const {
  Context copy = *this;
  auto shared = copy_shared();
  shared->principal = std::move(principal);
  copy.shared_ = std::move(shared);
  return copy;
}

Context Context::with_label(std::string name, std::string value) const {
  Context copy = *this;
  auto shared = copy_shared();
  shared->labels.insert_or_assign(std::move(name), std::move(value));
  copy.shared_ = std::move(shared);
  return copy;
}

Context Context::with_tracer(std::shared_ptr<Tracer> tracer) const {
  Context copy = *this;
  auto shared = copy_shared();
  shared->tracer = std::move(tracer);
  copy.shared_ = std::move(shared);
  copy.span_ = 0;
  return copy;
}

Context Context::with_span(SpanId span) const {
  Context copy = *this;
  copy.span_ = span;
  return copy;
}

Context Context::with_runtime(Runtime& runtime) const {
  Context copy = *this;
  copy.runtime_ = &runtime;
  return copy;
}

const Principal* Context::principal() const noexcept {
  return shared_ && shared_->principal ? &*shared_->principal : nullptr;
}

const std::string* Context::label(std::string_view name) const noexcept {
  if (!shared_) return nullptr;
  const auto at = shared_->labels.find(name);
  return at == shared_->labels.end() ? nullptr : &at->second;
}

Runtime& Context::runtime() const { return runtime_ != nullptr ? *runtime_ : Runtime::shared(); }

void Context::fail() const {
  if (stop_.stop_requested()) throw Error(ErrorCode::cancelled, "the call was cancelled");
  throw Error(ErrorCode::deadline_exceeded,
              "the deadline of the call passed: allow more time, or ask for less");
}

}  // namespace baton::inline v0
