#pragma once

#include <memory>
#include <string>

#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/index/vector_store.hpp>

namespace baton::inline v0 {

struct ChromaOptions {
  std::string url = "http://127.0.0.1:8000";
  std::string collection{};  ///< 3 to 512 letters, digits, '.', '_' and '-'
  std::string tenant = "default_tenant";
  std::string database = "default_database";
  Secret token{};            ///< sent as `x-chroma-token`, when there is one
};

/// Keeps records in a collection of a Chroma server (its HTTP API v2), which is made when it is missing.
///
/// A filter is not put to the server, whose metadata are flat: the metadata of the namespace are read page by page,
/// the oracle chooses, and the search is restricted to the ids it chose. So filters mean what they mean everywhere,
/// and cost time with the size of the namespace. There is no search by words (`unsupported`). Records go in 1,000 at a
/// time: when the server fails in between, the error says how many are stored. A page begins at a number, so records
/// that are removed while pages are read may make others be skipped. Nothing is sent before the first call.
/// Throws `connection_failed` when the server is away, `bad_response` when it answers something else.
[[nodiscard]] BATON_EXPORT std::shared_ptr<VectorStore> chroma_vector_store(ChromaOptions chroma,
                                                                           VectorStoreOptions options);

}  // namespace baton::inline v0
