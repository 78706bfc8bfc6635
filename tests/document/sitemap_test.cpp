#include "document/sitemap.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

TEST(Sitemap, IsXmlAnIndexOrLines) {
  const auto pages = detail::parse_sitemap(
      "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc> https://e.org/a?x=1&amp;y=2 </loc>"
      "<lastmod>2024-02-29</lastmod></url><url><loc></loc></url><url><loc>https://e.org/b</loc></url></urlset>",
      {});
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].url, "https://e.org/a?x=1&y=2");
  EXPECT_EQ(pages[0].modified, "2024-02-29");
  EXPECT_FALSE(pages[1].is_sitemap);
  const auto index = detail::parse_sitemap("<sitemapindex><sitemap><loc>https://e.org/s.xml</loc></sitemap></sitemapindex>", {});
  ASSERT_EQ(index.size(), 1U);
  EXPECT_TRUE(index[0].is_sitemap);
  const auto lines = detail::parse_sitemap("https://e.org/a\r\n\nhttps://e.org/b", {});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1].url, "https://e.org/b");
  EXPECT_TRUE(detail::parse_sitemap("", {}).empty());
  for (const char* bad : {"<html/>", "<urlset>", "<!DOCTYPE u [<!ENTITY a 'b'>]><urlset/>"})
    EXPECT_THROW((void)detail::parse_sitemap(bad, {}), Error) << bad;
}

}  // namespace
}  // namespace baton
