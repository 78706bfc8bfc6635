#include <baton/memory/memory_scope.hpp>

#include <utility>

#include <baton/core/error.hpp>

#include "memory/stored_name.hpp"

namespace baton::inline v0 {

MemoryScope::MemoryScope(std::string tenant, std::string user)
    : tenant_(std::move(tenant)), user_(std::move(user)) {
  require_stored_name(tenant_, "the tenant of a MemoryScope");
  require_stored_name(user_, "the user of a MemoryScope");
}

MemoryScope MemoryScope::of(const Context& context) {
  const Principal* principal = context.principal();
  if (principal == nullptr) {
    throw Error(ErrorCode::invalid_argument, "nobody is named: give the context a principal with tenant and user");
  }
  return {principal->tenant, principal->user};
}

}  // namespace baton::inline v0
