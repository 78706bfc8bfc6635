#include "token/text_decoder.hpp"

#include <utility>

#include "token/normalizer.hpp"

namespace baton::inline v0::token {
namespace {

constexpr std::pair<std::string_view, std::string_view> cleanups[] = {
    {" .", "."},     {" ?", "?"},   {" !", "!"},           {" ,", ","},   {" ' ", "'"},  {" n't", "n't"},
    {" 'm", "'m"}, {" do not", " don't"}, {" 's", "'s"}, {" 've", "'ve"}, {" 're", "'re"}};

}  // namespace

void join_wordpieces(std::vector<std::string>& tokens, std::string_view prefix, bool cleanup) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    auto& token = tokens[i];
    if (i != 0 && token.starts_with(prefix)) token.erase(0, prefix.size());
    else if (i != 0) token.insert(0, 1, ' ');
    if (!cleanup) continue;
    for (const auto& [what, by] : cleanups) token = with_replaced(token, what, by);
  }
}

}  // namespace baton::inline v0::token
