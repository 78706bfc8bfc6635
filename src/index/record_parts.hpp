#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/index/vector_store.hpp>

namespace baton::inline v0 {

/// How many of `records`, one at least, a server is sent with one call, when it is told a number of a vector in
/// `number_bytes` bytes.
[[nodiscard]] BATON_EXPORT std::size_t records_at_once(std::span<const VectorRecord> records, std::size_t number_bytes);

/// Those of `records` that `ids` name, in the order of `ids`.
[[nodiscard]] BATON_EXPORT std::vector<VectorRecord> in_order_of(std::span<const std::string> ids,
                                                                 std::vector<VectorRecord> records);

}  // namespace baton::inline v0
