#include <baton/provider/registry.hpp>

#include <cstdlib>
#include <thread>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/testing.hpp>

namespace baton::test {
namespace {

Error error_of(std::string_view name, ModelSettings settings = {}) {
  try {
    (void)model(name, std::move(settings));
  } catch (const Error& error) {
    return error;
  }
  return {ErrorCode::internal, "no error"};
}

TEST(Registry, UnknownVendorsListTheKnown) {
  const Error error = error_of("nobody/x");
  EXPECT_EQ(error.code(), ErrorCode::not_found);
  for (const auto& vendor : known_vendors()) {
    EXPECT_NE(error.message().find(vendor), std::string::npos) << vendor;
  }
  EXPECT_GE(known_vendors().size(), 14U);
}

TEST(Registry, AMissingKeyIsNamed) {
  ::unsetenv("GROQ_API_KEY");
  const Error error = error_of("groq/llama");
  EXPECT_EQ(error.code(), ErrorCode::permission_denied);
  EXPECT_NE(error.message().find("GROQ_API_KEY"), std::string::npos);
}

TEST(Registry, NamesNeedVendorAndModel) {
  for (const char* name : {"", "openai", "/x", "openai/", "/"}) {
    EXPECT_EQ(error_of(name).code(), ErrorCode::invalid_argument) << name;
  }
}

TEST(Registry, SettingsAndEnvironmentDecideWhereTo) {
  const ChatRequest request{.messages = {Message::user("x")}, .options = {.max_tokens = 5, .seed = 1}};
  const std::string explained = model("openai/gpt", {.api_key = Secret("k")}).explain(request);
  EXPECT_NE(explained.find("POST https://api.openai.com/v1/chat/completions"), std::string::npos);
  EXPECT_NE(explained.find("\"max_completion_tokens\": 5"), std::string::npos);
  EXPECT_NE(model("mistral/m", {.base_url = "http://h/v1", .api_key = Secret("k")}).explain(request).find("\"random_seed\": 1"),
            std::string::npos);
  EXPECT_NE(model("ollama/llama3.2").explain(request).find("POST http://localhost:11434/api/chat\n"), std::string::npos);
  ::setenv("OLLAMA_HOST", "0.0.0.0:9000", 1);
  EXPECT_NE(model("ollama/llama3.2").explain(request).find("POST http://127.0.0.1:9000/api/chat\n"), std::string::npos);
  ::setenv("OLLAMA_BASE_URL", "http://gpu/", 1);
  EXPECT_NE(model("ollama/llama3.2").explain(request).find("POST http://gpu/api/chat\n"), std::string::npos);
  ::unsetenv("OLLAMA_BASE_URL");
  ::unsetenv("OLLAMA_HOST");
  EXPECT_EQ(embedder("ollama/nomic-embed-text")->name(), "ollama/nomic-embed-text");
  ::setenv("VLLM_BASE_URL", "http://gpu:9/v1/", 1);
  EXPECT_NE(model("vllm/a/b").explain(request).find("POST http://gpu:9/v1/chat"), std::string::npos);
  EXPECT_EQ(model("vllm/a/b").name(), "vllm/a/b");
  ::unsetenv("VLLM_BASE_URL");
  EXPECT_EQ(error_of("openai-compatible/x").code(), ErrorCode::invalid_argument);
  EXPECT_NE(model("openai-compatible/x", {.base_url = "http://h"}).explain(request).find("POST http://h/chat"),
            std::string::npos);
}

TEST(Registry, WatsonxNeedsARegionAProjectAndAKeyOrAToken) {
  for (const char* name : {"WATSONX_URL", "WATSONX_PROJECT_ID", "WATSONX_SPACE_ID", "WATSONX_API_KEY", "WATSONX_TOKEN"}) {
    ::unsetenv(name);
  }
  const std::string region = "https://eu-de.ml.cloud.ibm.com";
  EXPECT_EQ(error_of("watsonx/m", {.api_key = Secret("k")}).code(), ErrorCode::invalid_argument);
  EXPECT_NE(error_of("watsonx/m", {.base_url = region, .api_key = Secret("k")}).message().find("WATSONX_PROJECT_ID"),
            std::string::npos);
  EXPECT_NO_THROW((void)model("watsonx/deployment/d", {.base_url = region, .api_key = Secret("k")}));
  ::setenv("WATSONX_SPACE_ID", "space-1", 1);
  EXPECT_NE(error_of("watsonx/m", {.base_url = region}).message().find("WATSONX_API_KEY"), std::string::npos);
  ::setenv("WATSONX_TOKEN", "token-1", 1);
  ::setenv("WATSONX_URL", region.c_str(), 1);
  const std::string explained = model("watsonx/ibm/granite").explain({.messages = {Message::user("x")}});
  EXPECT_NE(explained.find("POST https://eu-de.ml.cloud.ibm.com/ml/v1/text/chat_stream?version="), std::string::npos);
  EXPECT_NE(explained.find("\"space_id\": \"space-1\""), std::string::npos) << explained;
  for (const char* name : {"WATSONX_URL", "WATSONX_SPACE_ID", "WATSONX_TOKEN"}) ::unsetenv(name);
}

TEST(Registry, AKeyWithALineBreakIsRefused) {
  EXPECT_EQ(error_of("openai/x", {.api_key = Secret("sk-abc\n")}).code(), ErrorCode::invalid_argument);
}

TEST(Registry, OfflineModels) {
  EXPECT_EQ(model("offline/extractive").name(), "offline/extractive");
  EXPECT_TRUE(embedder("offline/hashing")->name().starts_with("offline/hashing"));
  EXPECT_EQ(error_of("offline/gpt").code(), ErrorCode::not_found);
}

TEST(Registry, ApplicationsAddTheirOwn) {
  Vendor mine{.name = "registry-test"};
  mine.chat = [](const std::string& name, const ModelSettings&) {
    return std::make_shared<FunctionModel>([name](const ChatRequest&) { return "I am " + name; });
  };
  register_vendor(mine);
  EXPECT_EQ(sync_wait(model("registry-test/a/b").complete({.messages = {Message::user("?")}}, {})).text(), "I am a/b");
  EXPECT_THROW(register_vendor(mine), Error);
  EXPECT_THROW((void)embedder("registry-test/x"), Error);
  EXPECT_THROW(register_vendor({.name = "a/b"}), Error);
  EXPECT_THROW(register_vendor({.name = ""}), Error);
}

TEST(Registry, ManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([i] {
      register_vendor({.name = "thread-" + std::to_string(i)});
      for (int turn = 0; turn < 50; ++turn) {
        EXPECT_EQ(model("ollama/x").name(), "ollama/x");
        EXPECT_EQ(error_of("thread-" + std::to_string(i) + "/x").code(), ErrorCode::unsupported);
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace baton::test
