#include <baton/http/http.hpp>

#include "core/ascii.hpp"

namespace baton::inline v0 {

std::string_view HttpHead::header(std::string_view name) const noexcept {
  for (const auto& each : headers) {
    if (ascii::equal_ignoring_case(each.name, name)) return each.value;
  }
  return {};
}

}  // namespace baton::inline v0
