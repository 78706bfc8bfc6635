#include <baton/document/web.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include <baton/core/runtime.hpp>
#include <baton/document/media_type.hpp>
#include <baton/http/client.hpp>

#include "core/ascii.hpp"
#include "core/is_stop.hpp"
#include "core/uri.hpp"
#include "document/document_facts.hpp"
#include "document/gzip.hpp"
#include "document/page_robots.hpp"
#include "document/robots.hpp"
#include "document/sitemap.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t robots_bytes = std::size_t{512} << 10;  ///< RFC 9309, 2.5, asks for 500 KiB at least
constexpr std::size_t sitemap_bytes = std::size_t{50} << 20;  ///< sitemaps.org: 52,428,800 bytes
constexpr std::size_t longest_address = 8192;                 ///< RFC 9110, 4.1, asks for 8,000 bytes at least
constexpr std::size_t most_sitemaps = 100;                    ///< of one index

/// A web address in its two parts, without the fragment.
struct WebAddress {
  std::string origin;  ///< "https://example.org:8080"
  std::string path;    ///< "/a?b"
  [[nodiscard]] std::string text() const { return origin + path; }
};

bool is_secure(const WebAddress& address) { return address.origin.starts_with("https:"); }

WebAddress web_address(std::string_view url) {
  const std::string_view whole = split_fragment(url).first;
  if (whole.size() > longest_address) {
    throw Error(ErrorCode::limit_exceeded, "the web address '" + std::string(whole.substr(0, 100)) + "…' is longer than " + std::to_string(longest_address) + " bytes");
  }
  const bool web = whole.starts_with("https://") || whole.starts_with("http://");
  const std::size_t host = web ? whole.find("//") + 2 : 0;
  if (!web || whole.size() == host) {
    throw Error(ErrorCode::invalid_argument, "'" + std::string(url) + "' is no web address: write https://host/path");
  }
  const std::size_t end = std::min(whole.find_first_of("/?", host), whole.size());
  std::string path(whole.substr(end));
  if (!path.starts_with('/')) path.insert(0, 1, '/');
  return {ascii::lower(whole.substr(0, end)), std::move(path)};
}

/// What an answer's type is called here; empty when it tells less than name and bytes do.
std::string type_told(std::string_view content_type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> meant = {{
      {"application/xhtml+xml", "text/html"}, {"application/json", "text/json"}, {"application/xml", "text/xml"},
      {"application/x-ndjson", "text/x-ndjson"}, {"application/yaml", "text/yaml"}, {"application/octet-stream", ""},
      {"text/plain", ""}, {"application/gzip", ""}}};
  std::string type = ascii::lower(content_type.substr(0, content_type.find(';')));
  std::erase(type, ' ');
  const auto* const found = std::ranges::find(meant, type, &std::pair<std::string_view, std::string_view>::first);
  return found == meant.end() ? type : std::string(found->second);
}

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

Error answer_error(int status, const std::string& url) {
  const ErrorCode code = status == 404 || status == 410 ? ErrorCode::not_found : ErrorCode::bad_response;
  return {code, "'" + url + "' answers with status " + std::to_string(status)};
}

/// An answer of 200 from where the redirects led.
struct WebAnswer {
  WebAddress address;
  std::string type;
  std::string body;
  bool may_index = true;  ///< as far as its headers say
};

std::size_t loaded_bytes(const Loaded& loaded) {
  std::size_t bytes = 0;
  for (const Document& document : loaded.documents) bytes += document.text.size();
  return bytes;
}

/// Fetches under the rules of every host. Lives in the frame of one call.
class WebReader {
 public:
  WebReader(WebOptions options, Context context) : options_(std::move(options)), context_(std::move(context)) {
    if (!options_.egress) throw Error(ErrorCode::invalid_argument, "WebOptions::egress is null: pass a policy");
  }

  Task<Loaded> page(std::string url) {
    const WebAnswer answer = co_await fetch(std::move(url), options_.max_page_bytes);
    if (!answer.may_index) refuse_index(answer);
    co_return co_await context_.runtime().blocking([this, &answer] { return read(answer); }, context_);
  }

