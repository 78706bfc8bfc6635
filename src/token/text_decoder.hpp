#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Steps of decoders: each changes the texts of the tokens.
namespace baton::inline v0::token {

/// Tokens without the prefix begin a word, but for the first. `cleanup` takes out spaces that English has not.
void join_wordpieces(std::vector<std::string>& tokens, std::string_view prefix, bool cleanup);
/// Tokens of bytes become their text, those next to each other together; U+FFFD for each when it is no UTF-8.
void join_bytes(std::vector<std::string>& tokens);
/// All tokens become one.
void fuse_tokens(std::vector<std::string>& tokens);
/// Takes the text, which is not empty, off the ends of every token: at most `start` and `stop` times.
void strip_tokens(std::vector<std::string>& tokens, std::string_view content, std::size_t start, std::size_t stop);

}  // namespace baton::inline v0::token
