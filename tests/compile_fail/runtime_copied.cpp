// A runtime owns its loop and threads; share it by reference.
// EXPECT: use of deleted function .*Runtime|call to deleted constructor
#include <baton/core/runtime.hpp>

void use(baton::Runtime& runtime) {
#ifdef CORRECTED
  const baton::Runtime& same = runtime;
#else
  const baton::Runtime same = runtime;
#endif
  (void)same;
}
