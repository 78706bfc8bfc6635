#include "memory/stored_name.hpp"

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

namespace baton::inline v0 {

void require_stored_name(std::string_view name, const char* what) {
  constexpr std::size_t most_bytes = 256;
  if (name.empty()) throw Error(ErrorCode::invalid_argument, std::string(what) + " must not be empty");
  if (name.size() > most_bytes || name.find('\0') != std::string_view::npos || !is_utf8(name)) {
    throw Error(ErrorCode::invalid_argument, std::string(what) + " must be at most 256 bytes of UTF-8 without NUL");
  }
}

}  // namespace baton::inline v0
