#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/http/http.hpp>
#include <baton/provider/reranker.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// What a vendor answered to one batch.
struct Reranked {
  std::vector<Ranked> ranks;      ///< in any order; the indices are those within the batch
  std::int64_t input_tokens = 0;  ///< 0: not told
};

/// How a call is cut into requests.
struct RerankShape {
  std::size_t max_texts = 1'000;  ///< in one request
  std::size_t concurrency = 4;    ///< requests at the same time
};

/// Who ranks, and by which model.
struct RerankService {
  Peer peer;          ///< for errors: whose key must never be in one
  std::string model;  ///< what follows the vendor in the reranker's name
  RerankShape shape;
};

/// A vendor's reranking protocol: values to bytes and back, without any I/O. `wire_reranker` makes the
/// reranker of it. Immutable; any number of threads.
class RerankWire {
 public:
  virtual ~RerankWire() = default;

  [[nodiscard]] virtual const RerankService& service() const noexcept = 0;
  /// The request for the best `top` of one batch, of one text at least; `top` is not more than those.
  /// With the key, unless the peer has `tokens`.
  [[nodiscard]] virtual HttpRequest request(const std::string& query, std::span<const std::string> texts,
                                            std::size_t top) const = 0;
  /// The ranks in an answer with a status of success. Throws the error that it carries instead. Number
  /// and indices are checked by the reranker.
  [[nodiscard]] virtual Reranked read(const HttpHead& head, std::string_view body) const = 0;
};

/// `bad_response`: "VENDOR answered ranks PROBLEM", with advice.
[[noreturn]] void refuse_ranks(const Peer& peer, const HttpHead& head, const std::string& problem);

/// Throws `bad_response` unless there are `top` ranks at least and each of them is of another one of
/// `count` texts.
void check_ranks(const Peer& peer, const HttpHead& head, std::span<const Ranked> ranks, std::size_t count,
                 std::size_t top);

/// The reranker that speaks `wire` over HTTP. More texts than one request takes are scored in several:
/// that is right for models that look at each text by itself. Throws `invalid_argument` for a shape
/// that cannot work.
[[nodiscard]] std::shared_ptr<const Reranker> wire_reranker(std::unique_ptr<const RerankWire> wire);

}  // namespace baton::inline v0::detail
