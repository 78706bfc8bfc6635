#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <baton/core/text.hpp>
#include <baton/document/loader.hpp>
#include <baton/document/record_loader.hpp>

/// Any bytes as one of the formats of text that are parsed here: well-formed text whose lines are known, or an
/// error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<std::string_view, 14> names = {"a.csv", "a.tsv",  "a.xml",   "a.json", "a.jsonl", "a.yaml",
                                                      "a.eml", "a.mbox", "a.ipynb", "a.vtt",  "a.rss",   "a.srt",
                                                      "a.rtf", "a.db"};
  if (size == 0) return 0;
  static const auto loaders = baton::Loaders::defaults().with(baton::record_loader({.title = "/a", .metadata = {"/b"}}));
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto loaded = baton::load_bytes(names[data[0] % names.size()], bytes,
                                        {.loaders = loaders, .limits = {.bytes = 4 << 20, .depth = 64, .items = 10'000}});
  if (!loaded) return 0;
  for (const baton::Document& document : loaded->documents) {
    if (!baton::is_utf8(document.text) || !baton::is_utf8(document.title)) std::abort();
    std::size_t lines = 1;
    for (const char c : document.text) lines += c == '\n' ? 1U : 0U;
    const std::size_t known = document.source_lines.size();
    if (known != 0 && known != lines && known + 1 != lines) std::abort();
  }
  return 0;
}
