#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/document/loader.hpp>
#include <baton/http/egress.hpp>
#include <baton/http/http.hpp>

namespace baton::inline v0 {

/// How pages are fetched.
struct WebOptions {
  /// Which addresses may be connected to; the public internet by default. Never null.
  std::shared_ptr<const EgressPolicy> egress = std::make_shared<const EgressPolicy>();
  /// Who asks: sent as User-Agent, and its first word is what robots.txt knows us by.
  std::string user_agent = "baton";
  std::size_t max_page_bytes = std::size_t{4} << 20;  ///< of one page, unpacked
  std::size_t max_redirects = 5;
  std::size_t max_pages = 1000;             ///< that are fetched for one sitemap
  std::size_t max_bytes = std::size_t{256} << 20;  ///< of the texts of one sitemap, after which it is left
  std::chrono::milliseconds delay{1000};    ///< between two pages of a sitemap, or what the host's `Crawl-delay` asks for,
  std::chrono::milliseconds max_crawl_delay{60'000};  ///< up to this
  HttpTimeouts timeouts = {.connect = std::chrono::seconds(10), .first_byte = std::chrono::seconds(30),
                           .idle = std::chrono::seconds(15), .total = std::chrono::seconds(60)};
  LoadOptions load = {};
  /// Called after each page of a sitemap with how many are done, and how many there are. May throw to stop.
  std::function<void(std::size_t done, std::size_t total)> on_progress = {};
};

/// Loads one page by the loader of its type: HTML, PDF, text, … Its source is the address that answered, links in
/// it are absolute. A page that names no type is known by its bytes.
///
/// robots.txt (RFC 9309) of every host is asked first, also behind redirects, and what it forbids is
/// `permission_denied`, as is an address that the policy forbids; a host whose robots.txt fails with a server error
/// is left alone. A page that says "noindex" or "none" to all or to us, by `X-Robots-Tag` or `<meta name="robots">`, is
/// `permission_denied` too. Redirects stay within http and https, and never lead from https to http. Errors: those of
/// `HttpClient` and of the loader; `not_found` (404, 410), `bad_response` for other answers than 200;
/// `limit_exceeded` for a page too large or too many redirects.
///
///     Loaded page = sync_wait(load_page("https://example.com/guide", {.user_agent = "acme-indexer (bot@acme.example)"}, context));
[[nodiscard]] BATON_EXPORT Task<Loaded> load_page(std::string url, WebOptions options, Context context);

/// Loads the pages that a sitemap lists (sitemaps.org 0.9: XML, an index of them, or a text file; also gzip), one
/// after the other with `delay` between them, each under the rules of `load_page`. `lastmod` becomes
/// `metadata["date"]` where the page tells none.
///
/// Pages of other hosts, those robots.txt forbids, those that fail and sitemaps of an index that fail are in
/// `Loaded::skipped` and do not stop the run, and so is the page that was not fetched after `max_bytes`. Throws when the first sitemap cannot be read, and when the context ends.
[[nodiscard]] BATON_EXPORT Task<Loaded> load_sitemap(std::string url, WebOptions options, Context context);

}  // namespace baton::inline v0
