#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/limits.hpp>
#include <baton/core/violation.hpp>

#include "schema_index.hpp"

namespace baton::inline v0 {

/// Where in the value the check stands; spelled out as a JSON Pointer only on need.
struct Place {
  const Place* parent = nullptr;
  std::string_view key;
  std::size_t index = 0;

  [[nodiscard]] Place at(std::string_view name) const { return {this, name, 0}; }
  [[nodiscard]] Place at(std::size_t position) const { return {this, {}, position}; }
  [[nodiscard]] std::string pointer() const;
};

/// One check of one value against one schema.
class SchemaCheck {
 public:
  SchemaCheck(const SchemaIndex& index, const Limits& limits, std::size_t max_violations)
      : index_(index), limits_(limits), max_(max_violations > 0 ? max_violations : 1) {}

  /// Adds the violations of `value` to the list.
  void apply(const nlohmann::json& schema, const nlohmann::json& value, const Place& place);
  /// Whether the value fits, leaving the list alone.
  [[nodiscard]] bool fits(const nlohmann::json& schema, const nlohmann::json& value,
                          const Place& place) {
    return trial(schema, value, place, 1).empty();
  }
  /// The violations of one alternative.
  [[nodiscard]] std::vector<Violation> trial(const nlohmann::json& schema, const nlohmann::json& value,
                                             const Place& place, std::size_t max);

  void fail(const Place& place, std::string message) {
    if (!full()) violations_.push_back({place.pointer(), std::move(message)});
  }
  void append(std::vector<Violation> more);
  [[nodiscard]] bool full() const noexcept { return violations_.size() >= max_; }
  [[nodiscard]] const SchemaIndex& index() const noexcept { return index_; }
  [[nodiscard]] std::vector<Violation>& violations() noexcept { return violations_; }

 private:
  void apply_object(const nlohmann::json& schema, const nlohmann::json& value, const Place& place);

  const SchemaIndex& index_;
  Limits limits_;
  std::size_t max_;
  std::size_t depth_ = 0;
  std::size_t steps_ = 0;
  std::vector<Violation> violations_;
};

/// What one keyword asks of a value; the schema is given for the keywords it works together with.
using Keyword = void (*)(SchemaCheck& check, const nlohmann::json& keyword, const nlohmann::json& schema,
                         const nlohmann::json& value, const Place& place);

/// The keyword of that name, or null for annotations and the unknown. One table per kind of value.
[[nodiscard]] Keyword find_keyword(std::string_view name);
[[nodiscard]] Keyword find_scalar_keyword(std::string_view name);
[[nodiscard]] Keyword find_container_keyword(std::string_view name);
[[nodiscard]] Keyword find_logic_keyword(std::string_view name);

}  // namespace baton::inline v0
