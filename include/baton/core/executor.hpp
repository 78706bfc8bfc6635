#pragma once

#include <coroutine>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// Where suspended work goes on. Implement it to resume baton's continuations on threads of your own.
///
/// `post` is called from any thread; the implementation must resume every handle it was given exactly
/// once, later or on another thread, never inside `post`. It must not throw.
class BATON_EXPORT Executor {
 public:
  virtual ~Executor();
  virtual void post(std::coroutine_handle<> work) noexcept = 0;
};

}  // namespace baton::inline v0
