#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <baton/core/text.hpp>
#include <baton/document/clean.hpp>
#include <baton/document/near_duplicates.hpp>

/// Any text on pages of any size: cleaned, it is well-formed and its pages lie in it; cleaned again, it is the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  baton::Document document{.text = baton::sanitize_utf8({reinterpret_cast<const char*>(data) + 1, size - 1})};
  const std::size_t lines_of_page = data[0] % 8U;
  std::size_t lines = 0;
  document.page_starts.push_back(0);
  for (std::size_t at = 0; lines_of_page != 0 && at < document.text.size(); ++at) {
    if (document.text[at] == '\n' && ++lines % lines_of_page == 0) document.page_starts.push_back(at + 1);
  }
  const std::size_t pages = document.page_starts.size();
  const baton::Document cleaned = baton::clean(document);
  if (!baton::is_utf8(cleaned.text) || cleaned.page_starts.size() != pages) std::abort();
  for (std::size_t at = 0; at < pages; ++at) {
    if (cleaned.page_starts[at] > cleaned.text.size() || (at > 0 && cleaned.page_starts[at] < cleaned.page_starts[at - 1])) std::abort();
  }
  if (baton::clean(cleaned, {.page_furniture = false}).text != cleaned.text) std::abort();
  baton::NearDuplicates seen;
  if (seen.add(cleaned.text)) std::abort();
  (void)seen.add(document.text);
  return 0;
}
