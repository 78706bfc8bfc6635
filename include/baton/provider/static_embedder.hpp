#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

/// The file formats `static_embedder` reads.
enum class StaticFormat : std::uint8_t {
  automatic,        ///< by content: safetensors, else text; files named *.bin are word2vec's
  safetensors,      ///< a token matrix, with tokenizer.json or vocab.txt beside it
  text_vectors,     ///< GloVe or word2vec text: a word and its numbers on each line
  word2vec_binary,  ///< word2vec's binary format
};

/// How `static_embedder` reads and pools. All of it but the limits is part of the embedder's name.
struct StaticOptions {
  StaticFormat format = StaticFormat::automatic;
  std::string tokenizer{};       ///< path of tokenizer.json or vocab.txt; empty: in the model's folder
  /// Smooth inverse frequency (Arora, Liang, Ma, ICLR 2017): a token weighs a / (a + p) with p by Zipf's
  /// law from its place in the vocabulary, which must be sorted by frequency. 0: all weigh the same.
  double sif = 0.0;
  bool lowercase = true;         ///< word vectors only: look words up in lower case
  std::size_t max_tokens = 512;  ///< of each text; what follows is ignored. 0: no bound
  Limits limits = {.bytes = std::size_t{2} << 30, .items = 10'000'000};
};

/// An embedder that looks tokens up in a matrix and averages: no network, no inference, tens of MB/s.
///
/// `path` is a file of word vectors (word2vec or GloVe), a `.safetensors` file, or a folder with
/// `model.safetensors` in it. Of a safetensors file it takes the matrix `embeddings` (as model2vec
/// writes it), `embedding.weight` or `embeddings.weight`, in F32, F16, BF16 or F64, and where present
/// `weights` (one factor a token) and `mapping` (token to row). The tokenizer is what
/// `HuggingFaceTokenizer` reads: tokenizer.json, or BERT's vocab.txt.
///
/// The vector is the weighted mean of the known tokens, scaled to length 1; a text without any gives
/// the zero vector. The files are read whole; the result is immutable and thread-safe.
///
/// Throws `not_found` or `io_error` for files, `data_corrupt` or `parse_error` with the place for
/// malformed ones, `unsupported` for tokenizer parts it does not know, and `limit_exceeded`.
///
///     auto embedder = static_embedder("models/potion-base-8M");
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> static_embedder(
    const std::string& path, const StaticOptions& options = {});

}  // namespace baton::inline v0
