#pragma once

#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// Whose memory it is: a user of a tenant. Everything that lasts is kept under one, and every call that
/// reads or writes it asks for one, so that nobody can leave it out. A plain value.
///
///     const MemoryScope ada("acme", "ada@acme.example");
class BATON_EXPORT MemoryScope {
 public:
  /// Throws `invalid_argument` for an empty name, one of more than 256 bytes, a NUL or ill-formed UTF-8.
  MemoryScope(std::string tenant, std::string user);
  /// The scope of the context's principal. Throws `invalid_argument` when it names no user or no tenant.
  [[nodiscard]] static MemoryScope of(const Context& context);

  [[nodiscard]] const std::string& tenant() const noexcept { return tenant_; }
  [[nodiscard]] const std::string& user() const noexcept { return user_; }
  bool operator==(const MemoryScope&) const = default;

 private:
  std::string tenant_;
  std::string user_;
};

}  // namespace baton::inline v0
