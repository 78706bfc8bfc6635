#pragma once

#include <memory>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/core/task.hpp>
#include <baton/index/vector_store.hpp>

namespace baton::inline v0 {

struct ChromaOptions {
  std::string url = "http://127.0.0.1:8000";
  std::string collection{};  ///< 3 to 512 letters, digits, '.', '_' and '-'; made when it is missing
  std::string tenant = "default_tenant";
  std::string database = "default_database";
  Secret token{};            ///< sent as `x-chroma-token`, when there is one
};

/// Keeps records in a collection of a Chroma server, by its HTTP API v2.
///
/// Chroma's metadata are flat, so a filter is put to it only as far as it can tell: beside its own metadata, kept as one
/// text, a record has fields by which the server leaves out most of what `==`, `!=`, `in`, `exists` and comparisons of
/// numbers refuse. The metadata of the rest are read in pages of 1,000, the oracle `matches` chooses, and the search is
/// restricted to the ids it chose: so a filter means what it means everywhere, and costs time with what the server cannot
/// leave out. There is no search by words (`unsupported`).
/// Records go in 1,000 at a time: when the server fails in between, the error says how many are stored. A page of
/// `list` begins at a number, so records that are removed between two pages may make others be skipped.
///
/// Throws `invalid_argument` for a name that Chroma does not take, `schema_mismatch` for a collection of another
/// embedder or distance, `version_mismatch` for one of another version of baton, `connection_failed` when the server is
/// away, `bad_response` for an answer that is not Chroma's, and `not_found` once somebody else dropped the collection
/// (open it again).
///
///     auto store = sync_wait(open_chroma_store({.collection = "notes"}, {.embedder = info}, context));
[[nodiscard]] BATON_EXPORT Task<std::shared_ptr<VectorStore>> open_chroma_store(ChromaOptions chroma,
                                                                               VectorStoreOptions options,
                                                                               Context context);

}  // namespace baton::inline v0
