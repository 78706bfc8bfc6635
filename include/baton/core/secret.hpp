#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// A credential that cannot be printed, formatted, serialised or compared by accident.
///
/// Only `reveal()` gives the text, and only the code that puts it on the wire calls it. The memory is
/// wiped on destruction. A value type; concurrent reads are safe.
class BATON_EXPORT Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) noexcept : text_(std::move(value)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept;
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  /// Reads an environment variable; empty when it is not set.
  [[nodiscard]] static Secret from_env(const char* variable);

  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  /// The text itself. Never log it, never put it into an `Error`.
  [[nodiscard]] std::string_view reveal() const noexcept { return text_; }

  bool operator==(const Secret&) const = delete;
  friend std::ostream& operator<<(std::ostream&, const Secret&) = delete;

 private:
  void wipe() noexcept;

  std::string text_;
};

}  // namespace baton::inline v0
