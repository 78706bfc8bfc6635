#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <baton/core/error.hpp>

namespace baton::inline v0::jinja {

/// A place in a template, counted from 1; the column in code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// "template 'name', line 3, column 7: message", or without the name when there is none.
[[nodiscard]] inline Error error_at(ErrorCode code, std::string_view name, Position at,
                                    const std::string& message) {
  return {code, "template " + (name.empty() ? "" : "'" + std::string(name) + "', ") + "line " +
                    std::to_string(at.line) + ", column " + std::to_string(at.column) + ": " +
                    message};
}

}  // namespace baton::inline v0::jinja
