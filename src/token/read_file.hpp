#pragma once

#include <string>

#include <baton/core/limits.hpp>

namespace baton::inline v0::token {

/// The content of a vocabulary file. Throws `not_found`, `limit_exceeded` or `io_error`, naming the path.
[[nodiscard]] std::string read_file(const std::string& path, const Limits& limits);

}  // namespace baton::inline v0::token
