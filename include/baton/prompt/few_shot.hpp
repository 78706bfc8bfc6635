#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/task.hpp>
#include <baton/message/message.hpp>
#include <baton/prompt/example_selector.hpp>
#include <baton/prompt/template.hpp>
#include <baton/prompt/variables.hpp>

namespace baton::inline v0 {

/// The parts of a few-shot prompt. All texts are template sources.
struct FewShotOptions {
  std::vector<Json> examples =
      {};                    ///< objects, whose keys are the variables of `example` and `reply`
  std::string example = {};  ///< one example, or what the user says in it
  std::string reply = {};    ///< what the assistant answers in an example; needed for `messages`
  std::string prefix = {};   ///< before the examples
  std::string suffix = {};   ///< behind them, usually with the question
  std::string separator = "\n\n";
  std::string query = {};  ///< what the selector compares with; the rendered suffix when empty
  std::shared_ptr<const ExampleSelector> selector = {};  ///< all examples when null
};

/// Shows a model how it is done: text, examples, question.
///
/// Immutable and thread-safe. `render` joins prefix, examples and suffix, those that are not empty,
/// by the separator; `messages` gives each example as a message of the user and one of the
/// assistant, to put into the placeholder of a `ChatPrompt`. Nothing else is added: `explain` shows
/// it. Throws what `Template` and the selector throw.
///
///     FewShotPrompt antonyms({.examples = {Json::parse(R"({"in": "hot", "out": "cold"})")},
///                             .example = "{{ in }} -> {{ out }}",
///                             .suffix = "{{ word }} ->"});
///     antonyms.render({{"word", "wet"}});   // "hot -> cold\n\nwet ->"
class BATON_EXPORT FewShotPrompt {
 public:
  /// Parses and renders all examples; throws `parse_error` and `invalid_argument` here, not later.
  explicit FewShotPrompt(FewShotOptions options);

  [[nodiscard]] Task<std::string> arender(Variables variables, Context context = {}) const;
  [[nodiscard]] Task<std::vector<Message>> amessages(Variables variables,
                                                     Context context = {}) const;
  /// The same, waited for on the calling thread.
  [[nodiscard]] std::string render(const Variables& variables = {},
                                   const Context& context = {}) const;
  [[nodiscard]] std::vector<Message> messages(const Variables& variables = {},
                                              const Context& context = {}) const;
  /// Exactly the text that `render` gives.
  [[nodiscard]] std::string explain(const Variables& variables = {}) const {
    return render(variables);
  }
  /// The variables of prefix, suffix and query, sorted.
  [[nodiscard]] std::vector<std::string> variables() const;

 private:
  struct Parts;
  static Task<std::string> text_of(std::shared_ptr<const Parts> parts, Variables variables,
                                   Context context);
  static Task<std::vector<Message>> messages_of(std::shared_ptr<const Parts> parts,
                                                Variables variables, Context context);

  std::shared_ptr<const Parts> parts_;
};

}  // namespace baton::inline v0
