#pragma once

#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "provider/openai/openai_wire.hpp"
#include "provider/openai/recordings.hpp"
#include "provider/played.hpp"

namespace baton::test {

inline Played play(std::string_view bytes, std::size_t block_size, OpenAiOptions options = {}) {
  options.model = "m";
  options.key_variable = "OPENAI_API_KEY";
  options.api_key = Secret("sk-canary-1234567890");
  HttpHead head;
  head.status = 200;
  head.headers = {{"x-request-id", "req-9"}};
  return play(detail::OpenAiWire(std::move(options)), {}, head, bytes, block_size);
}

/// Streams are read the same however they are cut.
class Blocks : public ::testing::TestWithParam<std::size_t> {};

}  // namespace baton::test
