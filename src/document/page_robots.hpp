#pragma once

#include <string_view>

namespace baton::inline v0::detail {

/// Whether the value of a header `X-Robots-Tag` keeps the crawler `product` from indexing: "noindex" or "none", for all or
/// behind the crawler's own name ("acme-bot: noindex, nofollow").
/// See https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag.
bool tag_forbids_index(std::string_view value, std::string_view product);

/// The same of the elements `<meta name="robots">` and `<meta name="PRODUCT">` in front of a page's body.
bool page_forbids_index(std::string_view html, std::string_view product);

}  // namespace baton::inline v0::detail
