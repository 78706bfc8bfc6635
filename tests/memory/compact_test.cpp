#include <baton/memory/compact.hpp>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "memory/conversations.hpp"

namespace baton {
namespace {

using test::calling;
using test::result_of;
using Texts = std::vector<std::string>;

Texts texts(const std::vector<Message>& messages) {
  Texts result;
  for (const Message& message : messages) {
    result.push_back(message.text().empty() ? std::string(to_string(message.role)) : message.text());
  }
  return result;
}

CompactOptions one_each(std::size_t most) {
  return {.max_tokens = most, .count = [](const Message&) { return std::size_t{1}; }};
}

ChatRequest talk(std::vector<Message> messages) {
  ChatRequest request;
  request.messages = std::move(messages);
  return request;
}

TEST(Compact, LeavesWhatFits) {
  const auto request = talk({Message::system("s"), Message::user("a"), Message::assistant("b")});
  const Compacted compacted = compact(request, one_each(3));
  EXPECT_EQ(compacted.request.messages, request.messages);
  EXPECT_TRUE(compacted.dropped.empty());
  EXPECT_EQ(compacted.tokens, 3U);
}

TEST(Compact, DropsWholeTurnsOldestFirst) {
  const Compacted compacted =
      compact(talk({Message::system("s"), Message::user("a"), Message::assistant("b"), Message::user("c"),
                    Message::assistant("d"), Message::user("e")}),
              one_each(5));
  EXPECT_EQ(texts(compacted.request.messages), (Texts{"s", "c", "d", "e"}));
  EXPECT_EQ(texts(compacted.dropped), (Texts{"a", "b"}));
}

TEST(Compact, DropsOldCallsOfAnOpenTurnAndKeepsItsQuestion) {
  const Compacted compacted = compact(talk({Message::user("q"), calling({"a"}), result_of("a"), calling({"b", "c"}),
                                            result_of("b"), result_of("c")}),
                                      one_each(4));
  EXPECT_EQ(texts(compacted.request.messages), (Texts{"q", "assistant", "tool", "tool"}));
  EXPECT_EQ(compacted.request.messages[1].tool_calls().size(), 2U);
}

TEST(Compact, CountsToolsAndSchema) {
  ChatRequest request = talk({Message::user("a"), Message::assistant("b"), Message::user("c")});
  request.tools.push_back({.name = "search", .description = std::string(400, 'd')});
  request.options.format.kind = ResponseFormat::Kind::schema;
  request.options.format.schema = Json::parse(R"({"type":"object","description":")" + std::string(400, 'd') + "\"}");
  EXPECT_GT(estimate_overhead_tokens(request), 200U);
  EXPECT_EQ(compact(request, one_each(1'000)).request.messages.size(), 3U);
  const std::size_t overhead = estimate_overhead_tokens(request);
  EXPECT_EQ(texts(compact(request, one_each(overhead + 1)).request.messages), (Texts{"c"}));
  EXPECT_EQ(compact(request, one_each(overhead + 1)).request.tools.size(), 1U);
}

TEST(Compact, DropsWhatIsBrokenEvenWhenItFits) {
  const Compacted compacted =
      compact(talk({Message::user("a"), result_of("stray"), calling({"x"}), Message::user("b")}), one_each(100));
  EXPECT_EQ(texts(compacted.request.messages), (Texts{"a", "b"}));
}

TEST(Compact, SaysWhatDoesNotFit) {
  try {
    static_cast<void>(compact(talk({Message::system("s"), Message::user("a")}), one_each(1)));
    FAIL() << "it cannot fit";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::context_too_long);
    EXPECT_NE(error.message().find("are 2 tokens"), std::string::npos) << error.message();
  }
}

TEST(Compact, RefusesToCountByNothing) {
  EXPECT_THROW(static_cast<void>(compact({}, {.max_tokens = 1, .count = nullptr})), Error);
}

TEST(Compact, NothingFitsAnywhere) { EXPECT_TRUE(compact({}, {.max_tokens = 0}).request.messages.empty()); }

}  // namespace
}  // namespace baton
