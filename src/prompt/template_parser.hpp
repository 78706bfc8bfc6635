#pragma once

#include <memory>
#include <string_view>

#include "prompt/ast.hpp"

namespace baton::inline v0::jinja {

/// Parses a whole template. Throws `parse_error` and `limit_exceeded`, naming line and column.
[[nodiscard]] std::shared_ptr<const ParsedTemplate> parse_template(std::string_view source,
                                                                   TemplateOptions options);

}  // namespace baton::inline v0::jinja
