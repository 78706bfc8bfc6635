#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/limits.hpp>

#include "provider/offline/token_table.hpp"

namespace baton::inline v0::offline {

/// Turns text into token numbers; unknown pieces give none. Immutable.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;
  [[nodiscard]] virtual std::vector<std::uint32_t> encode(std::string_view text) const = 0;
};

/// What is done to the text before it is cut (BERT's names).
struct Normalisation {
  bool clean_text = true;        ///< controls vanish, white space becomes a space
  bool chinese_characters = true;  ///< spaces around every ideograph
  bool lowercase = true;
  bool strip_accents = true;
  bool compatibility = false;    ///< a part of NFKC: full-width ASCII, no-break spaces, ligatures, …
};
[[nodiscard]] std::string normalise(std::string_view text, const Normalisation& how);

/// Words of normalised text: split at white space, every punctuation sign a word of its own.
[[nodiscard]] std::vector<std::string_view> basic_words(std::string_view text);

/// WordPiece (Schuster and Nakajima, ICASSP 2012) as BERT has it: greedy, longest piece first, pieces
/// inside a word marked by `prefix`.
struct WordPieceOptions {
  Normalisation normalisation;
  std::string prefix = "##";
  std::size_t longest_word = 100;  ///< in code points; longer ones are unknown
};
[[nodiscard]] std::unique_ptr<const Tokenizer> wordpiece(Vocabulary vocabulary, WordPieceOptions options);

/// One piece of a unigram model with its logarithmic probability.
struct UnigramPiece {
  std::string text;
  double score = 0.0;
};
/// The unigram model of Kudo (ACL 2018) as SentencePiece and tokenizer.json have it: the segmentation
/// with the highest sum of scores, found by Viterbi's algorithm.
struct UnigramOptions {
  Normalisation normalisation{.clean_text = true, .chinese_characters = false, .lowercase = false, .strip_accents = false, .compatibility = true};
  std::size_t unknown = 0;     ///< the number of the unknown token, which encode leaves out
  bool byte_fallback = false;  ///< unknown characters become the pieces "<0x00>" to "<0xFF>"
  bool add_prefix = true;      ///< a word mark before the first word
};
[[nodiscard]] std::unique_ptr<const Tokenizer> unigram(const std::vector<UnigramPiece>& pieces, UnigramOptions options);

/// vocab.txt: one WordPiece token on each line, its number being the line's, counted from 0.
[[nodiscard]] std::unique_ptr<const Tokenizer> parse_vocab_txt(std::string_view text, const Limits& limits);

/// tokenizer.json of Hugging Face's tokenizers, with a WordPiece or Unigram model. Throws `unsupported`
/// naming a part it does not know, `parse_error` or `data_corrupt` for a malformed file.
[[nodiscard]] std::unique_ptr<const Tokenizer> parse_tokenizer_json(std::string_view text, const Limits& limits);

}  // namespace baton::inline v0::offline
