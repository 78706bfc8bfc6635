// A secret cannot be written to a stream.
// EXPECT: use of deleted function.*operator<<|overload resolution selected deleted operator
#include <iostream>

#include <baton/core/secret.hpp>

int main() {
  const baton::Secret key("canary");
#ifdef CORRECTED
  std::cout << key.empty();
#else
  std::cout << key;
#endif
}
