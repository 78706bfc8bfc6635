// Comparing secrets with == would leak by timing where they differ.
// EXPECT: use of deleted function.*operator==|overload resolution selected deleted operator
#include <baton/core/secret.hpp>

int main() {
  const baton::Secret a("x"), b("y");
#ifdef CORRECTED
  return a.empty() == b.empty();
#else
  return a == b;
#endif
}
