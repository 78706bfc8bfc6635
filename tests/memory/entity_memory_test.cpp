#include <baton/memory/entity_memory.hpp>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/provider/testing.hpp>

#include "memory/conversations.hpp"

namespace baton {
namespace {

using test::add;
using test::load;
using test::turn;
using Texts = std::vector<std::string>;

std::shared_ptr<ScriptedModel> scripted(std::vector<ScriptedReply> replies) {
  return std::make_shared<ScriptedModel>(std::move(replies));
}

const std::string heading = "Notes from earlier in this conversation:\n";

TEST(EntityMemory, YieldsNotesOnWhatTheLastTurnsMention) {
  const auto reader = scripted({R"({"entities":[{"name":"Ada","summary":"Works in Turin."}]})",
                                R"({"entities":[{"name":"Grace","summary":"Ada's boss."}]})", R"({"entities":[]})"});
  EntityMemory memory(Model(reader), {.last_turns = 1});
  add(memory, {Message::system("s")});
  add(memory, turn("Ada works in Turin.", "Noted."));
  add(memory, turn("Grace is her boss.", "Noted."));
  EXPECT_EQ(load(memory), (Texts{"s", heading + "- Grace: Ada's boss.\n", "Grace is her boss.", "Noted."}));
  add(memory, {Message::user("Where does ADA work?")});
  EXPECT_EQ(load(memory), (Texts{"s", heading + "- Ada: Works in Turin.\n", "Where does ADA work?"}));
  add(memory, {Message::assistant("In Turin.")});
  ASSERT_EQ(reader->requests().size(), 3U);
  const ChatRequest last = reader->requests().back();
  EXPECT_EQ(last.options.format.kind, ResponseFormat::Kind::schema);
  EXPECT_NE(last.messages[1].text().find("Notes so far:\n- Ada: Works in Turin.\n"), std::string::npos);
  EXPECT_EQ(last.messages[1].text().find("Grace"), std::string::npos);
}

TEST(EntityMemory, LaterNotesReplaceOlderOnes) {
  EntityMemory memory(Model(scripted({R"({"entities":[{"name":"Ada","summary":"In Turin."},
                                                     {"name":"","summary":"Nobody."}]})",
                                      R"({"entities":[{"name":"ada","summary":"In Oslo."}]})"})));
  add(memory, turn("Ada is in Turin.", "Noted."));
  add(memory, turn("Ada moved to Oslo.", "Noted."));
  EXPECT_EQ(memory.entities(), (std::vector<Entity>{{"ada", "In Oslo."}}));
}

TEST(EntityMemory, ForgetsWhatWasNotMentionedForLongest) {
  EntityMemory memory(Model(scripted({R"({"entities":[{"name":"A","summary":"1"},{"name":"B","summary":"2"},
                                                     {"name":"C","summary":"3"}]})"})),
                      {.max_entities = 2});
  add(memory, turn("A, B and C.", "Noted."));
  EXPECT_EQ(memory.entities(), (std::vector<Entity>{{"C", "3"}, {"B", "2"}}));
}

TEST(EntityMemory, ReadsLaterWhatTheModelCouldNot) {
  const auto reader = scripted({"no JSON at all", R"({"entities":[{"name":"Ada","summary":"Likes tea and jam."}]})"});
  EntityMemory memory{Model(reader)};
  add(memory, turn("Ada likes tea.", "Noted."));
  ASSERT_TRUE(memory.failure());
  EXPECT_EQ(memory.failure()->code(), ErrorCode::model_output_invalid);
  add(memory, turn("And jam.", "Noted."));
  EXPECT_FALSE(memory.failure());
  EXPECT_EQ(memory.entities().size(), 1U);
  EXPECT_NE(reader->requests().back().messages[1].text().find("likes tea"), std::string::npos);
}

TEST(EntityMemory, ThrowsBeforeItGrowsWithoutBound) {
  bool fails = true;
  std::string asked;
  const Model failing(std::make_shared<FunctionModel>([&](const ChatRequest& request) -> std::string {
    if (fails) throw Error(ErrorCode::overloaded, "no");
    asked += request.messages[1].text();
    return R"({"entities":[]})";
  }));
  EntityMemory memory(failing, {.max_unread = 4});
  add(memory, turn("a", "b"));
  add(memory, turn("c", "d"));
  for (int i = 0; i < 3; ++i) EXPECT_THROW(add(memory, turn("refused", "f")), Error);
  fails = false;
  add(memory, turn("taken", "h"));
  for (const char* each : {"\"a\"", "\"c\"", "\"taken\""}) EXPECT_NE(asked.find(each), std::string::npos) << each;
  EXPECT_EQ(asked.find("refused"), std::string::npos);
}

TEST(EntityMemory, ReadsLongTalkInPieces) {
  std::vector<std::size_t> sizes;
  const Model reader(std::make_shared<FunctionModel>([&](const ChatRequest& request) -> std::string {
    sizes.push_back(request.messages[1].text().size());
    return R"({"entities":[]})";
  }));
  EntityMemory memory(reader);
  std::vector<Message> talk(20, Message::user(std::string(10'000, 'x')));
  talk.push_back(Message::assistant("Noted."));
  add(memory, talk);
  EXPECT_EQ(sizes.size(), 4U);
  for (const std::size_t size : sizes) EXPECT_LT(size, 70'000U);
}

TEST(EntityMemory, RefusesOptionsThatCannotWork) {
  EXPECT_THROW(EntityMemory(Model(scripted({})), {.last_turns = 0}), Error);
  EXPECT_THROW(EntityMemory(Model(scripted({})), {.max_entities = 0}), Error);
  EXPECT_THROW(EntityMemory(Model(scripted({})), {.max_unread = 0}), Error);
}

TEST(EntityMemory, ClearForgetsAll) {
  EntityMemory memory(Model(scripted({R"({"entities":[{"name":"Ada","summary":"x"}]})"})));
  add(memory, turn("Ada.", "Yes."));
  memory.clear();
  EXPECT_TRUE(load(memory).empty());
  EXPECT_TRUE(memory.entities().empty());
}

}  // namespace
}  // namespace baton
