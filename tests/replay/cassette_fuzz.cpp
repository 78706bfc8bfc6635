#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <baton/core/error.hpp>

#include "replay/cassette_text.hpp"

namespace {

constexpr baton::Limits limits{.bytes = 100'000, .line_bytes = 20'000, .depth = 32, .items = 1'000};

std::string written(const std::vector<baton::detail::Interaction>& all) {
  std::string text = baton::detail::cassette_head();
  for (const auto& one : all) text += baton::detail::cassette_text(one, {}, {});
  return text;
}

}  // namespace

/// Any bytes: refused as a cassette may be, or read into what is written and read again the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton;
  std::string text;
  try {
    const std::string_view file(reinterpret_cast<const char*>(data), size);
    text = written(detail::parse_cassette(file, "fuzz", limits));
  } catch (const Error& error) {
    const auto code = error.code();
    const bool expected = code == ErrorCode::data_corrupt || code == ErrorCode::version_mismatch ||
                          code == ErrorCode::limit_exceeded;
    if (!expected) std::abort();
    return 0;
  }
  if (written(detail::parse_cassette(text, "fuzz", {})) != text) std::abort();
  return 0;
}