  Task<Loaded> sitemap(std::string url) {
    Loaded loaded;
    const std::vector<detail::SitemapEntry> pages = co_await entries(std::move(url), loaded.skipped);
    for (std::size_t at = 0; at < pages.size(); ++at) {
      if (loaded_bytes(loaded) >= options_.max_bytes) {
        loaded.skipped.push_back({pages[at].url, beyond_bytes(pages.size() - at)});
        break;
      }
      if (at > 0) co_await context_.runtime().sleep_for(pause_before(pages[at].url), context_);
      co_await take(pages[at], loaded);
      if (options_.on_progress) options_.on_progress(at + 1, pages.size());
    }
    co_return loaded;
  }

 private:
  Task<WebAnswer> fetch(std::string url, std::size_t most_bytes) {
    WebAddress address = web_address(url);
    for (std::size_t turn = 0; turn <= options_.max_redirects; ++turn) {
      co_await ask_robots(address);
      HttpRequest wanted = request(address, most_bytes);
      HttpResponse response = co_await HttpClient::of(context_.runtime()).send(std::move(wanted), context_);
      if (response.status == 200) {
        WebAnswer answer = {std::move(address), type_told(response.header("content-type")), std::move(response.body), may_index(response)};
        co_return answer;
      }
      if (!is_redirect(response.status)) throw answer_error(response.status, address.text());
      address = redirected(address, response.header("location"));
    }
    throw Error(ErrorCode::limit_exceeded, "'" + url + "' redirects more than " + std::to_string(options_.max_redirects) + " times");
  }

