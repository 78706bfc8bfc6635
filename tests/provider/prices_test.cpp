#include <baton/provider/prices.hpp>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

constexpr ModelPrice price{.context_window = 1'000,
                           .rates = {.input = 2'000'000, .output = 8'000'000, .cached = 500'000, .cache_write = 2'500'000, .cache_write_hour = 4'000'000},
                           .long_from = 200,
                           .long_rates = {.input = 4'000'000, .output = 12'000'000, .cached = 1'000'000, .cache_write = 5'000'000, .cache_write_hour = 8'000'000}};

TEST(Prices, CountEachKindOfToken) {
  // 50 plain, 30 from the cache, 20 written there, and 10 of output: 100 + 15 + 50 + 80 millionths.
  EXPECT_EQ(cost_of(price, {.calls = 1, .input_tokens = 100, .output_tokens = 10, .cached_tokens = 30, .cache_write_tokens = 20}),
            Money{245'000});
  // Of those written, 5 are kept for an hour: 100 + 15 + 37.5 + 20 + 80.
  EXPECT_EQ(cost_of(price, {.calls = 1, .input_tokens = 100, .output_tokens = 10, .cached_tokens = 30, .cache_write_tokens = 20,
                            .cache_write_hour_tokens = 5}),
            Money{252'500});
  const ModelPrice without{.rates = {.input = 2'000'000, .cache_write = 2'500'000}};
  EXPECT_EQ(cost_of(without, {.input_tokens = 10, .cache_write_tokens = 10, .cache_write_hour_tokens = 10}), Money{25'000});
  EXPECT_EQ(cost_of(price, {.calls = 1, .input_tokens = 201}), Money{804'000});
  EXPECT_EQ(cost_of(price, {.calls = 1}), Money{});
}

TEST(Prices, RoundUp) {
  const ModelPrice tiny{.rates = {.input = 1}};
  EXPECT_EQ(cost_of(tiny, {.input_tokens = 1}), Money{1});
  EXPECT_EQ(cost_of(tiny, {.input_tokens = 1'001}), Money{2});
}

TEST(Prices, TheWorstCaseIsNeverBelowAnyOutcome) {
  const Spend worst{.calls = 1, .input_tokens = 250, .output_tokens = 50};
  Spend hour = worst;
  hour.cache_write_hour_tokens = 250;
  const Money most = most_cost_of(price, worst);
  const Money most_of_hour = most_cost_of(price, hour);
  EXPECT_LT(most, most_of_hour);
  for (std::int64_t input = 0; input <= 250; input += 25) {
    for (std::int64_t cached = 0; cached <= input; cached += 25) {
      for (std::int64_t written = 0; written <= input - cached; written += 25) {
        EXPECT_LE(cost_of(price, {1, input, 50, cached, written}), most);
        for (const std::int64_t kept : {written / 2, written}) {
          EXPECT_LE(cost_of(price, {1, input, 50, cached, written, kept}), most_of_hour);
        }
      }
    }
  }
}

TEST(Prices, KnowModelsByTheirNamesAndVersions) {
  const PriceTable table = PriceTable::standard();
  EXPECT_EQ(table.date(), "2026-08-21");
  const ModelPrice* mini = table.find("openai/gpt-4.1-mini");
  ASSERT_NE(mini, nullptr);
  EXPECT_EQ(mini->rates.input, 400'000);
  EXPECT_EQ(table.find("openai/gpt-4.1-mini-2025-04-14"), mini);
  EXPECT_EQ(table.find("anthropic/claude-opus-4-8-20260501")->rates.output, 25'000'000);
  EXPECT_EQ(table.find("anthropic/claude-opus-4-8")->rates.cache_write_hour, 10'000'000);
  EXPECT_EQ(table.find("anthropic/claude-sonnet-4-5")->long_rates.cache_write_hour, 12'000'000);
  EXPECT_EQ(table.find("anthropic/claude-haiku-4-5-latest"), table.find("anthropic/claude-haiku-4-5"));
  EXPECT_EQ(table.find("openai/gpt-4.1-mini-turbo"), nullptr);
  EXPECT_EQ(table.find("nobody/knows"), nullptr);
  EXPECT_EQ(table.find("offline/extractive")->rates, TokenRates{});
}

TEST(Prices, EveryRowMakesSense) {
  const PriceTable table = PriceTable::standard();
  for (const char* name : {"gemini/gemini-2.5-pro", "openai/gpt-5.4", "anthropic/claude-sonnet-4-5"}) {
    const ModelPrice* row = table.find(name);
    ASSERT_NE(row, nullptr) << name;
    EXPECT_GT(row->long_rates.input, row->rates.input) << name;
    EXPECT_GE(row->long_from, 100'000) << name;
    EXPECT_LT(row->rates.cached, row->rates.input) << name;
  }
}

TEST(Prices, ACopyIsChangedForItself) {
  const PriceTable first = PriceTable::standard();
  PriceTable second = first;
  second.set("mine/*", price);
  EXPECT_EQ(*second.find("mine/anything"), price);
  EXPECT_EQ(first.find("mine/anything"), nullptr);
}

TEST(Prices, AreReadFromJson) {
  const PriceTable table = PriceTable::from_json(Json::parse(
      R"({"date": "2026-11-01", "models": {"mine/a": {"input": 2, "output": 8, "cached": 0.5, "cache_write": 2.5, "cache_write_hour": 4,
          "context_window": 1000, "long_from": 200, "long": {"input": 4, "output": 12, "cached": 1, "cache_write": 5, "cache_write_hour": 8}},
          "mine/b": {"input": 0.0375}}})"));
  EXPECT_EQ(table.date(), "2026-11-01");
  EXPECT_EQ(*table.find("mine/a"), price);
  EXPECT_EQ(table.find("mine/b")->rates, (TokenRates{37'500, 0, 37'500, 37'500, 37'500}));
}

TEST(Prices, SayWhatIsNotUnderstood) {
  for (const char* wrong : {
           R"([])",
           R"({"models": {}})",
           R"({"date": "2026-11-01"})",
           R"({"date": "d", "models": {"a/b": 7}})",
           R"({"date": "d", "models": {"a/b": {"output": 1}}})",
           R"({"date": "d", "models": {"a/b": {"input": -1}}})",
           R"({"date": "d", "models": {"a/b": {"input": "1"}}})",
           R"({"date": "d", "models": {"a/b": {"input": 1, "inptu": 1}}})",
           R"({"date": "d", "models": {"a/b": {"input": 1, "long_from": 5}}})",
           R"({"date": "d", "models": {"a/b": {"input": 1, "long_from": 5, "long": {"input": 1, "x": 1}}}})",
           R"({"date": "d", "models": {"a/b": {"input": 1, "context_window": 1.5}}})",
       }) {
    try {
      (void)PriceTable::from_json(Json::parse(wrong));
      ADD_FAILURE() << wrong;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::parse_error) << wrong;
    }
  }
}

}  // namespace
}  // namespace baton
