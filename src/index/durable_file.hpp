#pragma once

#include <filesystem>
#include <initializer_list>
#include <string_view>

namespace baton::inline v0 {

/// Writes `pieces` to a temporary file beside `file`, syncs it, renames it over `file` and syncs the
/// folder: after a crash there is the old file or the new one. Throws `io_error`; `file` is untouched then.
void replace_file(const std::filesystem::path& file, std::initializer_list<std::string_view> pieces);

}  // namespace baton::inline v0
