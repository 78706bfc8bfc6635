#include "document/page_robots.hpp"

#include <string>

#include <gtest/gtest.h>

namespace baton {
namespace {

TEST(PageRobots, TagsAreForAllOrForOneCrawler) {
  for (const char* value : {"noindex", " NoIndex ", "none", "nofollow, noindex", "acme-bot: noindex", "Acme-Bot:nofollow,noindex", "other: nofollow, acme-bot: none",
                            "*: noindex", "acme-bot/3: nofollow, noindex", "max-snippet: 10, noindex", "unavailable_after: 25 Jun 2010 15:00:00 PST, noindex"}) {
    EXPECT_TRUE(detail::tag_forbids_index(value, "acme-bot")) << value;
  }
  for (const char* value : {"", ",", ":", "all", "nofollow, noarchive", "other: noindex", "other: nofollow, noindex", "360spider: nofollow, noindex", "other/2.1: nofollow, noindex", "noindexing", "x: y: noindex",
                            "max-image-preview: none", "unavailable_after: 25 Jun 2010 15:00:00 PST"}) {
    EXPECT_FALSE(detail::tag_forbids_index(value, "acme-bot")) << value;
  }
  EXPECT_TRUE(detail::tag_forbids_index("noindex", ""));
  EXPECT_FALSE(detail::tag_forbids_index("acme: noindex", ""));
}

TEST(PageRobots, MetaElementsOfTheHeadAreRead) {
  for (const char* html : {"<meta name=robots content=noindex>", "<!doctype html><html><head><META NAME=\"Robots\" CONTENT=\"nofollow, NONE\"/></head><body>x",
                           "<title>t</title><meta content='noindex' name='acme-bot'><p>x", "<meta name=robots content=all><meta name=acme-bot content=noindex>"}) {
    EXPECT_TRUE(detail::page_forbids_index(html, "acme-bot")) << html;
  }
  for (const char* html : {"", "<", "plain", "<meta name=robots>", "<meta name=other content=noindex>", "<meta name=robots content=nofollow>",
                           "<!-- <meta name=robots content=noindex> -->", "<html><body><p>x<meta name=robots content=noindex></body>",
                           "<script>'<meta name=robots content=noindex>'</script>"}) {
    EXPECT_FALSE(detail::page_forbids_index(html, "acme-bot")) << html;
  }
}

}  // namespace
}  // namespace baton
