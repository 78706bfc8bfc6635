// EXPECT: parallel takes named steps
#include <baton/chain/parallel.hpp>

using namespace baton;

auto wrong() {
  return parallel([](int n) { return n; }, [](int n) { return n; });
}
