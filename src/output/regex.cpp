#include <baton/output/regex.hpp>

#include <vector>

#include <re2/re2.h>

#include <baton/core/error.hpp>
#include <baton/output/answer.hpp>

namespace baton::inline v0 {
namespace {

re2::RE2::Options quiet() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  return options;
}

}  // namespace

struct RegexParser::State {
  explicit State(std::string_view pattern)
      : expression(re2::StringPiece(pattern.data(), pattern.size()), quiet()) {}

  re2::RE2 expression;
};

RegexParser::RegexParser(std::string_view pattern) : state_(std::make_shared<State>(pattern)) {
  if (state_->expression.ok()) return;
  throw Error(ErrorCode::invalid_argument, "the expression '" + std::string(pattern) +
                                               "' is not valid RE2: " + state_->expression.error());
}

std::map<std::string, std::string> RegexParser::operator()(const ChatResponse& response) const {
  return (*this)(std::string_view(answer_text(response)));
}

std::map<std::string, std::string> RegexParser::operator()(std::string_view text) const {
  const re2::RE2& expression = state_->expression;
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(expression.NumberOfCapturingGroups()) + 1);
  if (!expression.Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), re2::RE2::UNANCHORED,
                        groups.data(), static_cast<int>(groups.size()))) {
    throw unusable_answer("the answer does not match the expression " + expression.pattern(),
                          std::string(text));
  }
  std::map<std::string, std::string> result;
  const auto put = [&](const std::string& name, std::size_t group) {
    if (groups[group].data() != nullptr) result.emplace(name, std::string(groups[group]));
  };
  const auto& names = expression.NamedCapturingGroups();
  for (const auto& [name, group] : names) put(name, static_cast<std::size_t>(group));
  if (!names.empty()) return result;
  for (std::size_t i = 0; i < groups.size(); ++i) put(std::to_string(i), i);
  return result;
}

}  // namespace baton::inline v0