  [[nodiscard]] HttpRequest request(const WebAddress& address, std::size_t most_bytes) const {
    HttpRequest request;
    request.url = address.text();
    request.headers = {{"User-Agent", options_.user_agent}, {"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}};
    request.timeouts = options_.timeouts;
    request.limits.bytes = most_bytes;
    request.egress = options_.egress;
    return request;
  }

  static WebAddress redirected(const WebAddress& from, std::string_view location) {
    if (location.empty()) throw Error(ErrorCode::bad_response, "'" + from.text() + "' redirects to nowhere");
    WebAddress to = web_address(resolve_uri(from.text(), location));
    if (is_secure(from) && !is_secure(to))
      throw Error(ErrorCode::permission_denied, "'" + from.text() + "' redirects from https to http");
    return to;
  }

  Task<void> ask_robots(const WebAddress& address) {
    auto known = rules_.find(address.origin);
    if (known == rules_.end()) {
      detail::RobotsRules rules = co_await robots_of(address.origin);
      known = rules_.emplace(address.origin, std::move(rules)).first;
    }
    if (known->second.allows(address.path)) co_return;
    throw Error(ErrorCode::permission_denied, "robots.txt of " + address.origin + " forbids '" + address.path + "', or could not be read");
  }

  /// 4xx means that there are no rules, 5xx that nothing may be fetched (RFC 9309, 2.3.1).
  Task<detail::RobotsRules> robots_of(std::string origin) {
    WebAddress address{origin, "/robots.txt"};
    for (std::size_t turn = 0; turn <= options_.max_redirects; ++turn) {
      HttpRequest wanted = request(address, std::size_t{64} << 20);
      HttpExchange exchange = co_await HttpClient::of(context_.runtime()).open(std::move(wanted), context_);
      const int status = exchange.head().status;
      if (is_redirect(status)) {
        address = redirected(address, exchange.head().header("location"));
        continue;
      }
      if (status >= 500) co_return detail::RobotsRules::none_allowed();
      if (status != 200) co_return detail::RobotsRules();
      std::string text;
      while (text.size() < robots_bytes) {
        const std::string block = co_await exchange.read();
        if (block.empty()) break;
        text += block;
      }
      co_return detail::RobotsRules(text, detail::product_of(options_.user_agent));
    }
    co_return detail::RobotsRules();  // too many redirects: as if there were none (2.3.1.2)
  }

  [[nodiscard]] bool may_index(const HttpHead& head) const {
    return std::ranges::none_of(head.headers, [this](const HttpHeader& header) {
      return ascii::equal_ignoring_case(header.name, "x-robots-tag") &&
             detail::tag_forbids_index(header.value, detail::product_of(options_.user_agent));
    });
  }

  [[noreturn]] static void refuse_index(const WebAnswer& answer) {
    throw Error(ErrorCode::permission_denied, "'" + answer.address.text() + "' asks not to be indexed (noindex)");
  }

  /// How long its host wants to be left alone, and the application.
  [[nodiscard]] std::chrono::milliseconds pause_before(const std::string& url) const {
    const std::size_t host = url.find("//");
    const auto known = rules_.find(host == std::string::npos ? url : ascii::lower(url.substr(0, url.find_first_of("/?#", host + 2))));
    if (known == rules_.end()) return options_.delay;
    return std::max(options_.delay, std::min(known->second.crawl_delay(), options_.max_crawl_delay));
  }

  [[nodiscard]] Loaded read(const WebAnswer& answer) const {
    const std::string name = answer.address.path.substr(0, answer.address.path.find('?'));
    const std::string type = answer.type.empty() ? std::string(media_type(name, std::string_view(answer.body).substr(0, 512))) : answer.type;
    if (type == "text/html" && detail::page_forbids_index(answer.body, detail::product_of(options_.user_agent))) refuse_index(answer);
    return load_bytes(answer.address.text(), answer.body, options_.load, context_, type).value();
  }

  /// The pages of a sitemap, or of those an index names. One of an index that cannot be read is skipped.
  Task<std::vector<detail::SitemapEntry>> entries(std::string url, std::vector<SkippedPart>& skipped) {
    std::vector<detail::SitemapEntry> waiting(1);
    waiting[0].url = std::move(url);
    std::vector<detail::SitemapEntry> pages;
    for (std::size_t at = 0; at < waiting.size() && pages.size() < options_.max_pages; ++at) {
      if (at > 0) co_await context_.runtime().sleep_for(pause_before(waiting[at].url), context_);
      std::vector<detail::SitemapEntry> found;
      try {
        found = co_await sitemap_at(waiting[at].url);
      } catch (const Error& error) {
        if (is_stop(error)) context_.check();
        if (at == 0) throw;
        skipped.push_back({waiting[at].url, error});
      }
      for (const detail::SitemapEntry& entry : found) {
        if (entry.is_sitemap && at == 0 && waiting.size() <= most_sitemaps) waiting.push_back(entry);
        if (!entry.is_sitemap && pages.size() < options_.max_pages) pages.push_back(entry);
      }
    }
    host_ = web_address(waiting[0].url).origin;
    co_return pages;
  }

  [[nodiscard]] Error beyond_bytes(std::size_t left) const {
    return {ErrorCode::limit_exceeded, "this page and " + std::to_string(left - 1) + " more of the sitemap were left out: those before hold " +
                                           "WebOptions::max_bytes (" + std::to_string(options_.max_bytes) + ") of text"};
  }

  Task<std::vector<detail::SitemapEntry>> sitemap_at(std::string url) {
    const WebAnswer answer = co_await fetch(std::move(url), sitemap_bytes);
    co_return co_await context_.runtime().blocking([this, &answer] { return listed(answer.body); }, context_);
  }

  [[nodiscard]] std::vector<detail::SitemapEntry> listed(const std::string& body) const {
    if (!detail::is_gzip(body)) return detail::parse_sitemap(body, options_.load.limits);
    Limits limits = options_.load.limits;
    limits.bytes = std::min(limits.bytes, sitemap_bytes);
    const auto unpacked = detail::gunzip(body, limits);
    if (!unpacked) throw unpacked.error();
    return detail::parse_sitemap(*unpacked, options_.load.limits);
  }

  Task<void> take(const detail::SitemapEntry& entry, Loaded& into) {
    try {
      if (web_address(entry.url).origin != host_)
        throw Error(ErrorCode::permission_denied, "the page is of another host than the sitemap: load it by its own");
      std::string url = entry.url;
      Loaded loaded = co_await page(std::move(url));
      for (Document& document : loaded.documents) detail::note(document, "date", detail::iso_date(entry.modified));
      std::ranges::move(loaded.documents, std::back_inserter(into.documents));
      std::ranges::move(loaded.skipped, std::back_inserter(into.skipped));
    } catch (const Error& error) {
      if (is_stop(error)) context_.check();
      into.skipped.push_back({entry.url, error});
    }
  }

  const WebOptions options_;
  const Context context_;
  std::map<std::string, detail::RobotsRules, std::less<>> rules_;
  std::string host_;
};

}  // namespace

Task<Loaded> load_page(std::string url, WebOptions options, Context context) {
  WebReader reader(std::move(options), std::move(context));
  co_return co_await reader.page(std::move(url));
}

Task<Loaded> load_sitemap(std::string url, WebOptions options, Context context) {
  WebReader reader(std::move(options), std::move(context));
  co_return co_await reader.sitemap(std::move(url));
}

}  // namespace baton::inline v0
