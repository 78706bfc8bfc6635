// EXPECT: a prompt variable must be a name of letters, digits
#include <baton/prompt/prompt.hpp>

std::string wrong() { return baton::prompt<"About {a topic}">("cats"); }
