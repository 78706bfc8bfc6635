#include "provider/openai/openai_delta_scanner.hpp"

#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "provider/openai/openai_response.hpp"

namespace baton::test {
namespace {

using detail::OpenAiDeltaScanner;
using nlohmann::json;

/// The same event by way of the full parser: nothing when it says more than one piece of text.
std::optional<detail::OpenAiPieces> by_tree(const std::string& event) {
  const json value = json::parse(event, nullptr, false);
  if (!value.is_object() || detail::is_error_body(value) || detail::openai_usage(value)) return {};
  if (!value.contains("choices") || !value["choices"].is_array() || value["choices"].size() != 1) return {};
  const json& choice = value["choices"][0];
  if (!choice.is_object() || choice.value("index", json(0)) != 0) return {};
  const auto null_or = [&](const char* key, const char* also) {
    return !choice.contains(key) || choice[key].is_null() || (also != nullptr && choice[key] == also);
  };
  if (!null_or("finish_reason", "") || !null_or("logprobs", nullptr) || !null_or("error", nullptr)) return {};
  if (!choice.contains("delta") || !choice["delta"].is_object()) return {};
  const json& delta = choice["delta"];
  if (delta.contains("reasoning_details") && delta["reasoning_details"].is_array()) return {};
  if (!detail::openai_tool_calls(delta).empty()) return {};
  auto pieces = detail::openai_pieces(delta);
  if (pieces.refused || (!pieces.text.empty() && !pieces.reasoning.empty())) return {};
  return pieces;
}

/// The scanner may leave anything to the parser, but must never say anything else than it.
void expect_agreement(OpenAiDeltaScanner& scanner, const std::string& event, int& accepted) {
  if (!scanner.scan(event)) return;
  ++accepted;
  const auto pieces = by_tree(event);
  ASSERT_TRUE(pieces) << event;
  const std::string piece(scanner.piece());
  switch (scanner.kind()) {
    case OpenAiDeltaScanner::Kind::text:
      EXPECT_EQ(piece, pieces->text) << event;
      EXPECT_EQ(pieces->reasoning, "") << event;
      break;
    case OpenAiDeltaScanner::Kind::reasoning:
      EXPECT_EQ(piece, pieces->reasoning) << event;
      EXPECT_EQ(pieces->text, "") << event;
      break;
    case OpenAiDeltaScanner::Kind::none:
      EXPECT_EQ(pieces->text + pieces->reasoning, "") << event;
  }
}

const std::vector<std::string> seeds = {
    R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}],"usage":null})",
    R"({"choices":[{"delta":{"role":"assistant","content":" w\u00f6rld \ud83d\ude00\n\"x\""},"finish_reason":null,"index":0}],"id":"x","obfuscation":"aB3"})",
    R"({"id":"d1","choices":[{"index":0,"delta":{"content":null,"reasoning_content":"think"},"finish_reason":null}]})",
    R"( { "choices" : [ { "index" : 0 , "delta" : { "content" : "größe" , "reasoning" : null } , "finish_reason" : "" } ] , "n" : [1, 2.5, {"a":[true,false,null]}] } )",
    R"({"id":"x","choices":[{"index":0,"delta":{"role":"assistant"},"finish_reason":null}]})",
    R"({"id":"x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})",
    R"({"id":"x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{"}}]},"finish_reason":null}]})",
    R"({"id":"x","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}})",
    R"({"error":{"message":"no"},"choices":[{"index":0,"delta":{"content":"x"}}]})",
};

