// A secret cannot be formatted.
// EXPECT: Cannot format an argument|static assertion failed
#include <fmt/format.h>

#include <baton/core/secret.hpp>

int main() {
  const baton::Secret key("canary");
#ifdef CORRECTED
  return static_cast<int>(fmt::format("{}", key.empty()).size());
#else
  return static_cast<int>(fmt::format("{}", key).size());
#endif
}
