#include <baton/document/web.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/sync_wait.hpp>

#include "support/test_server.hpp"

namespace baton {
namespace {

using namespace std::chrono_literals;
using test::Received;
using test::Reply;
using test::TestServer;

const std::string page = "<html><head><title>Lamps</title></head><body><p>The lamp is lit. <a href='/care'>Care</a></p></body></html>";

/// A site of one robots.txt and some pages; everything else is missing.
class Web : public ::testing::Test {
 protected:
  Reply answer(const Received& request) const {
    const auto found = pages_.find(request.target);
    return found == pages_.end() ? Reply::text(404, "no") : found->second;
  }
  [[nodiscard]] WebOptions options() const {
    WebOptions options{.egress = std::make_shared<const EgressPolicy>(EgressPolicy().with_allowed("127.0.0.1"))};
    options.delay = 0ms;
    options.user_agent = "acme-bot/1.0";
    return options;
  }
  Result<Loaded> load(const std::string& path, WebOptions with) {
    return capture([&] { return sync_wait(load_page(server_.url(path), std::move(with), {})); });
  }
  Result<Loaded> load(const std::string& path) { return load(path, options()); }
  [[nodiscard]] ErrorCode code(const std::string& path) {
    const auto loaded = load(path);
    return loaded ? ErrorCode::internal : loaded.error().code();
  }

