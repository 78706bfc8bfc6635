#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "token/codec.hpp"
#include "token/piece_model.hpp"
#include "token/pre_tokenizer.hpp"

namespace baton::inline v0::token {

/// A step of the normalizer; takes and gives well-formed UTF-8.
using NormalStep = std::function<std::string(std::string_view)>;
/// A step of the pre-tokenizer.
using CutStep = std::function<void(TextPieces&)>;
/// A step of the decoder: changes the texts of the tokens.
using DecodeStep = std::function<void(std::vector<std::string>&)>;

/// A tokenizer of characters: text is normalized, cut, and the pieces given to a model.
struct TextTokenizer {
  std::vector<NormalStep> normalizer;
  std::vector<CutStep> pre_tokenizer;
  std::unique_ptr<const PieceModel> model;
  std::vector<DecodeStep> decoder;  ///< none: tokens are joined with spaces
};
[[nodiscard]] std::unique_ptr<const Codec> text_codec(TextTokenizer tokenizer);

}  // namespace baton::inline v0::token
