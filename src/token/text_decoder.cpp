#include "token/text_decoder.hpp"

#include <utility>

#include <baton/core/text.hpp>

#include "token/byte_fallback.hpp"
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

void join_bytes(std::vector<std::string>& tokens) {
  std::vector<std::string> joined;
  std::string bytes;
  const auto finish = [&] {
    if (is_utf8(bytes)) joined.push_back(bytes);
    else joined.insert(joined.end(), bytes.size(), "\uFFFD");
    bytes.clear();
  };
  for (auto& token : tokens) {
    if (const auto byte = ByteFallback::byte_of(token)) {
      bytes += *byte;
      continue;
    }
    if (!bytes.empty()) finish();
    joined.push_back(std::move(token));
  }
  if (!bytes.empty()) finish();
  tokens = std::move(joined);
}

void fuse_tokens(std::vector<std::string>& tokens) {
  std::string all;
  for (const auto& token : tokens) all += token;
  tokens.assign(1, std::move(all));
}

void strip_tokens(std::vector<std::string>& tokens, std::string_view content, std::size_t start, std::size_t stop) {
  for (auto& token : tokens) {
    std::string_view rest = token;
    for (auto left = start; left > 0 && rest.starts_with(content); --left) rest.remove_prefix(content.size());
    for (auto left = stop; left > 0 && rest.ends_with(content); --left) rest.remove_suffix(content.size());
    token = std::string(rest);
  }
}

}  // namespace baton::inline v0::token
