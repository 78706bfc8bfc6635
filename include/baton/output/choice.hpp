#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/fields.hpp>
#include <baton/message/chat.hpp>
#include <baton/output/answer.hpp>

namespace baton::inline v0 {

/// Which of `options` the text names: the one it consists of, quotes, markdown, punctuation and the case
/// of ASCII letters aside; else the only one that occurs in it as a whole word. Throws
/// `model_output_invalid` that lists the options when that is none or several.
[[nodiscard]] BATON_EXPORT std::size_t match_choice(std::span<const std::string_view> options,
                                                    std::string_view text);

/// The step that turns an answer into one of a few texts: `model | choice({"yes", "no"})`. An answer
/// cut off by the token limit will do if it names one. Immutable: any thread may use it.
class BATON_EXPORT ChoiceParser {
 public:
  using baton_step = void;
  using output_type = std::string;
  static constexpr std::string_view step_name() { return "choice"; }

  /// Throws `invalid_argument` when there is no option, or an empty one.
  explicit ChoiceParser(std::vector<std::string> options);

  [[nodiscard]] std::string operator()(const ChatResponse& response) const {
    return (*this)(std::string_view(answer_text(response)));
  }
  [[nodiscard]] std::string operator()(std::string_view text) const;

 private:
  std::vector<std::string> options_;
};

/// `ChoiceParser` of these options.
[[nodiscard]] inline ChoiceParser choice(std::vector<std::string> options) {
  return ChoiceParser(std::move(options));
}

/// The step that turns an answer into a value of a described enum: `model | one_of<Sentiment>()`.
/// Stateless: any thread may use it.
template <DescribedEnum E>
class EnumParser {
 public:
  using baton_step = void;
  using output_type = E;
  static constexpr std::string_view step_name() { return "one_of"; }

  [[nodiscard]] E operator()(const ChatResponse& response) const {
    return (*this)(std::string_view(answer_text(response)));
  }
  [[nodiscard]] E operator()(std::string_view answer) const {
    return enumerators(detail::fields_of<E>)[match_choice(field_names<E>, answer)];
  }

 private:
  template <auto... Values>
  static constexpr std::array<E, sizeof...(Values)> enumerators(const detail::FieldList<E, Values...>&) {
    return {Values...};
  }
};

/// `EnumParser<E>`.
template <DescribedEnum E>
[[nodiscard]] constexpr EnumParser<E> one_of() {
  return {};
}

}  // namespace baton::inline v0
