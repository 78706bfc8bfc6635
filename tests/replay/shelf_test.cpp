#include "replay/shelf.hpp"

#include <gtest/gtest.h>

#include "replay/ask.hpp"

namespace {

using namespace baton;
using namespace baton::detail;

Ask question(const std::string& text, const std::string& model = "test/m") {
  ChatRequest request;
  request.messages = {Message::system("Be brief."), Message::user(text)};
  return chat_ask(model, request, {});
}

Shelf shelf_of(const std::vector<Ask>& asks) {
  std::vector<Interaction> all;
  for (const auto& ask : asks) {
    all.emplace_back();
    all.back().ask = ask;
    all.back().line = 10 * all.size();
  }
  return {"a.cassette", std::move(all)};
}

std::string miss(const Shelf& shelf, const Ask& ask) {
  try {
    static_cast<void>(shelf.take(ask));
    return "taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::not_found);
    return error.message();
  }
}

TEST(Shelf, GivesEachOnceAndEqualOnesInOrder) {
  const Shelf shelf = shelf_of({question("a"), question("b"), question("a")});
  EXPECT_EQ(shelf.take(question("a")).line, 10U);
  EXPECT_EQ(shelf.take(question("a")).line, 30U);
  EXPECT_EQ(shelf.take(question("b")).line, 20U);
  EXPECT_NE(miss(shelf, question("a")).find("recorded (line 10), but has been asked more often"), std::string::npos);
}

TEST(Shelf, AnotherModelIsAnotherRequest) {
  const Shelf shelf = shelf_of({question("a", "test/m")});
  EXPECT_NE(miss(shelf, question("a", "test/n")).find("model: recorded \"test/m\", asked \"test/n\""), std::string::npos);
}

TEST(Shelf, TheNearestIsTheOneWithTheFewestDifferencesThenTheShortest) {
  Ask far = question("Where is the museum?");
  far.request["options"]["temperature"] = 0.5;
  const Shelf shelf = shelf_of({far, question("Something else entirely"), question("Where is the cinema?")});
  const auto text = miss(shelf, question("Where is the museum?!"));
  EXPECT_NE(text.find("line 30"), std::string::npos) << text;
}

TEST(Shelf, WithoutThatKindItSaysSo) {
  const Shelf shelf = shelf_of({question("a")});
  EXPECT_NE(miss(shelf, embedding_ask("test/m", {"a"}, EmbedPurpose::query, {})).find("no requests of that kind"),
            std::string::npos);
  EXPECT_NE(miss(shelf_of({}), question("a")).find("no requests of that kind"), std::string::npos);
}

TEST(Shelf, FindsAModelByNameOrAlias) {
  Ask aliased = question("a", "offline/hashing-1");
  aliased.alias = "offline/hashing";
  const Shelf shelf = shelf_of({question("a"), aliased});
  ASSERT_NE(shelf.any_of("chat", "offline/hashing"), nullptr);
  EXPECT_EQ(shelf.any_of("chat", "offline/hashing")->line, 20U);
  EXPECT_EQ(shelf.any_of("chat", "offline/hashing-1")->line, 20U);
  EXPECT_EQ(shelf.any_of("embedding", "test/m"), nullptr);
}

TEST(Shelf, ListsAFewThatNobodyAskedFor) {
  std::vector<Ask> asks;
  for (int i = 0; i < 9; ++i) asks.push_back(question("question " + std::to_string(i)));
  const Shelf shelf = shelf_of(asks);
  static_cast<void>(shelf.take(asks[0]));
  try {
    shelf.check_all_used();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_state);
    EXPECT_NE(error.message().find("8 recorded calls"), std::string::npos) << error.message();
    EXPECT_EQ(error.message().find("line 10:"), std::string::npos);
    EXPECT_NE(error.message().find("line 60:"), std::string::npos);
    EXPECT_EQ(error.message().find("line 70:"), std::string::npos);
  }
}

}  // namespace
