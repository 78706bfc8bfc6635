#include "token/byte_pairs.hpp"

#include <algorithm>
#include <utility>

namespace baton::inline v0::token {

int BytePairs::missing_byte(const ByteVocabulary& vocabulary) noexcept {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    if (vocabulary.find({&c, 1}) == no_token) return byte;
  }
  return -1;
}

BytePairs::BytePairs(ByteVocabulary vocabulary)
    : vocabulary_(std::move(vocabulary)), merges_(vocabulary_.size()), characters_(vocabulary_, merges_, make_merges()) {}

std::vector<WholeCharacters::Merge> BytePairs::make_merges() {
  std::vector<WholeCharacters::Merge> made;
  std::vector<std::uint32_t> by_length;
  by_length.reserve(vocabulary_.size());
  for (std::uint32_t id = 0; id < vocabulary_.ids(); ++id) {
    const auto bytes = vocabulary_.bytes_of(id);
    if (bytes.size() == 1) bytes_[static_cast<unsigned char>(bytes[0])] = id;
    if (bytes.size() > 1) by_length.push_back(id);
  }
  const auto length = [&](std::uint32_t id) { return vocabulary_.bytes_of(id).size(); };
  std::ranges::stable_sort(by_length, {}, length);
  Merger merger(merges_);
  std::vector<std::uint32_t> symbols;
  std::vector<std::uint32_t> parts;
  for (const auto id : by_length) {
    symbols.clear();
    parts.clear();
    for (const char c : vocabulary_.bytes_of(id)) symbols.push_back(bytes_[static_cast<unsigned char>(c)]);
    merger.merge(symbols, parts);
    if (parts.size() != 2) continue;
    merges_.add(parts[0], parts[1], id);
    made.push_back({parts[0], parts[1], id});
  }
  return made;
}

void BytePairs::Encoder::append_merged(std::string_view piece, std::vector<std::uint32_t>& out) {
  symbols_.clear();
  for (std::size_t at = 0; at < piece.size();) {
    const auto [token, size] = pairs_->characters_.at(piece, at);
    symbols_.push_back(token == no_token ? pairs_->bytes_[static_cast<unsigned char>(piece[at])] : token);
    at += size;
  }
  const std::size_t before = out.size();
  merger_.merge(symbols_, out);
  cache_.keep(piece, std::span(out).subspan(before));
}

}  // namespace baton::inline v0::token
