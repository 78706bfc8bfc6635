#include <cstdlib>
#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/budget.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/observe/memory_tracer.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/policy.hpp>

#include "provider/rerank/rerank_recordings.hpp"
#include "support/test_server.hpp"

// What every reranker must do, asked of each of them, as the registry makes it, with the bytes that its
// vendor documents. A further vendor adds its recordings.

namespace baton::test {
namespace {

const std::string rerank_canary = "sk-canary-1234567890";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), with);
  return text;
}

struct Spent : Budget {
  void reserve(std::string_view, const Spend& worst_case) override { reserved = worst_case; }
  void settle(std::string_view, const Spend&, const Spend& actual) noexcept override { settled.push_back(actual); }
  Spend reserved;
  std::vector<Spend> settled;
};

/// The texts in a request of any vendor.
std::vector<std::string> asked_texts(const std::string& request) {
  const auto body = nlohmann::json::parse(request);
  std::vector<std::string> texts;
  for (const char* name : {"texts", "documents", "sources"}) {
    for (const auto& each : body.value(name, nlohmann::json::array())) {
      texts.push_back(each.is_string() ? each.get<std::string>() : each["inlineDocumentSource"]["textDocument"]["text"].get<std::string>());
    }
  }
  return texts;
}

class RerankerContract : public ::testing::TestWithParam<RerankRecordings> {
 protected:
  // The region is a part of a model's name at Bedrock.
  RerankerContract() { (void)setenv("AWS_REGION", "eu-central-1", 1); }
  ~RerankerContract() override { (void)unsetenv("AWS_REGION"); }

  [[nodiscard]] std::shared_ptr<const Reranker> mine() const {
    return reranker(GetParam().vendor + "/m", {.base_url = server.url(), .api_key = Secret(rerank_canary)});
  }
  [[nodiscard]] Context context() { return Context().with_runtime(runtime); }
  [[nodiscard]] std::vector<Ranked> rank(std::vector<std::string> texts, std::size_t top, const Context& with) const {
    return sync_wait(mine()->rerank("q", std::move(texts), top, with), with);
  }
  [[nodiscard]] Error failure(std::size_t top = 3) {
    try {
      (void)rank({"a", "b", ""}, top, context());
    } catch (const Error& error) {
      return error;
    }
    return {ErrorCode::internal, "no error"};
  }
  [[nodiscard]] std::string answer(const std::vector<std::pair<std::string, std::string>>& ranks) const {
    std::string results;
    for (const auto& [index, score] : ranks) {
      results += (results.empty() ? "" : ",") + replaced(replaced(GetParam().result, "INDEX", index), "SCORE", score);
    }
    return replaced(GetParam().list, "RESULTS", results);
  }

  TestServer server;
  Runtime runtime;
};

INSTANTIATE_TEST_SUITE_P(Vendors, RerankerContract, ::testing::ValuesIn(rerank_recordings()),
                         [](const auto& row) { return row.param.vendor; });

std::vector<std::size_t> indices(const std::vector<Ranked>& ranks) {
  std::vector<std::size_t> all;
  for (const auto& rank : ranks) all.push_back(rank.index);
  return all;
}

TEST_P(RerankerContract, TheBestComeFirst) {
  server.push(Reply::text(200, GetParam().all));
  const auto ranks = rank({"a", "b", ""}, 3, context());
  EXPECT_EQ(indices(ranks), (std::vector<std::size_t>{1, 2, 0}));
  EXPECT_EQ(ranks.at(0).score, 0.75);
  EXPECT_EQ(ranks.at(2).score, 0.25);
  EXPECT_EQ(mine()->name(), GetParam().vendor + "/m");
}

TEST_P(RerankerContract, WhateverOrderTheyComeIn) {
  server.push(Reply::text(200, answer({{"0", "-0.5"}, {"1", "3.25"}, {"2", "3.25"}})));
  EXPECT_EQ(indices(rank({"a", "b", ""}, 3, context())), (std::vector<std::size_t>{1, 2, 0}));
}

TEST_P(RerankerContract, OnlyTheTop) {
  server.push(Reply::text(200, GetParam().best));
  EXPECT_EQ(indices(rank({"a", "b", ""}, 2, context())), (std::vector<std::size_t>{1, 2}));
  ASSERT_EQ(server.requests().size(), 1U);
  const Received request = server.requests()[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, GetParam().path);
  EXPECT_EQ(request.body, GetParam().body);
  EXPECT_EQ(request.header("authorization"), "Bearer " + rerank_canary);
}

TEST_P(RerankerContract, MoreThanThereAreIsAll) {
  server.push(Reply::text(200, GetParam().all));
  EXPECT_EQ(rank({"a", "b", ""}, 50, context()).size(), 3U);
}

TEST_P(RerankerContract, NothingToDoIsNoRequest) {
  EXPECT_TRUE(rank({}, 5, context()).empty());
  EXPECT_TRUE(rank({"a"}, 0, context()).empty());
  EXPECT_TRUE(server.requests().empty());
}

