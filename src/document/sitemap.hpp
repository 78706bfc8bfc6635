#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <baton/core/limits.hpp>

namespace baton::inline v0::detail {

/// An address in a sitemap.
struct SitemapEntry {
  std::string url = {};
  std::string modified = {};  ///< as it stands there, or empty
  bool is_sitemap = false;  ///< of an index: another sitemap
};

/// Reads a sitemap (https://www.sitemaps.org/protocol.html): XML, an index, or a text file of one address a line.
/// Throws `parse_error` for XML of other kinds, and what `parse_xml` throws.
std::vector<SitemapEntry> parse_sitemap(std::string_view bytes, const Limits& limits);

}  // namespace baton::inline v0::detail
