#include <baton/core/schema_validator.hpp>

#include <utility>

#include <nlohmann/json.hpp>

#include "schema_check.hpp"
#include "schema_index.hpp"

namespace baton::inline v0 {

struct SchemaValidator::State {
  State(Json given, const Limits& bounds)
      : schema(std::move(given)), limits(bounds), index(std::as_const(schema).ref(), bounds) {}

  Json schema;
  Limits limits;
  SchemaIndex index;
};

SchemaValidator::SchemaValidator(Json schema, const Limits& limits)
    : state_(std::make_unique<State>(std::move(schema), limits)) {}
SchemaValidator::SchemaValidator(SchemaValidator&&) noexcept = default;
SchemaValidator& SchemaValidator::operator=(SchemaValidator&&) noexcept = default;
SchemaValidator::~SchemaValidator() = default;

std::vector<Violation> SchemaValidator::check(const Json& value, std::size_t max_violations) const {
  SchemaCheck check(state_->index, state_->limits, max_violations);
  check.apply(std::as_const(state_->schema).ref(), value.ref(), {});
  return std::move(check.violations());
}

std::vector<Violation> validate(const Json& schema, const Json& value, const Limits& limits) {
  return SchemaValidator(schema, limits).check(value);
}

}  // namespace baton::inline v0
