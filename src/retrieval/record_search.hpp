#pragma once

#include <memory>

#include <baton/retrieval/self_query.hpp>

#include "retrieval/composed.hpp"

namespace baton::inline v0 {

/// Throws `invalid_argument` for a search that cannot be made.
void check_search(const RecordSearch& search);

/// The records that fit `query` and `filter`.
[[nodiscard]] Task<FoundChunks> find_records(std::shared_ptr<const RecordSearch> search, Query query, Filter filter,
                                             Context context);

}  // namespace baton::inline v0
