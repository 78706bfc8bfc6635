// EXPECT: the chain does not give what the Pipe promises
#include <baton/chain/pipe.hpp>

using namespace baton;

Pipe<int, std::string> wrong() {
  return step([](int n) { return n; });
}
