// A task that is not awaited never runs.
// EXPECT: ignoring return(ed)? value.*nodiscard|ignoring returned value of type .*Task
#include <baton/core/task.hpp>

baton::Task<int> answer();

baton::Task<int> run() {
#ifdef CORRECTED
  co_return co_await answer();
#else
  answer();
  co_return 0;
#endif
}
