// EXPECT: a prompt variable must be text or a number
#include <vector>

#include <baton/prompt/prompt.hpp>

using namespace baton;

std::string wrong() { return prompt<"{list}">("list"_a = std::vector<int>{1, 2}); }
