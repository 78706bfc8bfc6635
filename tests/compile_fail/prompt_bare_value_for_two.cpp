// EXPECT: a bare value fits a prompt with exactly one variable
#include <baton/prompt/prompt.hpp>

std::string wrong() { return baton::prompt<"{a} and {b}">("cats"); }
