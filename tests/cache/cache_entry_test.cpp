#include "cache/cache_entry.hpp"

#include <random>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "cache/sealed.hpp"

namespace baton {
namespace {

ChatResponse full_response() {
  ChatResponse response;
  response.message.role = Role::assistant;
  response.message.parts = {Reasoning{"hm", "anthropic", "{}"}, Text{"Hello"}, ToolCall{"c1", "look", "{\"a\":1}"}};
  response.finish_reason = FinishReason::tool_calls;
  response.usage = {.input_tokens = 10, .output_tokens = 5};
  response.model = "m";
  response.id = "i";
  response.request_id = "r";
  return response;
}

std::vector<ChatEvent> recorded() {
  return {ReasoningDelta("hm"), TextDelta("Hel"), TextDelta("lo"), ToolCallDelta(0, "c1", "look"),
          ToolCallDelta(0, "", "", "{\"a\":1}")};
}

/// What the pieces say, as one line.
std::string told(const std::vector<ChatEvent>& deltas) {
  std::string line;
  for (const ChatEvent& delta : deltas) {
    if (const auto* text = std::get_if<TextDelta>(&delta)) line += "t:" + text->text + "|";
    if (const auto* thought = std::get_if<ReasoningDelta>(&delta)) line += "r:" + thought->text + "|";
    if (const auto* call = std::get_if<ToolCallDelta>(&delta)) {
      line += "c:" + call->id + call->name + call->arguments + "|";
    }
  }
  return line;
}

constexpr std::size_t plenty = 10'000;

TEST(CacheEntries, ReadBackWhatWasWritten) {
  const CacheEntry entry = read_entry(write_entry(full_response(), recorded(), plenty).value(), true);
  EXPECT_EQ(entry.response->message, full_response().message);
  EXPECT_EQ(entry.response->finish_reason, FinishReason::tool_calls);
  EXPECT_EQ(entry.response->request_id, "r");
  EXPECT_TRUE(entry.response->from_cache);
  EXPECT_EQ(entry.response->usage, Usage());
  EXPECT_EQ(told(entry.deltas), told(recorded()));
}

TEST(CacheEntries, WithoutPiecesThePartsAreReplayed) {
  const auto whole = write_entry(full_response(), {}, plenty);
  EXPECT_EQ(told(read_entry(*whole, true).deltas), "r:hm|t:Hello|c:c1look{\"a\":1}|");
  EXPECT_TRUE(read_entry(*whole, false).deltas.empty());
}

TEST(CacheEntries, PiecesThatDoNotFitAreLeftOut) {
  std::vector<ChatEvent> many(500, TextDelta("x"));
  EXPECT_EQ(told(read_entry(write_entry(full_response(), many, 1'000).value(), true).deltas),
            "r:hm|t:Hello|c:c1look{\"a\":1}|");
  EXPECT_EQ(write_entry(full_response(), {}, 100), std::nullopt);
}

TEST(CacheEntries, PiecesCutInsideACodePointAreLeftOut) {
  ChatResponse response;
  response.message = Message::assistant("\xc3\xa4");
  const std::vector<ChatEvent> halves = {TextDelta("\xc3"), TextDelta("\xa4")};
  EXPECT_EQ(told(read_entry(write_entry(response, halves, plenty).value(), true).deltas), "t:\xc3\xa4|");
  response.message = Message::assistant("\xc3");
  EXPECT_EQ(write_entry(response, {}, plenty), std::nullopt) << "it would read back as another text";
}

/// Whoever can write into the store can make the digest, too: nothing but `Error` may come of it.
TEST(CacheEntries, SealedGarbageIsAnErrorOrAnAnswer) {
  const std::string good = write_entry(full_response(), recorded(), plenty).value();
  const std::string content(unseal("BAC1", good));
  std::mt19937 chance(20261128);  // NOLINT: the same run each time
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bad = content;
    for (int i = 0; i < 3; ++i) bad[chance() % bad.size()] = static_cast<char>(chance());
    if (round % 3 == 0) bad.resize(chance() % bad.size());
    try {
      static_cast<void>(read_entry(seal("BAC1", bad), true));
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 10'000);
}

}  // namespace
}  // namespace baton
