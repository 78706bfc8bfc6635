// EXPECT: all steps of a fallback must give the same type
#include <baton/chain/fallback.hpp>

using namespace baton;

auto wrong() {
  auto either = fallback([](int n) { return n; }, [](int) { return std::string("none"); });
  return either.invoke(1);
}