TEST_P(RerankerContract, ManyTextsAreRankedInBatches) {
  const std::size_t count = 2'033;
  TestServer batches([this](const Received& request) {
    const auto texts = asked_texts(request.body);
    std::vector<std::pair<std::string, std::string>> ranks;
    for (std::size_t i = 0; i < texts.size(); ++i) ranks.emplace_back(std::to_string(i), texts[i]);
    return Reply::text(200, answer(ranks));
  });
  const auto many = reranker(GetParam().vendor + "/m", {.base_url = batches.url(), .api_key = Secret("k")});
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i) texts.push_back(std::to_string((i * 7) % count));
  const auto ranks = sync_wait(many->rerank("q", texts, 5, context()), context());
  ASSERT_EQ(ranks.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(ranks[i].score, static_cast<double>(count - 1 - i));
    EXPECT_EQ(texts.at(ranks[i].index), std::to_string(count - 1 - i));
  }
  EXPECT_GE(batches.requests().size(), 3U);
}

TEST_P(RerankerContract, WhatDoesNotFitIsABadResponse) {
  const std::vector<std::string> bodies = {
      answer({{"0", "1"}, {"1", "1"}, {"3", "1"}}), answer({{"0", "1"}, {"1", "1"}, {"1", "1"}}), answer({{"0", "1"}, {"1", "1"}}),
      answer({}), answer({{"-1", "1"}, {"1", "1"}, {"2", "1"}}), answer({{"0", "\"x\""}, {"1", "1"}, {"2", "1"}}),
      answer({{"0", "null"}, {"1", "1"}, {"2", "1"}}), answer({{"\"0\"", "1"}, {"1", "1"}, {"2", "1"}}),
      "{}", "7", "null", "", "<html>", GetParam().all.substr(0, 30)};
  for (const auto& body : bodies) {
    server.push(Reply::text(200, body));
    const Error error = failure();
    EXPECT_EQ(error.code(), ErrorCode::bad_response) << body << " " << error.what();
    EXPECT_EQ(error.provider(), GetParam().vendor) << body;
  }
}

TEST_P(RerankerContract, RefusalsAreMappedWithoutTheKey) {
  ASSERT_FALSE(GetParam().failures.empty());
  for (const auto& row : GetParam().failures) {
    server.push(Reply::text(row.status, replaced(row.body, "KEY", rerank_canary), "application/json", {{"x-request-id", "req-9"}}));
    const Error error = failure();
    EXPECT_EQ(error.code(), row.code) << error.what();
    EXPECT_EQ(error.retryable(), row.retryable) << error.what();
    EXPECT_EQ(error.http_status(), row.status);
    EXPECT_EQ(error.request_id(), "req-9");
    EXPECT_EQ(error.provider(), GetParam().vendor);
    EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
  }
  server.push(Reply::text(200, R"({"error":{"message":"slow down )" + rerank_canary + R"(","code":429}})"));
  const Error within = failure();
  EXPECT_EQ(within.code(), ErrorCode::rate_limited);
  EXPECT_EQ(std::string(within.what()).find("canary"), std::string::npos);
}

TEST_P(RerankerContract, CancelledWhileItWaits) {
  server.push(Reply::hang_forever());
  std::stop_source waiting;
  std::thread stopper([&] {
    (void)server.wait_for_requests(1);
    waiting.request_stop();
  });
  try {
    (void)rank({"a"}, 1, context().with_stop(waiting.get_token()));
    ADD_FAILURE() << "it was not cancelled";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::cancelled) << error.what();
  }
  stopper.join();
}

TEST_P(RerankerContract, BudgetAndSpan) {
  auto spent = std::make_shared<Spent>();
  auto tracer = std::make_shared<MemoryTracer>();
  server.push(Reply::text(200, GetParam().all));
  (void)rank({"a", "b", ""}, 3, context().with_budget(spent).with_tracer(tracer));
  ASSERT_EQ(spent->settled.size(), 1U);
  EXPECT_GT(spent->reserved.input_tokens, 0);
  if (GetParam().tokens > 0) {
    EXPECT_EQ(spent->settled[0].input_tokens, GetParam().tokens);
  } else {
    EXPECT_GT(spent->settled[0].input_tokens, 0);
    EXPECT_LT(spent->settled[0].input_tokens, spent->reserved.input_tokens);
  }
  const auto spans = tracer->spans();
  ASSERT_FALSE(spans.empty());
  EXPECT_EQ(spans[0].name, "rerank m");
  EXPECT_FALSE(spans[0].error);
}

TEST_P(RerankerContract, RealRequestsCanBeForbidden) {
  forbid_real_requests();
  const Error error = failure();
  forbid_real_requests(false);
  EXPECT_EQ(error.code(), ErrorCode::permission_denied);
  EXPECT_TRUE(server.requests().empty());
}

}  // namespace
}  // namespace baton::test