TEST(OpenAiDeltaScanner, ReadsTheCommonShapes) {
  OpenAiDeltaScanner scanner;
  ASSERT_TRUE(scanner.scan(seeds[0]));
  EXPECT_EQ(scanner.piece(), "Hello");
  ASSERT_TRUE(scanner.scan(seeds[1]));
  EXPECT_EQ(scanner.piece(), " wörld 😀\n\"x\"");
  ASSERT_TRUE(scanner.scan(seeds[2]));
  EXPECT_EQ(scanner.kind(), OpenAiDeltaScanner::Kind::reasoning);
  EXPECT_EQ(scanner.piece(), "think");
  ASSERT_TRUE(scanner.scan(seeds[3]));
  EXPECT_EQ(scanner.piece(), "größe");
  ASSERT_TRUE(scanner.scan(seeds[4]));
  EXPECT_EQ(scanner.kind(), OpenAiDeltaScanner::Kind::none);
}

TEST(OpenAiDeltaScanner, LeavesEverythingElseToTheParser) {
  OpenAiDeltaScanner scanner;
  for (std::size_t i = 5; i < seeds.size(); ++i) EXPECT_FALSE(scanner.scan(seeds[i])) << seeds[i];
  for (const char* event :
       {"", "{", "[]", "{}", "null", R"({"choices":[{"delta":{"content":"a"}}]}x)",
        R"({"choices":[{"delta":{"content":"a","content":"b"}}]})",
        R"({"choices":[{"delta":{"content":"a","content":null}}]})",
        R"({"choices":[{"delta":{"content":"a"},"delta":{}}]})",
        R"({"choices":[{"delta":{"content":"a"}},{"delta":{}}]})",
        R"({"choices":[{"delta":{"content":"\ud800"}}]})", R"({"choices":[{"delta":{"content":"\x"}}]})",
        R"({"choices":[{"index":1,"delta":{"content":"a"}}]})",
        R"({"choices":[{"index":00,"delta":{"content":"a"}}]})",
        R"({"choices":[{"delta":{"content":"a"}}],"n":1e999})",
        R"({"choices":[{"delta":{"content":"a"}}],"n":01})", R"({"choices":[{"delta":{"content":"a"}}],})",
        "{\"choices\":[{\"delta\":{\"content\":\"a\xFF\"}}]}", "{\"choices\":[{\"delta\":{\"content\":\"a\nb\"}}]}",
        R"({"object":"error","choices":[{"delta":{"content":"a"}}]})",
        R"({"choices":[{"delta":{"content":"a","refusal":"no"}}]})"}) {
    EXPECT_FALSE(scanner.scan(event)) << event;
  }
}

TEST(OpenAiDeltaScanner, ForgetsNothingBetweenChunksThatAlternate) {
  OpenAiDeltaScanner scanner;
  for (int turn = 0; turn < 3; ++turn) {
    for (std::size_t i = 0; i < 4; ++i) ASSERT_TRUE(scanner.scan(seeds[i])) << i;
    EXPECT_FALSE(scanner.scan(seeds[5]));
    EXPECT_FALSE(scanner.scan(R"({"choices":[{"delta":{"content":"a","content":"b"}}]})"));
  }
}

TEST(OpenAiDeltaScanner, NeverContradictsTheParserOnChangedEvents) {
  std::mt19937 random(20251124);
  const std::string alphabet = "\"\\{}[]:,0123456789.eEntu \n\tabcfrl-\xC3\xB6\xF0\x9F\xFF";
  OpenAiDeltaScanner scanner;
  int accepted = 0;
  for (int turn = 0; turn < 60'000; ++turn) {
    std::string event = seeds[random() % seeds.size()];
    for (auto changes = random() % 3; changes > 0; --changes) {
      const std::size_t at = random() % event.size();
      const char c = alphabet[random() % alphabet.size()];
      switch (random() % 4) {
        case 0: event[at] = c; break;
        case 1: event.insert(at, 1, c); break;
        case 2: event.erase(at, 1 + random() % 3); break;
        default: event.insert(at, event.substr(random() % event.size(), random() % 30));
      }
      if (event.empty()) event = "{";
    }
    expect_agreement(scanner, event, accepted);
    if (::testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(accepted, 10'000);  // or the comparison would show nothing
}

}  // namespace
}  // namespace baton::test
