#include "replay/cassette_text.hpp"

#include <baton/core/text.hpp>

#include "replay/ask.hpp"
#include "replay/replay_fixture.hpp"

namespace {

using namespace baton;
using namespace baton::test;
using detail::Interaction;

constexpr Limits plain{};

std::vector<Interaction> parse(std::string_view text, const Limits& limits = plain) {
  return detail::parse_cassette(text, "a.cassette", limits);
}

/// Whatever happens to the file: it is refused, or nothing is different.
std::string written_again(const std::vector<Interaction>& all) {
  std::string text = detail::cassette_head();
  for (const auto& one : all) text += detail::cassette_text(one, {}, plain);
  return text;
}

Interaction chat(std::vector<ChatEvent> events) {
  Interaction one;
  ChatRequest request = asking("How do you do?");
  request.options.temperature = 0.5;
  request.tools = {ToolSpec{.name = "f"}};
  one.ask = detail::chat_ask("test/m", request, {});
  detail::ChatAnswer answer;
  for (auto& event : events) answer.events.push_back({std::chrono::milliseconds(7), std::move(event)});
  one.answer = std::move(answer);
  one.ended = std::chrono::milliseconds(9);
  return one;
}

ChatEvent end_with(std::string text) {
  ChatResponse response;
  response.message = Message::assistant(std::move(text));
  return ChatEnd(std::make_shared<const ChatResponse>(std::move(response)));
}

std::string small_cassette() {
  Interaction broken = chat({TextDelta("a")});
  broken.failure = Error(ErrorCode::rate_limited, "slow").with_retry(true, std::chrono::milliseconds(5));
  Interaction stopped = chat({ToolCallDelta(0, "c", "f", "{}")});
  stopped.stopped = true;
  Interaction vectors;
  vectors.ask = detail::embedding_ask("test/e", {"x"}, EmbedPurpose::query, {});
  vectors.answer = detail::EmbeddingAnswer{{{0.5F, -2.0F}}, 2};
  Interaction ranking;
  ranking.ask = detail::rerank_ask("test/r", "q", {"x", "y"}, 1, {});
  ranking.answer = detail::RerankAnswer{{{1, 0.5}}};
  return written_again({chat({TextDelta("Fine"), end_with("Fine")}), broken, stopped, vectors, ranking});
}

TEST(CassetteText, IsMadeToBeRead) {
  const std::string text = detail::cassette_text(chat({TextDelta("Fi"), TextDelta("ne"), end_with("Fine")}), {}, plain);
  EXPECT_EQ(text.substr(0, text.rfind("{\"sum\"")), R"(
{"ask":"chat","model":"test/m","request":{"options":{"temperature":0.5}}}
{"messages":{"parts":[{"text":"How do you do?","type":"text"}],"role":"user"}}
{"tools":{"description":"","name":"f","parameters":null,"strict":false}}
{"ms":7,"text":"Fi"}
{"ms":7,"text":"ne"}
{"end":{"finish_reason":"stop","message":{"parts":[{"text":"Fine","type":"text"}],"role":"assistant","v":1},"usage":{"input_tokens":0,"output_tokens":0},"v":1},"ms":7}
)");
}

TEST(CassetteText, WhatIsWrittenReadsBackTheSame) {
  const std::string text = small_cassette();
  const auto all = parse(text);
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[0].line, 3U);
  EXPECT_EQ(written_again(all), text);
}

TEST(CassetteText, EveryChangedByteIsRefusedOrChangesNothing) {
  const std::string text = small_cassette();
  const std::string same = written_again(parse(text));
  std::size_t refused = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char other : {'\n', ' ', '"', '0', '\xFF', static_cast<char>(text[at] ^ 1)}) {
      std::string changed = text;
      changed[at] = other;
      try {
        ASSERT_EQ(written_again(parse(changed)), same) << "byte " << at << " became " << int{other};
      } catch (const Error& error) {
        ASSERT_TRUE(error.code() == ErrorCode::data_corrupt || error.code() == ErrorCode::version_mismatch)
            << error.what();
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, text.size());
}

TEST(CassetteText, ACutFileGivesWhatIsWholeOrIsRefused) {
  const std::string text = small_cassette();
  std::size_t read = 0;
  for (std::size_t size = 0; size < text.size(); ++size) {
    try {
      const std::string again = written_again(parse(std::string_view(text).substr(0, size)));
      ASSERT_TRUE(text.starts_with(again)) << size;
      ++read;
    } catch (const Error& error) {
      ASSERT_EQ(error.code(), ErrorCode::data_corrupt) << error.what();
    }
  }
  EXPECT_GT(read, 0U);
}

TEST(CassetteText, ARemovedSumMeansThatTheChangeIsMeant) {
  std::string text = small_cassette();
  text.replace(text.find("How do"), 3, "Now");
  const auto error = error_of([&] { return parse(text); });
  ASSERT_TRUE(error.has_value());
  EXPECT_NE(error->message().find("remove this line"), std::string::npos) << error->message();
  const auto sum = text.find("{\"sum\"");
  text.erase(sum, text.find('\n', sum) + 1 - sum);
  EXPECT_EQ(parse(text).size(), 5U);
}

TEST(CassetteText, LineEndsOfGitAreTaken) {
  std::string text = small_cassette();
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.insert(at, "\r");
  EXPECT_EQ(parse(text).size(), 5U);
}

