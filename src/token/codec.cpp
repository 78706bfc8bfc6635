#include "token/codec.hpp"

#include <baton/core/error.hpp>

namespace baton::inline v0::token {

void no_such_token(std::uint32_t id) {
  throw Error(ErrorCode::invalid_argument, "there is no token " + std::to_string(id) + ": do the ids come from this vocabulary?");
}

}  // namespace baton::inline v0::token
