#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/violation.hpp>

namespace baton::inline v0 {

/// A JSON Schema made ready to check values: drafts 6, 7, 2019-09 and 2020-12.
///
/// All assertion keywords are supported but `unevaluatedItems`, `unevaluatedProperties`, `$dynamicRef`
/// and `$recursiveRef`, which throw `unsupported`; `format` and `content…` are annotations, as the
/// specifications let them be. `$ref` reaches into the schema itself and the draft-07 meta-schema;
/// nothing is ever fetched. In schemas whose `$schema` is draft-07 or older, keywords beside a `$ref`
/// are ignored. Patterns are run by RE2, so look-around and back references throw `unsupported`.
///
/// Immutable after construction and safe to share by threads. The constructor throws
/// `invalid_argument` for a malformed schema or a reference to nothing.
///
///     SchemaValidator validator(tool.parameters);
///     for (const auto& v : validator.check(arguments)) log(v.path, v.message);
class BATON_EXPORT SchemaValidator {
 public:
  explicit SchemaValidator(Json schema, const Limits& limits = {});
  SchemaValidator(SchemaValidator&&) noexcept;
  SchemaValidator& operator=(SchemaValidator&&) noexcept;
  ~SchemaValidator();

  /// The violations, each with the JSON Pointer (RFC 6901) of the value at fault; empty when `value`
  /// fits. At most `max_violations` are collected. Throws `limit_exceeded` when schema and value are
  /// nested too deep, a `$ref` runs in circles, or the check takes more than `Limits::items` steps.
  [[nodiscard]] std::vector<Violation> check(const Json& value, std::size_t max_violations = 10) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

/// `SchemaValidator` used once.
[[nodiscard]] BATON_EXPORT std::vector<Violation> validate(const Json& schema, const Json& value,
                                                           const Limits& limits = {});

}  // namespace baton::inline v0
