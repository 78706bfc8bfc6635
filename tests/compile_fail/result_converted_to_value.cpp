// A Result is not the value: the error must be thought of.
// EXPECT: cannot convert .*Result|no viable conversion
#include <baton/core/result.hpp>

int main() {
  const baton::Result<int> result(1);
#ifdef CORRECTED
  const int value = result.value();
#else
  const int value = result;
#endif
  return value;
}
