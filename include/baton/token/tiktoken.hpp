#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/token/tokenizer.hpp>

namespace baton::inline v0 {

/// How text is cut before pairs are merged: the regular expressions of OpenAI's encodings.
enum class TiktokenPattern : std::uint8_t {
  gpt2,    ///< gpt2, r50k_base, p50k_base, p50k_edit
  cl100k,  ///< cl100k_base
  o200k,   ///< o200k_base, o200k_harmony
};

/// What a rank file does not tell.
struct TiktokenEncoding {
  TiktokenPattern pattern = TiktokenPattern::o200k;
  std::map<std::string, TokenId, std::less<>> special_tokens{};
  std::size_t ranks = 0;  ///< how many the file must hold; 0: any number

  /// "gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base", "o200k_harmony".
  /// Throws `not_found` listing these.
  [[nodiscard]] BATON_EXPORT static TiktokenEncoding named(std::string_view name);
};

/// Which special tokens a text may hold. As in tiktoken: an allowed one becomes its own id, one that
/// is not allowed is refused, unless `refuse_others` is off, when it is text like any other.
struct AllowedSpecials {
  bool all = false;
  std::set<std::string, std::less<>> tokens{};
  bool refuse_others = true;
};

/// Byte pair encoding with OpenAI's vocabularies: the ids are those of tiktoken.
///
/// The vocabulary is a rank file (`o200k_base.tiktoken`: a token in Base64, a space and its rank on
/// each line), which the application supplies. Bytes that are no UTF-8 are encoded as themselves, so
/// that decoding always gives the text back. Time grows with the length of the text, but for one
/// word of n bytes with n log n.
///
///     auto tokenizer = Tiktoken::load("o200k_base.tiktoken", TiktokenEncoding::named("o200k_base"));
///     std::size_t tokens = tokenizer->count("Hello, world!");
class BATON_EXPORT Tiktoken final : public Tokenizer {
 public:
  /// Throws `not_found`, `io_error`, and what `parse` throws.
  [[nodiscard]] static std::shared_ptr<const Tiktoken> load(const std::string& path,
                                                            const TiktokenEncoding& encoding,
                                                            const Limits& limits = {});
  /// From the content of a rank file. Throws `parse_error` naming the line, `data_corrupt` for ranks
  /// that cannot be a vocabulary, and `limit_exceeded` (`bytes`; `items` for tokens).
  [[nodiscard]] static std::shared_ptr<const Tiktoken> parse(std::string_view ranks,
                                                             const TiktokenEncoding& encoding,
                                                             const Limits& limits = {});
  ~Tiktoken() override;

  /// Special tokens in `text` are text.
  [[nodiscard]] std::vector<TokenId> encode(std::string_view text) const override;
  /// Throws `invalid_argument` naming a special token that is not allowed.
  [[nodiscard]] std::vector<TokenId> encode(std::string_view text,
                                            const AllowedSpecials& allowed) const;
  /// Special tokens are written out.
  [[nodiscard]] std::string decode(std::span<const TokenId> ids) const override;
  [[nodiscard]] std::size_t count(std::string_view text) const override;

 private:
  struct State;
  explicit Tiktoken(std::unique_ptr<const State> state);
  std::unique_ptr<const State> state_;
};

}  // namespace baton::inline v0
