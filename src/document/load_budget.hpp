#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>
#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// What a file may use with all its parts.
LoadBudget whole_budget(const LoadOptions& options);

/// How many bytes may still be unpacked from `input`.
std::size_t room_for(const LoadInput& input, const LoadOptions& options);

/// Takes `bytes` off the budget. Throws `limit_exceeded` when there are not so many left, and then
/// nothing more may be unpacked from the whole file.
void charge(const LoadInput& input, const LoadOptions& options, std::size_t bytes);

/// Takes one part off the budget. Throws `limit_exceeded` when there were too many.
void take_part(LoadBudget& budget, const LoadOptions& options);

/// Why a part too deep within other parts is skipped.
Error too_nested(const LoadOptions& options);

/// A part's name as it stands in a source: UTF-8, without control characters.
BATON_EXPORT std::string part_name(std::string_view name);

/// Below this size a ratio of unpacked to packed bytes says nothing: a small file may well be all
/// one letter.
inline constexpr std::size_t ratio_free_bytes = std::size_t{1} << 20;

/// Throws `limit_exceeded` when `unpacked` bytes came from `packed` ones beyond `limits.ratio`.
void check_ratio(std::size_t packed, std::size_t unpacked, const Limits& limits);

}  // namespace baton::inline v0::detail
