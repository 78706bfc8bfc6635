// A Result that nobody looks at hides an error.
// EXPECT: ignoring return(ed)? value.*(nodiscard|warn_unused_result)|ignoring returned value of type .*Result
#include <baton/core/result.hpp>

baton::Result<int> answer();

int main() {
#ifdef CORRECTED
  return answer().value_or(0);
#else
  answer();
#endif
}
