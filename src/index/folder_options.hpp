#pragma once

#include <string>

#include <baton/index/index_folder.hpp>

namespace baton::inline v0 {

/// What decides, beside the files and the embedder, how the chunks come out.
[[nodiscard]] std::string recipe_of(const IndexOptions& options);

/// Throws `invalid_argument` for options that cannot work.
void check_index_options(const IndexOptions& options);

}  // namespace baton::inline v0
