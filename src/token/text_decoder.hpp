#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Steps of decoders: each changes the texts of the tokens.
namespace baton::inline v0::token {

/// Tokens without the prefix begin a word, but for the first. `cleanup` takes out spaces that English has not.
void join_wordpieces(std::vector<std::string>& tokens, std::string_view prefix, bool cleanup);

}  // namespace baton::inline v0::token
