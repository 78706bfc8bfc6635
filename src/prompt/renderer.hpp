#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "prompt/ast.hpp"

namespace baton::inline v0::jinja {

/// Renders `parsed` with a JSON object. `includes` may be null.
[[nodiscard]] std::string render(const ParsedTemplate& parsed, const nlohmann::json& variables,
                                 const TemplateSource* includes);

/// The names read and not set by the template, sorted; templates included by literal names too.
[[nodiscard]] std::vector<std::string> free_variables(const ParsedTemplate& parsed,
                                                      const TemplateSource* includes);

}  // namespace baton::inline v0::jinja
