// A task runs once, so it cannot be copied.
// EXPECT: use of deleted function .*Task|call to implicitly-deleted copy constructor
#include <utility>

#include <baton/core/task.hpp>

void twice(baton::Task<int> first) {
#ifdef CORRECTED
  const baton::Task<int> second = std::move(first);
#else
  const baton::Task<int> second = first;
#endif
}
