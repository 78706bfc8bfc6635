#include <baton/sql/sql_answer.hpp>

#include <gtest/gtest.h>

#include <baton/provider/testing.hpp>

#include "sql/support.hpp"

namespace baton {
namespace {

using testing::Shop;

constexpr const char* best_seller =
    R"({"answerable":true,"sql":"SELECT name FROM products JOIN orders ON product = products.id GROUP BY name ORDER BY sum(\"how many\") DESC LIMIT 1"})";

std::shared_ptr<ScriptedModel> script(std::vector<ScriptedReply> replies) {
  return std::make_shared<ScriptedModel>(std::move(replies));
}

SqlAnswer answer(const Shop& shop, const std::shared_ptr<ScriptedModel>& scripted, SqlAnswerOptions options = {}) {
  return answer_with_sql(shop.open(), Model(scripted), std::move(options)).invoke("What sold best?");
}

TEST(SqlAnswer, TellsWhatTheStatementFound) {
  const Shop shop;
  const auto scripted = script({best_seller, "Cake sold best."});
  const SqlAnswer told = answer(shop, scripted);
  EXPECT_TRUE(told.found);
  EXPECT_EQ(told.text, "Cake sold best.");
  EXPECT_EQ(told.attempts, 1);
  ASSERT_EQ(told.rows.rows.size(), 1U);
  EXPECT_EQ(told.rows.rows[0][0], SqlValue(std::string("cake")));
  const auto requests = scripted->requests();
  EXPECT_EQ(requests[0].messages[0].text(), explain_sql("What sold best?", *shop.open()));
  EXPECT_NE(requests[1].messages[0].text().find("cake\n"), std::string::npos);
}

TEST(SqlAnswer, ShowsTheModelWhatWasWrong) {
  const Shop shop;
  const auto scripted = script({R"({"answerable":true,"sql":"SELECT cost FROM products"})", "no JSON at all", best_seller, "Cake."});
  const SqlAnswer told = answer(shop, scripted);
  EXPECT_EQ(told.attempts, 3);
  EXPECT_EQ(told.text, "Cake.");
  const auto second = scripted->requests()[1].messages;
  ASSERT_EQ(second.size(), 3U);
  EXPECT_NE(second[2].text().find("the column 'cost' of 'products' may not be read"), std::string::npos);
}

TEST(SqlAnswer, SaysThatTheTablesCannotTell) {
  const Shop shop;
  const auto scripted = script({R"({"answerable":false,"sql":""})"});
  const SqlAnswer told = answer(shop, scripted);
  EXPECT_FALSE(told.found);
  EXPECT_EQ(told.text, "The database does not answer this question.");
  EXPECT_EQ(scripted->remaining(), 0U);
}

TEST(SqlAnswer, GivesUpWithTheLastError) {
  const Shop shop;
  const auto code = [&](std::vector<ScriptedReply> replies, SqlAnswerOptions options) {
    try {
      static_cast<void>(answer(shop, script(std::move(replies)), std::move(options)));
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  };
  const char* forbidden = R"({"answerable":true,"sql":"SELECT * FROM passwords"})";
  EXPECT_EQ(code({forbidden, forbidden}, {.attempts = 2}), ErrorCode::permission_denied);
  EXPECT_EQ(code({"nothing"}, {.attempts = 1}), ErrorCode::model_output_invalid);
  EXPECT_EQ(code({Error(ErrorCode::rate_limited, "slow down")}, {}), ErrorCode::rate_limited);
  EXPECT_EQ(code({}, {.attempts = 0}), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
