#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/provider/anthropic.hpp>
#include <baton/provider/azure.hpp>
#include <baton/provider/bedrock.hpp>
#include <baton/provider/cohere.hpp>
#include <baton/provider/gemini.hpp>
#include <baton/provider/ollama.hpp>
#include <baton/provider/openai_responses.hpp>

#include "provider/counterpart_servers.hpp"

// The adapters against a server that others wrote: aimock plays their vendors. What it says is in
// tests/counterparts/fixtures, the same for every vendor. (OpenAI's own protocol has more tests of that kind:
// tests/provider/openai.)

namespace baton::test {
namespace {

/// A vendor as aimock plays it, and where it departs from the others.
struct Role {
  std::string vendor;
  std::function<Model(const std::string& server)> model;
  std::string model_told{};  ///< empty: the protocol does not name it, or it makes the name up
  Usage usage{12, 6, 0, 0, false};
  std::vector<std::string> call_ids = {"call_a", "call_b"};
  FinishReason after_tools = FinishReason::tool_calls;
  bool cuts_off = true;
  bool thinks = false;
};

void PrintTo(const Role& role, std::ostream* out) { *out << role.vendor; }

Role azure() {
  return {.vendor = "azure", .model = [](const std::string& server) {
            return Model(azure_model({.model = "gpt-4o", .base_url = server, .api_key = Secret("k-test")}));
          }};
}

Role responses() {
  Role role{.vendor = "openai-responses", .model = [](const std::string& server) {
              return Model(openai_responses_model({.model = "o3", .base_url = server + "/v1", .api_key = Secret("sk-test")}));
            }, .model_told = "o3"};
  role.thinks = true;
  return role;
}

Role anthropic() {
  Role role{.vendor = "anthropic", .model = [](const std::string& server) {
              return Model(anthropic_model({.model = "claude-sonnet-4-5", .base_url = server, .api_key = Secret("sk-test")}));
            }, .model_told = "claude-sonnet-4-5"};
  role.thinks = true;
  return role;
}

/// It finishes calls with FUNCTION_CALL, which Google does not have.
Role gemini() {
  Role role{.vendor = "gemini", .model = [](const std::string& server) {
              return Model(gemini_model({.model = "gemini-2.5-flash", .base_url = server + "/v1beta", .api_key = Secret("k-test")}));
            }};
  role.after_tools = FinishReason::other;
  role.thinks = true;
  return role;
}

Role vertex() {
  Role role = gemini();
  role.vendor = "vertex";
  role.model = [](const std::string& server) {
    return Model(vertex_model({.model = "gemini-2.5-flash",
                               .base_url = server + "/v1/projects/p/locations/global/publishers/google",
                               .access_token = Secret("t-test")}));
  };
  return role;
}

/// It sends reasoning as text, so thinking is not tried.
Role cohere() {
  return {.vendor = "cohere", .model = [](const std::string& server) {
            return Model(cohere_model({.model = "command-a-03-2025", .base_url = server, .api_key = Secret("sk-test")}));
          }, .model_told = "command-a-03-2025"};
}

/// It counts nothing, and ends every answer naturally.
Role ollama() {
  Role role{.vendor = "ollama", .model = [](const std::string& server) {
              return Model(ollama_model({.model = "llama3.2", .base_url = server}));
            }, .model_told = "llama3.2"};
  role.usage.estimated = true;
  role.call_ids = {"call_1", "call_2"};
  role.cuts_off = false;
  return role;
}

Role bedrock() {
  return {.vendor = "bedrock", .model = [](const std::string& server) {
            return Model(bedrock_model({.model = "amazon.nova-pro-v1:0", .region = "us-east-1", .base_url = server,
                                        .access_key_id = "AKIDEXAMPLE", .secret_access_key = Secret("secret")}));
          }};
}

class Aimock : public CounterpartServers, public ::testing::WithParamInterface<Role> {
 protected:
  [[nodiscard]] static Model played() { return GetParam().model(at(*aimock, "")); }
  /// The answer, both ways.
  [[nodiscard]] std::vector<ChatResponse> both(const ChatRequest& request) {
    const Played streamed = stream(played(), request);
    EXPECT_TRUE(streamed.response) << streamed.error->what();
    std::vector<ChatResponse> answers = {complete(played(), request)};
    if (streamed.response) answers.push_back(*streamed.response);
    return answers;
  }
};

INSTANTIATE_TEST_SUITE_P(Vendors, Aimock,
                         ::testing::Values(azure(), responses(), anthropic(), gemini(), vertex(), cohere(),
                                           ollama(), bedrock()),
                         [](const auto& row) {
                           std::string name = row.param.vendor;
                           std::erase(name, '-');
                           return name;
                         });

TEST_P(Aimock, AnswersUnaryAndStreamed) {
  for (const ChatResponse& response : both(ask("plain text"))) {
    EXPECT_EQ(response.text(), "Hello, wörld 😀");
    EXPECT_EQ(response.finish_reason, FinishReason::stop);
    EXPECT_EQ(response.usage.estimated, GetParam().usage.estimated);
    if (!response.usage.estimated) {
      EXPECT_EQ(response.usage, GetParam().usage);
    }
    if (!GetParam().model_told.empty()) {
      EXPECT_EQ(response.model, GetParam().model_told);
    }
  }
}

TEST_P(Aimock, ParallelToolsThereAndBack) {
  ChatRequest request = ask("two tools");
  request.tools = two_tools();
  for (const ChatResponse& response : both(request)) {
    EXPECT_EQ(response.finish_reason, GetParam().after_tools);
    const auto calls = response.message.tool_calls();
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_EQ(calls[0], (ToolCall{GetParam().call_ids[0], "get_weather", "{\"city\":\"Paris\"}"}));
    EXPECT_EQ(calls[1], (ToolCall{GetParam().call_ids[1], "get_time", "{\"zone\":\"CET\"}"}));
    ChatRequest next = request;
    next.messages.push_back(response.message);
    for (const auto& call : calls) next.messages.push_back(Message::tool_result(call, "fine"));
    EXPECT_EQ(complete(played(), next).text(), "Sunny at noon.");
  }
}

TEST_P(Aimock, ThinkingGoesBack) {
  if (!GetParam().thinks) GTEST_SKIP() << "aimock does not play thinking for this vendor";
  ChatRequest request = ask("think first");
  request.options.reasoning_effort = "low";
  const Played thought = stream(played(), request);
  ASSERT_TRUE(thought.response) << thought.error->what();
  EXPECT_EQ(thought.reasoning, "Let me see.");
  EXPECT_EQ(thought.text, "Yes.");
  request.messages.push_back(thought.response->message);
  request.messages.push_back(Message::user("plain text"));
  EXPECT_EQ(complete(played(), request).text(), "Hello, wörld 😀");
}

TEST_P(Aimock, FinishByLength) {
  if (!GetParam().cuts_off) GTEST_SKIP() << "aimock does not cut this vendor off";
  for (const ChatResponse& response : both(ask("cut me off"))) EXPECT_EQ(response.finish_reason, FinishReason::length);
}

TEST_P(Aimock, ErrorsAreMapped) {
  const Played limited = stream(played(), ask("too many"));
  ASSERT_TRUE(limited.error);
  EXPECT_EQ(limited.error->code(), ErrorCode::rate_limited) << limited.error->what();
  EXPECT_EQ(limited.error->http_status(), 429);
  EXPECT_EQ(limited.error->provider(), GetParam().vendor);
  const Played unknown = stream(played(), ask("nothing matches this"));
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::not_found) << unknown.error->what();
}

TEST_P(Aimock, ABrokenStreamIsNoAnswer) {
  const Played broken = stream(played(), ask("break off"));
  ASSERT_TRUE(broken.error);
  EXPECT_EQ(broken.error->code(), ErrorCode::stream_truncated) << broken.error->what();
  EXPECT_FALSE(broken.response);
  EXPECT_EQ(broken.error->partial(), broken.text);
}

class AimockEmbeddings : public CounterpartServers {};

TEST_F(AimockEmbeddings, OfCohereComeInBatches) {
  CohereEmbedderOptions options{.server = {.model = "embed-v4.0", .base_url = at(*aimock, ""), .api_key = Secret("sk-test")}};
  const auto embed = [&](std::vector<std::string> texts) {
    return sync_wait(cohere_embedder(options)->embed(std::move(texts), EmbedPurpose::document, context()), context());
  };
  const auto together = embed({"one", "two", "three", "four", "five"});
  ASSERT_EQ(together.size(), 5U);
  options.max_inputs = 2;
  EXPECT_EQ(embed({"one", "two", "three", "four", "five"}), together);
  EXPECT_NE(together[0], together[1]);
}

}  // namespace
}  // namespace baton::test
