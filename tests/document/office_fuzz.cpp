#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <baton/core/text.hpp>
#include <baton/document/loader.hpp>

/// Any bytes as one of the formats that are unpacked or parsed here: well-formed text, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<std::string_view, 14> names = {"a.docx", "a.pptx", "a.xlsx", "a.odt", "a.ods",
                                                     "a.epub", "a.zip",  "a.tar",  "a.tgz", "a.eml", "a.mbox", "a.ipynb", "a.vtt", "a.rss"};
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto loaded = baton::load_bytes(names[data[0] % names.size()], bytes,
                                        {.limits = {.bytes = std::size_t{1} << 20}});
  if (!loaded) return 0;
  for (const baton::Document& document : loaded->documents) {
    if (!baton::is_utf8(document.text)) std::abort();
    for (const std::size_t start : document.page_starts) {
      if (start > document.text.size()) std::abort();
    }
  }
  return 0;
}
