// Stands for an application outside baton's tree. Exceptions cross the library's boundary on purpose.
#include <cstdio>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>

namespace {

baton::Task<int> late_answer(baton::Context context) {
  co_await context.runtime().sleep_for(std::chrono::milliseconds(1), context);
  co_return 42;
}

}  // namespace

int main() {
  try {
    const auto late = baton::Context().with_timeout(std::chrono::milliseconds(-1));
    static_cast<void>(baton::sync_wait(late_answer(late)));
    return 1;
  } catch (const baton::Error& error) {
    if (error.code() != baton::ErrorCode::deadline_exceeded) return 2;
  }
  std::printf("%d\n", baton::sync_wait(late_answer({})));
}
