// EXPECT: this is not a step: a step is a lambda, a prompt, a model
#include <baton/chain/compose.hpp>
#include <baton/prompt/prompt.hpp>

auto wrong() { return baton::prompt<"{a}"> | 42; }
