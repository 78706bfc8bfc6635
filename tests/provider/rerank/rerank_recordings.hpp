#pragma once

#include <ostream>
#include <string>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/provider/http_reranker.hpp>

namespace baton::test {

struct RerankFailure {
  int status;
  std::string body;  ///< KEY stands for the key, which a server may echo
  ErrorCode code;
  bool retryable;
};

/// What one vendor's documentation shows of its reranker. What each recording says is the same for all:
/// of the texts 0, 1 and 2 the second is best (0.75), then the third (0.5), then the first (0.25).
struct RerankRecordings {
  std::string vendor;
  std::string path;  ///< below the base URL
  std::string body;  ///< of the request for the best two of "a", "b" and "" for the query "q"
  std::string all;   ///< an answer with all three
  std::string best;  ///< an answer with the best two, or all where the vendor does not cut
  std::string result;  ///< one result, with INDEX and SCORE in it
  std::string list;    ///< an answer with RESULTS in it
  std::int64_t tokens = 0;  ///< that `all` counts
  std::vector<RerankFailure> failures;
};

/// Those of every vendor that reranks.
[[nodiscard]] std::vector<RerankRecordings> rerank_recordings();

inline void PrintTo(const RerankRecordings& recordings, std::ostream* out) { *out << recordings.vendor; }

}  // namespace baton::test
