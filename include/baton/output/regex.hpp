#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// The step that pulls the named groups of a regular expression out of an answer:
/// `model | regex(R"(Score: (?P<score>\d+))")` gives `{{"score", "7"}}`.
///
/// RE2 syntax, linear time. The first match counts. Without named groups the result has the groups by
/// number ("1", "2", …) and the whole match as "0"; groups that took no part are left out. Throws
/// `model_output_invalid` when nothing matches. Immutable and shared by its copies: any thread may use
/// it.
class BATON_EXPORT RegexParser {
 public:
  using baton_step = void;
  using output_type = std::map<std::string, std::string>;
  static constexpr std::string_view step_name() { return "regex"; }

  /// Throws `invalid_argument` for a malformed expression, with RE2's reason.
  explicit RegexParser(std::string_view pattern);

  [[nodiscard]] std::map<std::string, std::string> operator()(const ChatResponse& response) const;
  [[nodiscard]] std::map<std::string, std::string> operator()(std::string_view text) const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

/// `RegexParser` of this expression.
[[nodiscard]] inline RegexParser regex(std::string_view pattern) { return RegexParser(pattern); }

}  // namespace baton::inline v0
