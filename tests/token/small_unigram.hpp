#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include <baton/core/base64.hpp>

#include "token/small_chars_map.hpp"

namespace baton::test {

/// The tokens "<0x00>" to "<0xFF>".
inline std::vector<std::string> byte_tokens() {
  std::vector<std::string> tokens;
  for (const char high : std::string("0123456789ABCDEF")) {
    for (const char low : std::string("0123456789ABCDEF")) tokens.push_back(std::string("<0x") + high + low + '>');
  }
  return tokens;
}

/// A tokenizer.json of Unigram as SentencePiece's converter writes it; with `bytes` what is unknown becomes bytes.
inline nlohmann::json small_unigram(bool bytes) {
  auto vocabulary = nlohmann::json::array({{"<unk>", 0}, {"</s>", 0}, {"\u2581", -2}, {"a", -3}, {"b", -3.5}, {"ab", -4}, {"\u2581ab", -5}, {"c", -1}, {"\u4E2D", -6}});
  if (bytes) {
    for (const auto& token : byte_tokens()) vocabulary.push_back({token, -20});
  }
  const auto map = base64_encode(small_chars_map({{"\uFB01", "fi"}, {"e\u0301", "\u00E9"}, {"\t", " "}, {"\u3000", " "}, {"\u200B", ""}}));
  const nlohmann::json metaspace = {{"type", "Metaspace"}, {"replacement", "\u2581"}, {"prepend_scheme", "always"}, {"split", true}};
  return {{"added_tokens", {{{"id", 0}, {"content", "<unk>"}, {"special", true}}, {{"id", 1}, {"content", "</s>"}, {"special", true}}}},
          {"normalizer", {{"type", "Sequence"}, {"normalizers", {{{"type", "Precompiled"}, {"precompiled_charsmap", map}},
                                                                 {{"type", "Replace"}, {"pattern", {{"Regex", " {2,}"}}}, {"content", " "}}}}}},
          {"pre_tokenizer", metaspace},
          {"decoder", metaspace},
          {"model", {{"type", "Unigram"}, {"unk_id", 0}, {"byte_fallback", bytes}, {"vocab", vocabulary}}}};
}

/// A tokenizer.json of BPE of characters as Llama 2 has it: every text comes back.
inline nlohmann::json small_character_pairs() {
  nlohmann::json vocabulary;
  unsigned id = 0;
  for (const auto& token : byte_tokens()) vocabulary[token] = id++;
  for (const char* token : {"<unk>", "\u2581", "a", "b", "l", "o", "h", "e", "ll", "he", "\u2581he", "\u2581hell", "ab", "\u2581\u2581"}) vocabulary[token] = id++;
  const auto replace = [](const char* what, const char* by) { return nlohmann::json{{"type", "Replace"}, {"pattern", {{"String", what}}}, {"content", by}}; };
  return {{"normalizer", {{"type", "Sequence"}, {"normalizers", {{{"type", "Prepend"}, {"prepend", "\u2581"}}, replace(" ", "\u2581")}}}},
          {"decoder", {{"type", "Sequence"}, {"decoders", {replace("\u2581", " "), {{"type", "ByteFallback"}}, {{"type", "Fuse"}}, {{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}}}}}},
          {"model", {{"type", "BPE"}, {"unk_token", "<unk>"}, {"fuse_unk", true}, {"byte_fallback", true}, {"vocab", vocabulary},
                     {"merges", {"l l", "h e", "\u2581 he", "\u2581he ll", "a b", "\u2581 \u2581"}}}}};
}

}  // namespace baton::test
