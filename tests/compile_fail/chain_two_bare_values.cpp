// EXPECT: a chain is called with one value, or with named values
#include <baton/chain/compose.hpp>

using namespace baton;

auto wrong() {
  auto chain = step([](std::string text) { return text; });
  return chain.invoke("one", "two");
}
