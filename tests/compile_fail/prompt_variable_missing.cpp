// EXPECT: the prompt uses a variable that is not supplied
// EXPECT: prompt_variable.*question
#include <baton/prompt/prompt.hpp>

using namespace baton;

std::string wrong() { return prompt<"{context}\n{question}">("context"_a = "notes"); }
