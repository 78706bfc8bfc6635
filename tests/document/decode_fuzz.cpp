#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <baton/core/text.hpp>
#include <baton/document/encoding.hpp>
#include <baton/document/loader.hpp>

/// Any bytes in any declared encoding, and as a gzip file: well-formed UTF-8, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min(bytes.find('\n'), size);
  const auto decoded = baton::decode_text(bytes.substr(cut), bytes.substr(0, cut));
  if (decoded && !baton::is_utf8(decoded->text)) std::abort();
  const auto unpacked = baton::load_bytes("fuzz.txt.gz", bytes);
  if (!unpacked) return 0;
  for (const baton::Document& document : unpacked->documents) {
    if (!baton::is_utf8(document.text)) std::abort();
  }
  return 0;
}
