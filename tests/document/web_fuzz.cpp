#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "document/page_robots.hpp"
#include "document/robots.hpp"
#include "document/sitemap.hpp"

/// Any bytes as a robots.txt and a path, as a page and its header, and as a sitemap: an answer, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min(bytes.find('\0'), size);
  const baton::detail::RobotsRules rules(bytes.substr(cut), "acme");
  (void)rules.allows(bytes.substr(0, cut));
  if (!rules.allows("/robots.txt")) std::abort();
  (void)baton::detail::page_forbids_index(bytes, "acme");
  (void)baton::detail::tag_forbids_index(bytes, "acme");
  try {
    for (const auto& entry : baton::detail::parse_sitemap(bytes, {.items = 10'000})) {
      if (!baton::is_utf8(entry.url) || !baton::is_utf8(entry.modified)) std::abort();
    }
  } catch (const baton::Error&) {
    return 0;
  }
  return 0;
}
