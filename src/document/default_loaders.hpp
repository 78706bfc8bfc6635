#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// A loader for every format that is known.
Loaders default_loaders();

}  // namespace baton::inline v0::detail
