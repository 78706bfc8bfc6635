#pragma once

#include <memory>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/index/vector_store.hpp>
#include <baton/provider/model.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// Where records are searched, and how.
struct RecordSearch {
  std::shared_ptr<const VectorStore> store;
  StoreNamespace space;
  std::shared_ptr<const Embedder> embedder;  ///< null: by words only
  bool words = true;                         ///< search by words, too, and merge the ranks
  Filter filter = {};                        ///< every record must fit it
};

/// Finds records of a `VectorStore`. A record comes as a chunk whose source is the record's, "#" and its id (the id alone
/// when it has no source), with its text and metadata. Traced as one retrieval span. Throws `invalid_argument` for a null store,
/// neither embedder nor words, or a filter without a meaning.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> record_retriever(RecordSearch search);

/// Has the model split a question into what is searched for and a filter: "reports on tides since 2020" becomes "tides" where
/// year >= 2020. The filter may use the declared keys only, each with a value of its type; it is laid over `search.filter`, which it
/// cannot widen. One that breaks these rules is shown to the model once, with the reason, and then is `model_output_invalid`.
/// Otherwise as `record_retriever`. Also throws `invalid_argument` when no key is declared.
///
///     auto ask = self_query_retriever({store, StoreNamespace("acme"), embedder}, gpt,
///                                     {{"year", FilterType::number}, {"lang", FilterType::text, "en or de"}});
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> self_query_retriever(RecordSearch search, Model model,
                                                                                 std::vector<FilterKey> keys);

/// Exactly what `self_query_retriever` sends first.
[[nodiscard]] BATON_EXPORT std::string explain_self_query(const std::string& question,
                                                          const std::vector<FilterKey>& keys);

}  // namespace baton::inline v0