  std::map<std::string, Reply> pages_ = {
      {"/robots.txt", Reply::text(200, "User-agent: acme-bot\nDisallow: /secret\n", "text/plain")},
      {"/lamps", Reply::text(200, page, "text/html; charset=utf-8")},
  };
  TestServer server_{[this](const Received& request) { return answer(request); }};
};

TEST_F(Web, APageIsLoadedByItsType) {
  pages_.emplace("/data?x=a.pdf", Reply::text(200, "a,b\n1,2\n", "Text/CSV"));
  pages_.emplace("/notes.md?raw", Reply::text(200, "# Notes\n", "text/plain"));
  pages_.emplace("/picture", Reply::text(200, "\x89PNG\r\n\x1a\n", "image/png"));
  const Loaded loaded = load("/lamps#top").value();
  ASSERT_EQ(loaded.documents.size(), 1U);
  EXPECT_EQ(loaded.documents[0].source, server_.url("/lamps"));
  EXPECT_EQ(loaded.documents[0].title, "Lamps");
  EXPECT_EQ(loaded.documents[0].text, "The lamp is lit. [Care](" + server_.url("/care") + ")");
  EXPECT_EQ(server_.requests().at(0).target, "/robots.txt");
  EXPECT_EQ(server_.requests().at(1).header("user-agent"), "acme-bot/1.0");
  EXPECT_EQ(load("/data?x=a.pdf").value().documents[0].text, "| a | b |\n|---|---|\n| 1 | 2 |");
  EXPECT_EQ(load("/notes.md?raw").value().documents[0].media_type, "text/markdown");
  EXPECT_EQ(code("/picture"), ErrorCode::unsupported);
  EXPECT_EQ(code("/nothing"), ErrorCode::not_found);
}

TEST_F(Web, RobotsAreAskedAlsoBehindRedirects) {
  pages_.emplace("/secret/a", Reply::text(200, page, "text/html"));
  pages_.emplace("/to-secret", Reply::text(302, "", "text/html", {{"Location", "/secret/a"}}));
  pages_.emplace("/to-lamps", Reply::text(301, "", "text/html", {{"Location", "lamps"}}));
  pages_.emplace("/loop", Reply::text(307, "", "text/html", {{"Location", "/loop"}}));
  pages_.emplace("/to-file", Reply::text(302, "", "text/html", {{"Location", "file:///etc/passwd"}}));
  EXPECT_EQ(code("/secret/a"), ErrorCode::permission_denied);
  EXPECT_EQ(code("/to-secret"), ErrorCode::permission_denied);
  EXPECT_EQ(load("/to-lamps").value().documents.at(0).source, server_.url("/lamps"));
  EXPECT_EQ(code("/loop"), ErrorCode::limit_exceeded);
  EXPECT_EQ(code("/to-file"), ErrorCode::invalid_argument);
  for (const Received& request : server_.requests()) EXPECT_NE(request.target, "/secret/a");
  pages_.insert_or_assign("/robots.txt", Reply::text(503, "later"));
  EXPECT_EQ(code("/lamps"), ErrorCode::permission_denied);
  pages_.erase("/robots.txt");
  EXPECT_TRUE(load("/lamps").has_value());
}

TEST_F(Web, PagesThatAskNotToBeIndexedAreNot) {
  pages_.emplace("/header", Reply::text(200, page, "text/html", {{"X-Robots-Tag", "other: all"}, {"x-robots-tag", "noindex"}}));
  pages_.emplace("/meta", Reply::text(200, "<head><meta name=robots content='nofollow,noindex'></head><p>x", "text/html"));
  pages_.emplace("/ours", Reply::text(200, "ours", "text/plain", {{"X-Robots-Tag", "acme-bot: none"}}));
  pages_.emplace("/others", Reply::text(200, "<meta name=other content=noindex><p>x", "text/html", {{"X-Robots-Tag", "other: nofollow, noindex"}}));
  for (const char* path : {"/header", "/meta", "/ours"}) EXPECT_EQ(code(path), ErrorCode::permission_denied) << path;
  EXPECT_TRUE(load("/others").has_value());
  // A sitemap is often kept out of indexes; its pages are not.
  pages_.emplace("/sitemap.txt", Reply::text(200, server_.url("/lamps") + "\n", "text/plain", {{"X-Robots-Tag", "noindex"}}));
  EXPECT_EQ(sync_wait(load_sitemap(server_.url("/sitemap.txt"), options(), {})).documents.size(), 1U);
}

TEST_F(Web, ACrawlDelayIsKeptUpToABound) {
  pages_.insert_or_assign("/robots.txt", Reply::text(200, "User-agent: *\nCrawl-delay: 0.2\n", "text/plain"));
  pages_.emplace("/sitemap.txt", Reply::text(200, server_.url("/lamps") + "\n" + server_.url("/gone") + "\n" + server_.url("/lamps?2") + "\n", "text/plain"));
  const auto seconds_of = [&](std::chrono::milliseconds most) {
    WebOptions with = options();
    with.max_crawl_delay = most;
    const auto begin = std::chrono::steady_clock::now();
    sync_wait(load_sitemap(server_.url("/sitemap.txt"), with, {}));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  EXPECT_GE(seconds_of(60s), 0.4);
  pages_.insert_or_assign("/robots.txt", Reply::text(200, "User-agent: *\nCrawl-delay: 3600\n", "text/plain"));
  const double bounded = seconds_of(50ms);
  EXPECT_GE(bounded, 0.1);
  EXPECT_LT(bounded, 60);
}

TEST_F(Web, PolicyAndLimitsAreKept) {
  WebOptions closed;
  EXPECT_EQ(load("/lamps", closed).error().code(), ErrorCode::permission_denied);  // loopback
  EXPECT_EQ(server_.requests().size(), 0U);
  closed.egress = nullptr;
  EXPECT_EQ(load("/lamps", closed).error().code(), ErrorCode::invalid_argument);
  pages_.emplace("/large", Reply::text(200, std::string(100'000, 'x'), "text/plain"));
  WebOptions small = options();
  small.max_page_bytes = 1000;
  EXPECT_EQ(load("/large", small).error().code(), ErrorCode::limit_exceeded);
  pages_.emplace("/slow", Reply::hang_forever());
  EXPECT_EQ(load("/" + std::string(9'000, 'x')).error().code(), ErrorCode::limit_exceeded);
  const auto slow = capture([&] { return sync_wait(load_page(server_.url("/slow"), options(), Context{}.with_timeout(200ms))); });
  EXPECT_EQ(slow.error().code(), ErrorCode::deadline_exceeded);
}

TEST_F(Web, ASitemapIsItsPages) {
  const std::string host = server_.url();
  const auto entry = [](const std::string& url) { return "<url><loc>" + url + "</loc><lastmod>2024-02-29</lastmod></url>"; };
  pages_.emplace("/index.xml", Reply::text(200, "<sitemapindex><sitemap><loc>" + host + "/sitemap.xml</loc></sitemap><sitemap><loc>" + host +
                                                    "/lost.xml</loc></sitemap></sitemapindex>", "text/xml"));
  pages_.emplace("/sitemap.xml", Reply::text(200, "<urlset>" + entry(host + "/lamps") + entry(host + "/secret") + entry(host + "/gone") +
                                                      entry("https://elsewhere.example/") + "</urlset>", "application/xml"));
  WebOptions with = options();
  std::string progress;
  with.on_progress = [&](std::size_t done, std::size_t total) { progress += std::to_string(done) + "/" + std::to_string(total) + " "; };
  const Loaded loaded = sync_wait(load_sitemap(server_.url("/index.xml"), with, {}));
  ASSERT_EQ(loaded.documents.size(), 1U);
  EXPECT_EQ(loaded.documents[0].metadata.ref()["date"], "2024-02-29");
  ASSERT_EQ(loaded.skipped.size(), 4U);
  EXPECT_EQ(loaded.skipped[0].source, host + "/lost.xml");
  EXPECT_EQ(loaded.skipped[1].reason.code(), ErrorCode::permission_denied);
  EXPECT_EQ(loaded.skipped[2].reason.code(), ErrorCode::not_found);
  EXPECT_EQ(loaded.skipped[3].reason.code(), ErrorCode::permission_denied);
  EXPECT_EQ(progress, "1/4 2/4 3/4 4/4 ");
  with.on_progress = {};
  with.max_bytes = 1;
  const Loaded short_of_room = sync_wait(load_sitemap(server_.url("/sitemap.xml"), with, {}));
  EXPECT_EQ(short_of_room.documents.size(), 1U);
  ASSERT_EQ(short_of_room.skipped.size(), 1U);
  EXPECT_EQ(short_of_room.skipped[0].source, host + "/secret");
  EXPECT_EQ(short_of_room.skipped[0].reason.code(), ErrorCode::limit_exceeded);
  with.max_pages = 1;
  EXPECT_EQ(sync_wait(load_sitemap(server_.url("/sitemap.xml"), with, {})).documents.size(), 1U);
  with.on_progress = [](std::size_t, std::size_t) { throw Error(ErrorCode::cancelled, "enough"); };
  EXPECT_THROW(sync_wait(load_sitemap(server_.url("/sitemap.xml"), with, {})), Error);
  EXPECT_THROW(sync_wait(load_sitemap(server_.url("/lamps"), options(), {})), Error);
}

}  // namespace
}  // namespace baton
