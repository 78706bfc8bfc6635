#include "prompt/rendering.hpp"

#include <baton/core/sync_wait.hpp>
#include <baton/prompt/few_shot.hpp>

namespace baton::testing {
namespace {

std::vector<Json> antonyms() {
  return {Json::parse(R"({"in": "hot", "out": "cold"})"),
          Json::parse(R"({"in": "up", "out": "{{ down }}"})")};
}

TEST(FewShotPrompt, JoinsWhatIsNotEmpty) {
  const FewShotPrompt prompt(
      {.examples = antonyms(), .example = "{{ in }} -> {{ out }}", .suffix = "{{ word }} ->"});
  EXPECT_EQ(prompt.render({{"word", "wet"}}), "hot -> cold\n\nup -> {{ down }}\n\nwet ->");
  EXPECT_EQ(prompt.explain({{"word", "wet"}}), prompt.render({{"word", "wet"}}));
  EXPECT_EQ(prompt.variables(), std::vector<std::string>{"word"});
}

TEST(FewShotPrompt, GivesMessages) {
  const FewShotPrompt prompt({.examples = antonyms(), .example = "{{ in }}", .reply = "{{ out }}"});
  EXPECT_EQ(prompt.messages(),
            (std::vector<Message>{Message::user("hot"), Message::assistant("cold"),
                                  Message::user("up"), Message::assistant("{{ down }}")}));
  const FewShotPrompt without({.examples = antonyms(), .example = "{{ in }}"});
  EXPECT_THROW((void)without.messages(), Error);
}

TEST(FewShotPrompt, BrokenExamplesAreNamedAtOnce) {
  try {
    const FewShotPrompt prompt({.examples = antonyms(), .example = "{{ inn }}"});
    FAIL() << "constructed";
  } catch (const Error& error) {
    EXPECT_THAT(error.message(),
                ::testing::HasSubstr("example 1: template 'example', line 1, column 4"));
  }
}

TEST(FewShotPrompt, SelectorsChooseAndOrder) {
  struct Last final : ExampleSelector {
    Task<std::vector<std::size_t>> select(std::string query,
                                          std::shared_ptr<const std::vector<std::string>> texts,
                                          Context) const override {
      std::vector<std::size_t> out;
      if (query == "ask wet") out.push_back(texts->size() - 1);
      if (query == "broken") out.push_back(99);
      co_return out;
    }
  };
  const FewShotPrompt prompt({.examples = antonyms(),
                              .example = "{{ in }}",
                              .suffix = "{{ w }}",
                              .separator = "|",
                              .query = "{{ q }}",
                              .selector = std::make_shared<Last>()});
  EXPECT_EQ(prompt.render({{"w", "x"}, {"q", "ask wet"}}), "up|x");
  EXPECT_THROW((void)prompt.render({{"w", "x"}, {"q", "broken"}}), Error);
}

TEST(FewShotPrompt, TaskOutlivesThePrompt) {
  auto task = [] {
    const FewShotPrompt prompt({.examples = antonyms(), .example = "{{ in }}"});
    return prompt.arender({});
  }();
  EXPECT_EQ(sync_wait(std::move(task)), "hot\n\nup");
}

}  // namespace
}  // namespace baton::testing
