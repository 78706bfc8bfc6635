#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace baton::inline v0 {

/// Writes `pieces` to a temporary file beside `file`, syncs it, renames it over `file` and syncs the
/// folder: after a crash there is the old file or the new one. Throws `io_error`; `file` is untouched then.
void replace_file(const std::filesystem::path& file, const std::vector<std::string_view>& pieces);

}  // namespace baton::inline v0
