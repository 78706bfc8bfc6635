#include "prompt/rendering.hpp"

#include <baton/prompt/chat_prompt.hpp>

namespace baton::testing {
namespace {

using namespace baton::literals;

ChatPrompt interview() {
  return ChatPrompt{}
      .system("You are {{ persona }}.")
      .placeholder("history")
      .user("{{ question }}");
}

TEST(ChatPrompt, RendersMessagesInOrder) {
  const std::vector<Message> talk = {Message::user("Hi"),
                                     Message::assistant("Hello {{ not parsed }}")};
  const auto messages =
      interview().render({{"persona", "a poet"}, {"history", talk}, {"question", "Why {{ x }}?"}});
  EXPECT_EQ(messages, (std::vector<Message>{Message::system("You are a poet."), talk[0], talk[1],
                                            Message::user("Why {{ x }}?")}));
}

TEST(ChatPrompt, TakesRecordsAndNamedValues) {
  const auto prompt = ChatPrompt{}.user("{{ a }} {{ b }}");
  EXPECT_EQ(prompt("a"_a = 1, "b"_a = "two"), std::vector<Message>{Message::user("1 two")});
  EXPECT_EQ(prompt(Record("a"_a = true, "b"_a = 1.5)),
            std::vector<Message>{Message::user("True 1.5")});
}

TEST(ChatPrompt, PartialsBindNowAndLaterValuesWin) {
  const auto poet = interview().partial({{"persona", "a poet"}, {"question", "What?"}});
  EXPECT_EQ(poet.variables(), std::vector<std::string>{"history"});
  const auto messages = poet.render({{"history", std::vector<Message>{}}, {"question", "Who?"}});
  EXPECT_EQ(messages,
            (std::vector<Message>{Message::system("You are a poet."), Message::user("Who?")}));
  EXPECT_EQ(interview().variables(), (std::vector<std::string>{"history", "persona", "question"}));
}

TEST(ChatPrompt, MissingAndWrongPlaceholders) {
  const auto render = [](Variables variables) -> Error {
    try {
      (void)interview().render(variables);
    } catch (const Error& error) {
      return error;
    }
    return {ErrorCode::internal, "rendered"};
  };
  const auto missing = render({{"persona", "x"}, {"question", "y"}});
  EXPECT_EQ(missing.code(), ErrorCode::not_found);
  EXPECT_THAT(missing.message(),
              ::testing::HasSubstr("'history' was not passed: there are persona, question"));
  EXPECT_EQ(render({{"persona", "x"}, {"history", "text"}}).code(), ErrorCode::invalid_argument);
  EXPECT_THAT(render({{"history", std::vector<Message>{}}}).message(),
              ::testing::HasSubstr("'system message 1'"));
  EXPECT_TRUE(ChatPrompt{}.placeholder("history", true).render().empty());
}

TEST(ChatPrompt, ImagesComeFromVariables) {
  const auto prompt = ChatPrompt{}.user("Look", {.images = {"photo", "more"}});
  const auto messages =
      prompt.render({{"photo", Image{{}, "abc", "image/png", {}}},
                     {"more", std::vector<std::string>{"https://a/1.png", "https://a/2.png"}}});
  ASSERT_EQ(messages.size(), 1U);
  ASSERT_EQ(messages[0].parts.size(), 4U);
  EXPECT_EQ(std::get<Image>(messages[0].parts[1]).bytes, "abc");
  EXPECT_EQ(std::get<Image>(messages[0].parts[3]).url, "https://a/2.png");
  EXPECT_EQ(prompt.variables(), (std::vector<std::string>{"more", "photo"}));
  EXPECT_THROW((void)prompt.render({{"photo", 1}, {"more", "x"}}), Error);
}

TEST(ChatPrompt, ExplainShowsEverythingThatIsSent) {
  const ToolCall call{.id = "c1", .name = "add", .arguments = "{\"a\":1}"};
  const auto prompt = ChatPrompt{}
                          .system("S {{ x }}")
                          .add(Message{.role = Role::assistant, .parts = {call}, .name = {}})
                          .add(Message::tool_result(call, "2"))
                          .user("U", {.name = "Ada", .images = {"i"}});
  EXPECT_EQ(prompt.explain({{"x", 1}, {"i", "https://a"}}),
            "[system]\nS 1\n\n[assistant]\n[tool call c1: add {\"a\":1}]\n\n[tool]\n[tool result "
            "c1]\n2\n\n"
            "[user Ada]\nU\n[image https://a]\n");
}

}  // namespace
}  // namespace baton::testing
