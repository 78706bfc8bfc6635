// EXPECT: a step cannot take what the step before it gives
#include <baton/chain/compose.hpp>
#include <baton/prompt/prompt.hpp>

using namespace baton;

auto wrong() {
  auto chain = prompt<"{a}"> | [](auto text) { return text.size(); } | [](const char* s) { return s; };
  return chain.invoke("x");
}
