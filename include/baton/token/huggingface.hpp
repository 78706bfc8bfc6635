#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/token/tokenizer.hpp>

namespace baton::inline v0 {

/// What becomes of special tokens, as the file lists them. Hugging Face's `encode` has both on.
struct SpecialHandling {
  bool in_text = false;  ///< special tokens in the text become their ids; otherwise they are text
  bool around = false;   ///< the post-processor's, such as a beginning of the sequence, are added
};

/// The tokenizer of a `tokenizer.json` of Hugging Face's tokenizers, with the same ids.
///
/// It takes the files of byte-level BPE (GPT-2, RoBERTa, Llama 3, Qwen, gpt-oss and their like), of
/// WordPiece (BERT), Unigram (T5, XLM-R, ALBERT) and of BPE of characters (Llama 2, Gemma), with the
/// normalizers, pre-tokenizers, post-processors and decoders that these have; `docs/token.md` lists them. Anything else is `unsupported`, with the field's name.
/// Truncation and padding are the caller's. Bytes that are no UTF-8 are encoded as themselves by
/// byte-level BPE, and as U+FFFD by the others.
///
///     auto tokenizer = HuggingFaceTokenizer::load("model/tokenizer.json");
///     std::size_t tokens = tokenizer->count("Hello, world!");
class BATON_EXPORT HuggingFaceTokenizer final : public Tokenizer {
 public:
  /// Throws `not_found`, `io_error`, and what `parse` throws.
  [[nodiscard]] static std::shared_ptr<const HuggingFaceTokenizer> load(const std::string& path,
                                                                        const Limits& limits = {});
  /// From the content of the file. Throws `parse_error` for what is no JSON, `data_corrupt` for a
  /// malformed file, `unsupported` naming what is not known, `limit_exceeded` (`bytes`, `depth`;
  /// `items` for tokens and for merges).
  [[nodiscard]] static std::shared_ptr<const HuggingFaceTokenizer> parse(std::string_view json,
                                                                         const Limits& limits = {});
  /// From BERT's `vocab.txt`, a token of WordPiece on each line, with the rest as BERT has it. Throws
  /// `parse_error` for no token, `limit_exceeded` (`bytes`; `items` for lines).
  [[nodiscard]] static std::shared_ptr<const HuggingFaceTokenizer> parse_vocabulary(
      std::string_view lines, bool lowercase, const Limits& limits = {});
  ~HuggingFaceTokenizer() override;

  /// Special tokens in `text` are text; added tokens that are not special are found.
  [[nodiscard]] std::vector<TokenId> encode(std::string_view text) const override;
  [[nodiscard]] std::vector<TokenId> encode(std::string_view text, SpecialHandling special) const;
  /// As the original's `decode`, with special tokens written out. Of byte-level BPE it is the text,
  /// unless that was normalized; of the others it is text that reads the same: what normalization
  /// took away (case, accents, kinds of white space) and unknown characters do not come back.
  [[nodiscard]] std::string decode(std::span<const TokenId> ids) const override;
  /// The id that stands for what the vocabulary cannot express. Without one, such text gives no ids.
  [[nodiscard]] std::optional<TokenId> unknown() const noexcept;

 private:
  struct State;
  explicit HuggingFaceTokenizer(std::unique_ptr<const State> state);
  std::unique_ptr<const State> state_;
};

}  // namespace baton::inline v0
