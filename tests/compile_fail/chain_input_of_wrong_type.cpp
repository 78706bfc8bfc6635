// EXPECT: a step cannot take what the step before it gives
#include <baton/chain/compose.hpp>

using namespace baton;

auto wrong() {
  auto chain = step([](int number) { return number; });
  return chain.invoke("text");
}
