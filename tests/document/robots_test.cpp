#include "document/robots.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace baton {
namespace {

using detail::RobotsRules;

TEST(Robots, TheLongestRuleOfOurGroupDecides) {
  const std::string_view text =
      "\xEF\xBB\xBF# of nobody\nDisallow: /orphan\n\nUser-agent: other\nUser-Agent: Acme-Bot/2.0\nDisallow: /private # why\nAllow: /private/open\n"
      "Crawl-delay: 3\nDisallow: /*.pdf$\nDisallow: /caf\u00e9\nDisallow:\n\nuser-agent: *\nDisallow: /\n\nUser-agent: acme-bot\nDisallow: /tilde/%7Ejoe\n";
  const RobotsRules ours(text, "acme-bot");
  struct Case {
    const char* path;
    bool allowed;
  };
  for (const Case& each : {Case{"/", true}, Case{"/orphan", true}, Case{"/private", false}, Case{"/private/x", false}, Case{"/private/open/x", true},
                           Case{"/Private", true}, Case{"/a/b.pdf", false}, Case{"/a/b.pdf?x", true}, Case{"/b.pdfx", true},
                           Case{"/caf%C3%A9", false}, Case{"/caf%c3%a9/x", false}, Case{"/tilde/~joe", false}, Case{"/tilde/%7ejoe/x", false}, Case{"/robots.txt", true}}) {
    EXPECT_EQ(ours.allows(each.path), each.allowed) << each.path;
  }
  EXPECT_FALSE(RobotsRules(text, "somebody").allows("/a"));
  EXPECT_FALSE(RobotsRules(text, "").allows("/a"));
  EXPECT_TRUE(RobotsRules("", "acme").allows("/a"));
  EXPECT_TRUE(RobotsRules("User-agent: acme\nDisallow: /x\n", "zebra").allows("/x"));
  EXPECT_TRUE(RobotsRules("User-agent: *\nDisallow: /a\nAllow: /a\n", "acme").allows("/a"));  // Allow among equals
  EXPECT_FALSE(RobotsRules::none_allowed().allows("/a"));
}

TEST(Robots, TheDelayIsThatOfOurGroup) {
  const auto delay = [](const std::string& text) { return RobotsRules(text, "acme").crawl_delay().count(); };
  EXPECT_EQ(delay(""), 0);
  EXPECT_EQ(delay("User-agent: *\nCrawl-delay: 2\n"), 2000);
  EXPECT_EQ(delay("User-agent: *\nCrawl-delay: 2\n\nUser-agent: Acme\nDisallow: /a\ncrawl-delay: 0.5 # half\n"), 500);
  EXPECT_EQ(delay("User-agent: *\nCrawl-delay: 2\n\nUser-agent: acme\nDisallow: /a\n"), 0);
  EXPECT_EQ(delay("User-agent: acme\nCrawl-delay: 3\nUser-agent: other\nDisallow: /\n"), 3000);
  EXPECT_FALSE(RobotsRules("User-agent: acme\nCrawl-delay: 3\nUser-agent: other\nDisallow: /\n", "acme").allows("/a"));
  EXPECT_EQ(delay("User-agent: *\nCrawl-delay: 1e300\n"), 86'400'000);
  for (const char* value : {"-1", "nan", "soon", "", "3 s"}) EXPECT_EQ(delay("User-agent: *\nCrawl-delay: " + std::string(value) + "\n"), 0) << value;
}

TEST(Robots, WildcardsMatchWhatTheyShould) {
  const auto forbids = [](const std::string& pattern, std::string_view path) {
    return !RobotsRules("User-agent: *\r\nDisallow: " + pattern + "\r\n", "a").allows(path);
  };
  EXPECT_TRUE(forbids("/*/x*z", "/a/b/xyz/more"));
  EXPECT_FALSE(forbids("/*/x*z$", "/a/b/xyz/more"));
  EXPECT_TRUE(forbids("/*/x*z$", "/a/xz/b/xyz"));
  EXPECT_TRUE(forbids("*", "/"));
  EXPECT_TRUE(forbids("/a$", "/a"));
  EXPECT_FALSE(forbids("/a$", "/ab"));
  std::string stars;
  for (int i = 0; i < 100; ++i) stars += "*a";
  EXPECT_FALSE(forbids(stars + "*b", "/" + std::string(2000, 'a')));  // at once
  EXPECT_FALSE(forbids("*" + std::string(498, 'a') + "b", "/" + std::string(8000, 'a')));
  EXPECT_TRUE(forbids("*" + std::string(400, 'a') + "*b$", "/" + std::string(400, 'a') + "b"));
  EXPECT_FALSE(forbids("*ab*b$", "/ab"));
}

TEST(Robots, TheProductIsTheFirstWord) {
  EXPECT_EQ(detail::product_of("acme-bot/1.0 (bot@acme.example)"), "acme-bot");
  EXPECT_EQ(detail::product_of(" Acme_Bot "), "Acme_Bot");
  EXPECT_EQ(detail::product_of("*"), "");
}

}  // namespace
}  // namespace baton
