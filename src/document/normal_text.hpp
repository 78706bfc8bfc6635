#pragma once

#include <string>
#include <string_view>

#include <baton/core/export.hpp>
#include <baton/document/clean.hpp>

namespace baton::inline v0::detail {

/// One line of UTF-8 in a normal form (ICU).
BATON_EXPORT std::string normalized(std::string_view line, NormalForm form);

/// One line of UTF-8 without what a reader does not see; see `CleanOptions::invisible`.
std::string without_invisible(std::string_view line);

}  // namespace baton::inline v0::detail
