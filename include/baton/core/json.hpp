#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>

namespace baton::inline v0 {

/// A JSON value held by handle, so that public headers need only nlohmann's forward declarations.
///
/// Copies are deep; a moved-from or default value is null. To look inside, include
/// `<nlohmann/json.hpp>` and use `ref()`. As thread-safe as a standard container.
///
///     Json schema = Json::parse(R"({"type":"object"})");
class BATON_EXPORT Json {
 public:
  Json() noexcept;
  Json(nlohmann::json value);  // NOLINT: implicit, a handle around the value
  Json(const Json& other);
  Json(Json&& other) noexcept;
  Json& operator=(const Json& other);
  Json& operator=(Json&& other) noexcept;
  ~Json();

  /// Parses UTF-8 text. Throws `parse_error` with the byte offset, or `limit_exceeded`.
  [[nodiscard]] static Json parse(std::string_view text, const Limits& limits = {});
  /// Compact text, or indented by `indent` spaces. Invalid UTF-8 is written as U+FFFD.
  [[nodiscard]] std::string dump(int indent = -1) const;

  [[nodiscard]] bool is_null() const noexcept;
  [[nodiscard]] const nlohmann::json& ref() const noexcept;
  /// Writable access; a null handle becomes a JSON null of its own first.
  [[nodiscard]] nlohmann::json& ref();

  friend BATON_EXPORT bool operator==(const Json& a, const Json& b) noexcept;

 private:
  std::unique_ptr<nlohmann::json> value_;
};

}  // namespace baton::inline v0
