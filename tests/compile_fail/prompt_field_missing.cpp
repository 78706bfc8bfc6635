// EXPECT: the prompt uses a variable that is not supplied
// EXPECT: prompt_variable.*subject
#include <baton/prompt/prompt.hpp>

struct Letter {
  std::string to;
};
BATON_FIELDS(Letter, to)

std::string wrong() { return baton::prompt<"{to}: {subject}">(Letter{"Ada"}); }
