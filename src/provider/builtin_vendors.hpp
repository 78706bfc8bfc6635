#pragma once

#include <vector>

#include <baton/provider/registry.hpp>

namespace baton::inline v0::detail {

/// The vendors that every application knows. Two of one name are two halves of one vendor.
[[nodiscard]] std::vector<Vendor> builtin_vendors();

}  // namespace baton::inline v0::detail