TEST(CassetteText, AnotherVersionIsRefusedWithWhatToDo) {
  for (const char* head : {R"({"baton_cassette":2})", R"({"baton_cassette":0})", R"({"baton_cassette":-1})"}) {
    const auto error = error_of([&] { return parse(head); });
    ASSERT_TRUE(error.has_value()) << head;
    EXPECT_EQ(error->code(), ErrorCode::version_mismatch);
    EXPECT_NE(error->message().find("record it again"), std::string::npos) << error->message();
    EXPECT_NE(error->message().find("a.cassette"), std::string::npos);
  }
}

struct Refused {
  const char* why;
  const char* lines;
};

class BadCassettes : public ::testing::TestWithParam<Refused> {};

TEST_P(BadCassettes, AreRefusedWithTheLine) {
  const auto error = error_of([] { return parse(std::string("{\"baton_cassette\":1}\n") + GetParam().lines); });
  ASSERT_TRUE(error.has_value()) << GetParam().lines;
  EXPECT_NE(error->message().find(GetParam().why), std::string::npos) << error->message();
  EXPECT_NE(error->message().find("line "), std::string::npos) << error->message();
}

INSTANTIATE_TEST_SUITE_P(
    Replay, BadCassettes,
    ::testing::Values(
        Refused{"JSON", "nonsense"}, Refused{"no object", "[]"}, Refused{"no object", "{}"},
        Refused{"no requests of kind 'tool'", R"({"ask":"tool","model":"m"})"},
        Refused{"unknown field 'x'", R"({"ask":"chat","x":1})"},
        Refused{"unknown field 'ms'", R"({"ms":1,"text":"a"})"},
        Refused{"no object", R"({"ask":"chat","request":7})"}, Refused{"a string", R"({"ask":7})"},
        Refused{"ends within the interaction that begins in line 2", R"({"ask":"chat","model":"m"})"},
        Refused{"ends within", "{\"ask\":\"chat\",\"model\":\"m\"}\n{\"ms\":1,\"text\":\"a\"}"},
        Refused{"field 'texts'", "{\"ask\":\"chat\"}\n{\"texts\":\"a\"}"},
        Refused{"field 'messages'", "{\"ask\":\"chat\",\"request\":{\"messages\":1}}\n{\"messages\":{}}"},
        Refused{"does not have", "{\"ask\":\"chat\"}\n{\"ms\":1,\"text\":\"a\"}\n{\"messages\":{}}"},
        Refused{"does not have", "{\"ask\":\"chat\"}\n{\"ms\":1,\"vector\":[]}"},
        Refused{"does not have", "{\"ask\":\"chat\"}\n{\"ms\":1,\"text\":\"a\",\"x\":1}"},
        Refused{"does not have", "{\"ask\":\"chat\"}\n{\"ms\":1}"},
        Refused{"time", "{\"ask\":\"chat\"}\n{\"ms\":-1,\"text\":\"a\"}"},
        Refused{"time", "{\"ask\":\"chat\"}\n{\"ms\":9223372036854775807,\"text\":\"a\"}"},
        Refused{"an integer", "{\"ask\":\"chat\"}\n{\"ms\":1.5,\"text\":\"a\"}"},
        Refused{"no string", "{\"ask\":\"chat\"}\n{\"ms\":1,\"text\":1}"},
        Refused{"has no message", "{\"ask\":\"chat\"}\n{\"end\":{},\"ms\":1}"},
        Refused{"a size", "{\"ask\":\"chat\"}\n{\"call\":{\"index\":-1},\"ms\":1}"},
        Refused{"error code", "{\"ask\":\"chat\"}\n{\"error\":{\"code\":\"new\"},\"ms\":1}"},
        Refused{"one vector for each text", "{\"ask\":\"embedding\"}\n{\"texts\":\"a\"}\n{\"end\":{},\"ms\":1}"},
        Refused{"does not have", "{\"ask\":\"embedding\"}\n{\"ms\":1,\"text\":\"a\"}"},
        Refused{"no array", "{\"ask\":\"embedding\"}\n{\"ms\":1,\"vector\":1}"},
        Refused{"other than numbers", "{\"ask\":\"embedding\"}\n{\"ms\":1,\"vector\":[\"a\"]}"},
        Refused{"too large", "{\"ask\":\"embedding\"}\n{\"ms\":1,\"vector\":[1e39]}"},
        Refused{"was not asked about", "{\"ask\":\"rerank\"}\n{\"texts\":\"a\"}\n{\"ms\":1,\"ranked\":{\"index\":1}}"},
        Refused{"does not have", "{\"ask\":\"rerank\"}\n{\"ms\":1,\"text\":\"a\"}"},
        Refused{"not as it was recorded",
                "{\"ask\":\"chat\"}\n{\"ms\":1,\"stopped\":true}\n{\"sum\":\"0000000000000000\"}"}));

TEST(CassetteText, ItIsBounded) {
  const std::string text = small_cassette();
  const auto refusal = [&](const Limits& limits) { return error_of([&] { return parse(text, limits); })->code(); };
  EXPECT_EQ(refusal({.bytes = text.size() - 1}), ErrorCode::limit_exceeded);
  EXPECT_EQ(refusal({.line_bytes = 50}), ErrorCode::limit_exceeded);
  EXPECT_EQ(refusal({.items = 5}), ErrorCode::limit_exceeded);
  std::string deep = "{\"baton_cassette\":1}\n{\"ask\":\"chat\",\"request\":";
  for (int i = 0; i < 100'000; ++i) deep += "{\"a\":";
  deep += "1" + std::string(100'001, '}');
  EXPECT_EQ(error_of([&] { return parse(deep); })->code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(error_of([&] {
              return detail::cassette_text(chat({TextDelta(std::string(60, 'x'))}), {}, {.line_bytes = 60});
            })->code(),
            ErrorCode::limit_exceeded);
}

}  // namespace
