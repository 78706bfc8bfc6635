#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/provider/cohere.hpp>
#include <baton/provider/model.hpp>

namespace baton::test {
namespace {

using Thinking = Capabilities::Thinking;

TEST(CohereModels, TheTableSaysWhatIsDocumented) {
  EXPECT_EQ(cohere_capabilities("command-a-plus-05-2026").thinking, Thinking::budget);
  EXPECT_TRUE(cohere_capabilities("command-a-plus-05-2026").images);
  EXPECT_EQ(cohere_capabilities("command-a-03-2025").thinking, Thinking::none);
  EXPECT_FALSE(cohere_capabilities("command-r-plus-08-2024").images);
  EXPECT_TRUE(cohere_capabilities("command-a-vision-07-2025").images);
  EXPECT_FALSE(cohere_capabilities("command-a-reasoning-08-2025").images);
  EXPECT_TRUE(cohere_capabilities("something-new").images);
  EXPECT_EQ(cohere_capabilities("something-new").thinking, Thinking::budget);
}

TEST(CohereModels, WhatTheyCannotDoIsRefusedByName) {
  const Model old(cohere_model({.model = "command-r-08-2024"}));
  for (const ChatRequest& request : {ChatRequest{.messages = {Message::user(std::vector<Part>{Image{"https://x", "", "", ""}})}},
                                     ChatRequest{.messages = {Message::user(std::vector<Part>{File{"f", "id", "", ""}})}},
                                     ChatRequest{.messages = {Message::user("Hi")}, .options = {.reasoning_effort = "low"}}}) {
    try {
      (void)old.explain(request);
      ADD_FAILURE() << "it was not refused";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::unsupported) << error.what();
      EXPECT_NE(error.message().find("command-r-08-2024"), std::string::npos) << error.message();
    }
  }
}

TEST(CohereModels, TheRegistryKnowsThem) {
  const Model chat = model("cohere/command-a-03-2025", {.api_key = Secret("k")});
  EXPECT_EQ(chat.name(), "cohere/command-a-03-2025");
  EXPECT_TRUE(chat.explain({.messages = {Message::user("Hi")}}).starts_with("POST https://api.cohere.com/v2/chat\n"));
  EXPECT_EQ(embedder("cohere/embed-v4.0", {.api_key = Secret("k")})->name(), "cohere/embed-v4.0");
}

}  // namespace
}  // namespace baton::test
