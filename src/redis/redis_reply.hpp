#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace baton::inline v0 {

/// An answer of a Redis server, by the types of RESP2.
struct RedisReply {
  enum class Kind { nil, text, error, integer, list };

  Kind kind = Kind::nil;
  std::string text{};               ///< of a text or an error
  std::int64_t integer = 0;
  std::vector<RedisReply> parts{};  ///< of a list
};

}  // namespace baton::inline v0
