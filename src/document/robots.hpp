#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::detail {

/// What a host's robots.txt says to one crawler (RFC 9309). An immutable value.
class RobotsRules {
 public:
  /// Allows everything: there is no file.
  RobotsRules() = default;
  /// Reads the rules of the groups for `product` (letters without regard to case), or else those for "*". Lines
  /// that are no rules are passed over; at most 1,000 rules of at most 500 bytes are kept.
  RobotsRules(std::string_view text, std::string_view product);
  [[nodiscard]] static RobotsRules none_allowed();

  /// Whether the path with its query ("/a?b") may be fetched: the longest rule decides, `Allow` among equals.
  [[nodiscard]] bool allows(std::string_view path) const;
  /// What `Crawl-delay` asks for between two fetches (not of RFC 9309, but widely written); 0 where nothing does.
  [[nodiscard]] std::chrono::milliseconds crawl_delay() const noexcept { return crawl_delay_; }

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;
  };
  std::vector<Rule> rules_;
  std::chrono::milliseconds crawl_delay_{0};
};

/// "acme-bot" of "acme-bot/1.0 (bot@acme.example)": what a crawler is called in robots.txt.
std::string_view product_of(std::string_view user_agent);

}  // namespace baton::inline v0::detail
