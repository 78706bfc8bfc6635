#include <baton/chain/repair.hpp>

#include <memory>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/output/structured.hpp>
#include <baton/output/text.hpp>
#include <baton/provider/testing.hpp>

namespace repair_test {

using namespace baton;  // NOLINT

struct City {
  std::string name;
  int people = 0;
  bool operator==(const City&) const = default;
};
BATON_FIELDS(City, name, (people, minimum(1)))

ChatResponse answer(std::string words, std::int64_t tokens) {
  ChatResponse response;
  response.message = Message::assistant(std::move(words));
  response.usage.input_tokens = 10;
  response.usage.output_tokens = tokens;
  return response;
}

std::shared_ptr<ScriptedModel> script(std::vector<ScriptedReply> replies) {
  return std::make_shared<ScriptedModel>(std::move(replies));
}

TEST(Repair, ShowsTheModelItsAnswerAndTheError) {
  const auto fake = script({answer(R"({"name":"Oslo","people":0})", 5), answer("{", 1),
                            answer(R"({"name":"Oslo","people":700000})", 7)});
  const Repair<Structured<City>> repairing(Model(fake), structured<City>);
  const auto repaired = sync_wait(repairing.run(to_request("Where?"), {}));
  EXPECT_EQ(repaired.value, (City{"Oslo", 700000}));
  EXPECT_EQ(repaired.calls, 3);
  EXPECT_EQ(repaired.usage.output_tokens, 13);
  EXPECT_EQ(repaired.usage.input_tokens, 30);
  const auto requests = fake->requests();
  ASSERT_EQ(requests.size(), 3U);
  ASSERT_EQ(requests[2].messages.size(), 5U);
  EXPECT_EQ(requests[2].messages[1], Message::assistant(R"({"name":"Oslo","people":0})"));
  EXPECT_NE(requests[2].messages[2].text().find("people: must be at least 1, was 0"), std::string::npos);
  EXPECT_EQ(requests[0].options.format.kind, ResponseFormat::Kind::schema);
}

TEST(Repair, IsAStepOfAChain) {
  const auto fake = script({"no JSON", R"({"name":"Rome","people":1})"});
  const auto chain = [](std::string city) { return "Describe " + city; } | repair(Model(fake), structured<City>) |
                     [](City city) { return city.name; };
  EXPECT_EQ(chain.invoke("Rome"), "Rome");
  EXPECT_EQ(fake->requests()[0].messages[0].text(), "Describe Rome");
}

TEST(Repair, GivesUpWithTheLastErrorAsCause) {
  const auto fake = script({"a", "b", "{\"name\":1}"});
  const auto result = repair(Model(fake), structured<City>, {.attempts = 2}).try_invoke("x");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code(), ErrorCode::model_output_invalid);
  EXPECT_EQ(result.error().partial(), "{\"name\":1}");
  ASSERT_NE(result.error().cause(), nullptr);
  EXPECT_NE(result.error().cause()->message().find("name: must be a string"), std::string::npos);
  EXPECT_EQ(fake->remaining(), 0U);
}

TEST(Repair, OtherErrorsAreNotRepaired) {
  ChatResponse withheld = answer("x", 1);
  withheld.finish_reason = FinishReason::content_filter;
  const auto fake = script({withheld, "never asked"});
  const auto result = repair(Model(fake), structured<City>).try_invoke("x");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code(), ErrorCode::content_filtered);
  EXPECT_EQ(fake->remaining(), 1U);

  const auto down = script({Error(ErrorCode::overloaded, "busy"), "never asked"});
  EXPECT_EQ(repair(Model(down), structured<City>).try_invoke("x").error().code(), ErrorCode::overloaded);
}

TEST(Repair, ThePromptIsTheApplications) {
  const auto fake = script({"?", R"({"name":"A","people":2})"});
  RepairOptions options;
  options.prompt = [](const Error&) { return std::string("Encore."); };
  EXPECT_EQ(repair(Model(fake), structured<City>, options).invoke("x").people, 2);
  EXPECT_EQ(fake->requests()[1].messages.back().text(), "Encore.");
}

TEST(StructuredInAChain, TakesTheFormatToTheModelAndStreams) {
  const auto fake = script({R"({"name":"Oslo","people":5})"});
  const auto chain = step(Model(fake)) | structured<City>;
  std::string first;
  City last;
  for (const auto& part : chain.stream("x")) {
    if (first.empty()) first = part.value.name;
    if (part.complete) last = part.value;
  }
  EXPECT_EQ(last, (City{"Oslo", 5}));
  EXPECT_EQ(fake->requests()[0].options.format.name, "City");
}

}  // namespace repair_test
