// EXPECT: a value is supplied that the prompt does not use
// EXPECT: supplied_value.*mood
#include <baton/prompt/prompt.hpp>

using namespace baton;

std::string wrong() { return prompt<"About {topic}">("topic"_a = "cats", "mood"_a = "sad"); }
