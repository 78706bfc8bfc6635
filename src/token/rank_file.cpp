#include "token/rank_file.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include <baton/core/base64.hpp>
#include <baton/core/error.hpp>

#include "token/byte_pairs.hpp"
#include "token/merge_table.hpp"

namespace baton::inline v0::token {
namespace {

[[noreturn]] void bad_rank(ErrorCode code, std::size_t line, const std::string& what) {
  throw Error(code, "rank file, line " + std::to_string(line) + ": " + what);
}

void add_rank(ByteVocabulary& vocabulary, std::string_view line, std::size_t number) {
  const auto space = line.find(' ');
  if (space == std::string_view::npos) bad_rank(ErrorCode::parse_error, number, "expected a token in Base64, a space and a rank");
  const auto token = base64_decode(line.substr(0, space));
  if (!token || token->empty()) bad_rank(ErrorCode::parse_error, number, "the token is no Base64");
  const auto digits = line.substr(space + 1);
  std::uint32_t rank = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), rank);
  if (failure != std::errc() || end != digits.data() + digits.size()) bad_rank(ErrorCode::parse_error, number, "the rank is no number");
  if (rank > MergeTable::largest_id) bad_rank(ErrorCode::limit_exceeded, number, "a rank above " + std::to_string(MergeTable::largest_id));
  if (!vocabulary.add(*token, rank)) bad_rank(ErrorCode::data_corrupt, number, "the token or the rank " + std::to_string(rank) + " comes twice");
}

}  // namespace

ByteVocabulary parse_ranks(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) throw Error(ErrorCode::limit_exceeded, "the rank file is over Limits::bytes (" + std::to_string(limits.bytes) + ")");
  ByteVocabulary vocabulary(static_cast<std::size_t>(std::ranges::count(text, '\n')));
  std::size_t number = 0;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (vocabulary.size() == limits.items) throw Error(ErrorCode::limit_exceeded, "the rank file holds more tokens than Limits::items (" + std::to_string(limits.items) + ")");
    add_rank(vocabulary, line, number);
  }
  if (const int byte = BytePairs::missing_byte(vocabulary); byte >= 0) {
    throw Error(ErrorCode::data_corrupt, "the rank file has no token for the byte " + std::to_string(byte) + ": is it complete?");
  }
  return vocabulary;
}

}  // namespace baton::inline v0::token
