// EXPECT: all cases of a branch must give the same type
#include <baton/chain/branch.hpp>

using namespace baton;

auto wrong() {
  auto choose = branch(when([](int n) { return n > 0; }, [](int n) { return n; }),
                       otherwise([](int) { return std::string("none"); }));
  return choose.invoke(1);
}
