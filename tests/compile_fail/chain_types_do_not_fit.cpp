// EXPECT: a step cannot take what the step before it gives
// EXPECT: step_takes.*string
#include <baton/chain/compose.hpp>
#include <baton/prompt/prompt.hpp>

using namespace baton;

auto wrong() {
  return prompt<"{a}"> | [](int number) { return number; };
}
