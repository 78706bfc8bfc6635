// The list of codes is closed; a number is not one of them.
// EXPECT: could not convert|cannot convert|no matching (function|constructor)
#include <baton/core/error.hpp>

int main() {
#ifdef CORRECTED
  throw baton::Error(baton::ErrorCode::not_found, "no such file: check the path");
#else
  throw baton::Error(404, "no such file: check the path");
#endif
}
