// EXPECT: (no matching function|constraints not satisfied|no type named)
#include <baton/chain/batch.hpp>

using namespace baton;

auto wrong() {
  return batch(step([](int n) { return n; }), std::vector<std::string>{"a"});
}
