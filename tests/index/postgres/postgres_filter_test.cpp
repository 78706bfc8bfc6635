#include "index/postgres/postgres_filter.hpp"

#include <gtest/gtest.h>

namespace baton {
namespace {

TEST(PostgresStoreFilter, BindsKeysAndValuesInsteadOfPastingThem) {
  const std::string odd = "it's\" $1 ?";
  std::vector<postgres::Value> values = {std::string("space")};
  const Filter filter = (where(odd) == odd || where(odd) > 2.5 || where(odd).contains(odd)) && !where(odd).exists() &&
                        where("a").in({1, true});
  const std::string sql = postgres_condition(filter, values);
  EXPECT_EQ(sql.find("it"), std::string::npos) << sql;
  ASSERT_EQ(values.size(), 9U);
  EXPECT_EQ(values[1].data, R"({"it's\" $1 ?":["it's\" $1 ?"]})");
  EXPECT_EQ(values[3].data, "2.5");
  EXPECT_NE(sql.find("$9::jsonb"), std::string::npos) << sql;
}

TEST(PostgresStoreFilter, KeepsWhatFiltersSee) {
  EXPECT_EQ(postgres_fields(Json::parse(R"({"a":1,"b":[1,"x",null,[2],{"c":1}],"c":null,"d":{},"":true,"e":[]})")),
            R"({"":[true],"a":[1.0],"b":[1.0,"x"]})");
  EXPECT_EQ(postgres_fields(Json()), "{}");
}

}  // namespace
}  // namespace baton
