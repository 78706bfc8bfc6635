#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/message/message.hpp>
#include <baton/prompt/template.hpp>
#include <baton/prompt/variables.hpp>

namespace baton::inline v0 {

/// What goes with the text of one message.
struct MessageOptions {
  std::string name = {};  ///< of the participant, where the vendor has such a field
  std::vector<std::string> images =
      {};  ///< variables that hold an `Image`, several, or URLs as text
};

/// A conversation with variables: messages from templates, and places where lists of messages go
/// in.
///
/// A value built up by its own calls, each of which gives a changed copy; rendering is `const` and
/// thread-safe. It renders to messages and nothing else: `explain()` prints them all. The values
/// never become template text. Errors are those of `Template`, and `not_found` for a missing list
/// of messages.
///
///     auto prompt = ChatPrompt{}
///                       .system("You are {{ persona }}.")
///                       .placeholder("history")
///                       .user("{{ question }}");
///     prompt.render({{"persona", "a poet"}, {"history", talk}, {"question", "Why?"}});
class BATON_EXPORT ChatPrompt {
 public:
  ChatPrompt() = default;

  /// Messages from a template's source, which is parsed here.
  [[nodiscard]] ChatPrompt system(std::string_view source) const;
  [[nodiscard]] ChatPrompt user(std::string_view source, MessageOptions options = {}) const;
  [[nodiscard]] ChatPrompt assistant(std::string_view source) const;
  /// A message from a template, for instance one of a library.
  [[nodiscard]] ChatPrompt add(Role role, Template text, MessageOptions options = {}) const;
  /// A finished message, sent as it is.
  [[nodiscard]] ChatPrompt add(Message message) const;
  /// The place of the messages in variable `name`. An optional one may be left out.
  [[nodiscard]] ChatPrompt placeholder(std::string name, bool optional = false) const;

  /// Binds some variables now; those given to `render` win over them.
  [[nodiscard]] ChatPrompt partial(const Variables& variables) const;

  [[nodiscard]] std::vector<Message> render(const Variables& variables = {}) const;
  /// The messages as they would be sent, written for reading. Bytes of images and files are
  /// counted.
  [[nodiscard]] std::string explain(const Variables& variables = {}) const;
  /// All variables that are not bound, sorted; optional placeholders are left out.
  [[nodiscard]] std::vector<std::string> variables() const;

  /// A chat prompt is a step of a chain: a record goes in, messages come out.
  using baton_step = void;
  using output_type = std::vector<Message>;
  static constexpr std::string_view step_name() { return "prompt"; }
  [[nodiscard]] std::vector<Message> operator()(const Variables& values) const {
    return render(values);
  }
  template <class... Fields>
    requires(sizeof...(Fields) > 0 && (detail::is_named<Fields> && ...))
  [[nodiscard]] std::vector<Message> operator()(Fields... fields) const {
    return render(Variables(std::move(fields)...));
  }

 private:
  struct FromTemplate {
    Role role;
    Template text;
    MessageOptions options;
  };
  struct Placeholder {
    std::string name;
    bool optional;
  };
  using Item = std::variant<FromTemplate, Placeholder, Message>;

  [[nodiscard]] ChatPrompt with(Item item) const;
  [[nodiscard]] ChatPrompt parsed(Role role, std::string_view source, MessageOptions options) const;
  static Message render_message(const FromTemplate& item, const Variables& variables);
  static void insert_messages(std::vector<Message>& out, const Placeholder& item,
                              const Variables& variables);

  std::vector<Item> items_;
  Variables bound_;
};

/// Messages written for reading, one under the other, each under its role in brackets.
[[nodiscard]] BATON_EXPORT std::string explain(const std::vector<Message>& messages);

}  // namespace baton::inline v0
