#pragma once

#include <nlohmann/json.hpp>

namespace baton::test {

/// A tokenizer.json of WordPiece as BERT has it.
inline nlohmann::json small_wordpiece() {
  nlohmann::json vocabulary;
  unsigned id = 0;
  for (const char* token : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "hello", "!", "\u4E2D", "cafe", "##s", "don", "'", "t", "##un"}) vocabulary[token] = id++;
  return {{"added_tokens", {{{"id", 2}, {"content", "[CLS]"}, {"special", true}}, {{"id", 3}, {"content", "[SEP]"}, {"special", true}}, {{"id", 1}, {"content", "[UNK]"}, {"special", true}}}},
          {"normalizer", {{"type", "BertNormalizer"}, {"clean_text", true}, {"handle_chinese_chars", true}, {"strip_accents", nullptr}, {"lowercase", true}}},
          {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
          {"post_processor", {{"type", "BertProcessing"}, {"cls", {"[CLS]", 2}}, {"sep", {"[SEP]", 3}}}},
          {"decoder", {{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", true}}},
          {"model", {{"type", "WordPiece"}, {"unk_token", "[UNK]"}, {"continuing_subword_prefix", "##"}, {"max_input_chars_per_word", 100}, {"vocab", vocabulary}}}};
}

}  // namespace baton::test
