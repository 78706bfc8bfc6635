// EXPECT: a .\}. without its .\{.
#include <baton/prompt/prompt.hpp>

std::string wrong() { return baton::prompt<"About topic}">("cats"); }
