#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/http/http.hpp>
#include <baton/provider/embedder.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// What a vendor answered to one batch.
struct Embedded {
  std::vector<Embedding> vectors;  ///< in the order of the texts
  std::int64_t input_tokens = 0;   ///< 0: not told
};

/// How a call is cut into requests, and what must come back.
struct EmbeddingShape {
  std::size_t dimensions = 0;   ///< the length of every vector; 0: any, the same for all
  std::size_t max_inputs = 256; ///< texts in one request
  std::size_t concurrency = 4;  ///< requests at the same time
};

/// Who makes embeddings, and of which model.
struct EmbeddingService {
  Peer peer;          ///< for errors: whose key must never be in one
  std::string model;  ///< what follows the vendor in the embedder's name
  EmbeddingShape shape;
};

/// A vendor's embedding protocol: values to bytes and back, without any I/O. `wire_embedder` makes
/// the embedder of it. Immutable; any number of threads.
class EmbeddingWire {
 public:
  virtual ~EmbeddingWire() = default;

  [[nodiscard]] virtual const EmbeddingService& service() const noexcept = 0;
  /// The request for one batch, `EmbeddingShape::max_inputs` texts at most and one at least. With the key,
  /// unless the peer has `tokens`.
  [[nodiscard]] virtual HttpRequest request(std::span<const std::string> texts,
                                            EmbedPurpose purpose) const = 0;
  /// The vectors of an answer with a status of success to `count` texts. Throws the error that it
  /// carries instead. Number and length of the vectors are checked by the embedder.
  [[nodiscard]] virtual Embedded read(const HttpHead& head, std::string_view body,
                                      std::size_t count) const = 0;
};

/// `bad_response`: "VENDOR answered embeddings PROBLEM", with advice.
[[noreturn]] void refuse_embeddings(const Peer& peer, const HttpHead& head, const std::string& problem);

/// Throws `bad_response` unless there are `count` vectors, all of one length, which is `dimensions`
/// unless that is 0.
void check_embeddings(const Peer& peer, const HttpHead& head, std::span<const Embedding> vectors,
                      std::size_t count, std::size_t dimensions);

/// The embedder that speaks `wire` over HTTP. Throws `invalid_argument` for a shape that cannot work.
[[nodiscard]] std::shared_ptr<const Embedder> wire_embedder(std::unique_ptr<const EmbeddingWire> wire);

}  // namespace baton::inline v0::detail
