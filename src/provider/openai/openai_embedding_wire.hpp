#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/http/http.hpp>
#include <baton/message/chat.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/openai.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// The JSON body of one embeddings request.
[[nodiscard]] std::string openai_embedding_body(const OpenAiEmbedderOptions& options,
                                                std::span<const std::string> texts);

struct OpenAiEmbeddings {
  std::vector<Embedding> vectors;  ///< in the order of the texts
  Usage usage;
};

/// The vectors of an answer to `count` texts, given as arrays of numbers or as base64 of little-endian
/// floats. Throws the mapped error, or `bad_response` when count, indices or lengths do not fit
/// (`dimensions` 0: any length, the same for all).
[[nodiscard]] OpenAiEmbeddings read_openai_embeddings(const Peer& peer, const HttpHead& head,
                                                      std::string_view body, std::size_t count,
                                                      std::size_t dimensions, const Limits& limits);

}  // namespace baton::inline v0::detail
