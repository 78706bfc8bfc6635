#pragma once

#include <cstddef>
#include <string>

#include <baton/core/error.hpp>
#include <baton/core/limits.hpp>

namespace baton::inline v0::token {

inline void keep_within(std::size_t count, const char* what, const Limits& limits) {
  if (count > limits.items) throw Error(ErrorCode::limit_exceeded, std::string("tokenizer.json has more ") + what + " than Limits::items (" + std::to_string(limits.items) + ")");
}

}  // namespace baton::inline v0::token
