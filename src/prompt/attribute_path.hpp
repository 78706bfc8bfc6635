#pragma once

#include <optional>
#include <string>
#include <vector>

#include "prompt/value.hpp"

namespace baton::inline v0::jinja {

/// The `attribute` argument of filters: "name", "address.city", "0.name", or an integer.
class AttributePath {
 public:
  AttributePath() = default;
  explicit AttributePath(const Value& attribute);

  [[nodiscard]] Value operator()(Value item, const Value* otherwise = nullptr) const;

  /// The paths of "age,name".
  [[nodiscard]] static std::vector<AttributePath> list(const Value& attributes);

 private:
  std::vector<Value> parts_;
};

/// Text in lower case, anything else as it is: how filters compare unless told `case_sensitive`.
[[nodiscard]] Value fold_case(Value value);

}  // namespace baton::inline v0::jinja
