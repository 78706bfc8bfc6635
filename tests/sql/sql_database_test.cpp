#include <baton/sql/sql_database.hpp>

#include <fstream>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "sql/support.hpp"

namespace baton {
namespace {

using testing::refusal;
using testing::run;
using testing::Shop;

TEST(SqlDatabase, ReadsWhatIsListed) {
  const Shop shop;
  const SqlRows rows = run(shop.open(), "SELECT p.name, sum(o.\"how many\") AS sold, avg(p.price), NULL FROM orders o "
                                        "JOIN products p ON p.id = o.product GROUP BY 1 ORDER BY sold DESC;  -- done\n");
  EXPECT_EQ(rows.columns, (std::vector<std::string>{"name", "sold", "avg(p.price)", "NULL"}));
  ASSERT_EQ(rows.rows.size(), 2U);
  EXPECT_EQ(rows.rows[0], (std::vector<SqlValue>{std::string("cake"), std::int64_t{4}, 2.5, std::monostate()}));
  EXPECT_FALSE(rows.truncated);
  EXPECT_EQ(run(shop.open(), "SELECT count(*) FROM Orders").rows[0][0], SqlValue(std::int64_t{3}));
  EXPECT_EQ(run(shop.open(), "WITH t AS (SELECT price FROM products) SELECT max(price) FROM t").rows[0][0], SqlValue(4.0));
  EXPECT_EQ(run(shop.open(), "SELECT max(margin) FROM margins").rows[0][0], SqlValue(2.5));
  EXPECT_EQ(run(shop.open(), "WITH t AS (SELECT * FROM sold) SELECT count(*) FROM t JOIN margins USING (margin)").rows[0][0],
            SqlValue(std::int64_t{4}));
  EXPECT_EQ(run(shop.open(), "SELECT x'00ff'").rows[0][0], SqlValue(std::string("x'00ff'")));
}

TEST(SqlDatabase, ShowsTheSchemaOfWhatIsListedOnly) {
  const Shop shop;
  const auto database = shop.open();
  EXPECT_EQ(database->schema(),
            "products(id INTEGER, name TEXT, price REAL)  -- what the shop sells\n"
            "orders(id INTEGER, product INTEGER, day TEXT, \"how many\" INTEGER)\n"
            "margins(name TEXT, margin)\n"
            "sold(day TEXT, margin)\n");
}

TEST(SqlDatabase, RefusesToReadAnythingElse) {
  const Shop shop;
  const auto database = shop.open();
  for (const char* sql : {
           "SELECT * FROM passwords", "SELECT secret FROM leak", "SELECT cost FROM products", "SELECT * FROM products",
           "SELECT (SELECT secret FROM passwords) FROM products", "SELECT name FROM products ORDER BY cost",
           "SELECT name FROM products WHERE EXISTS (SELECT 1 FROM passwords)", "SELECT * FROM sqlite_master",
           "SELECT * FROM sqlite_schema", "SELECT * FROM pragma_table_info('passwords')", "SELECT load_extension('x')",
           "SELECT randomblob(100)", "SELECT zeroblob(100)", "SELECT sqlite_version()", "SELECT name FROM products UNION SELECT secret FROM passwords",
           "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n FROM t",
           "SELECT margin FROM margins WHERE (SELECT count(*) FROM passwords) > 0"}) {
    EXPECT_EQ(refusal(database, sql), ErrorCode::permission_denied) << sql;
  }
}

TEST(SqlDatabase, NoSubqueryBorrowsTheRightsOfAListedName) {
  const Shop shop;
  const auto database = shop.open();
  for (const std::string name : {"products", "ORDERS", "margins", "\"Margins\"", "[sold]", "days", "'days'"}) {
    for (const std::string inner :
         {"SELECT secret AS x FROM passwords", "SELECT cost AS x FROM products", "SELECT \"cost\" AS x FROM products",
          "SELECT * FROM products", "SELECT 1 AS x UNION ALL SELECT secret FROM passwords", "SELECT count(*) AS x FROM passwords"}) {
      for (const std::string outer :
           {"SELECT * FROM NAME", "SELECT count(*) FROM NAME", "SELECT (SELECT x FROM NAME)", "SELECT a.* FROM NAME a, main.margins",
            "SELECT 1 WHERE EXISTS (SELECT * FROM NAME)", "SELECT * FROM (SELECT * FROM NAME LIMIT 1)"}) {
        std::string sql = "WITH " + name + " AS (" + inner + ") " + outer;
        sql.replace(sql.find("NAME"), 4, name);
        const ErrorCode code = refusal(database, sql);
        EXPECT_TRUE(code == ErrorCode::permission_denied || code == ErrorCode::invalid_argument) << sql;
      }
    }
  }
}

TEST(SqlDatabase, RefusesToChangeAnything) {
  const Shop shop;
  const auto database = shop.open();
  for (const char* sql :
       {"INSERT INTO orders VALUES(9,1,'',1)", "UPDATE products SET price = 0", "DELETE FROM orders", "DROP TABLE orders",
        "CREATE TABLE t(x)", "CREATE TEMP TABLE t AS SELECT 1", "PRAGMA table_info(passwords)", "PRAGMA query_only = 0",
        "ATTACH 'other.db' AS other", "DETACH main", "VACUUM INTO 'copy.db'", "BEGIN", "SAVEPOINT s", "REINDEX", "ANALYZE",
        "EXPLAIN SELECT 1", "EXPLAIN QUERY PLAN SELECT 1"}) {
    const ErrorCode code = refusal(database, sql);
    EXPECT_TRUE(code == ErrorCode::permission_denied || code == ErrorCode::invalid_argument) << sql;
  }
  EXPECT_EQ(run(database, "SELECT count(*) FROM orders").rows[0][0], SqlValue(std::int64_t{3}));
}

TEST(SqlDatabase, TakesOneStatement) {
  const Shop shop;
  const auto database = shop.open();
  for (const std::string& sql : {std::string(), std::string("  ;  "), std::string("-- nothing"), std::string("SELECT 1; SELECT 2"),
                                std::string("SELECT 1; DROP TABLE orders"), std::string("SELECT 1; nonsense"), std::string("SELECT FROM"),
                                std::string("SELECT 1\0; SELECT 2", 19), std::string("SELECT '\xff'"), std::string("SELECT ?"), std::string("SELECT nothing")}) {
    EXPECT_EQ(refusal(database, sql), ErrorCode::invalid_argument) << sql;
  }
  EXPECT_EQ(run(database, "SELECT 1;;/* done */;").rows.size(), 1U);
  EXPECT_EQ(refusal(database, std::string(30'000, ' ') + "SELECT 1"), ErrorCode::limit_exceeded);
}

TEST(SqlDatabase, BoundsRowsBytesAndTime) {
  const Shop shop;
  SqlPolicy policy = Shop::policy();
  policy.max_rows = 2;
  const SqlRows few = run(SqlDatabase::open(shop.file(), policy), "SELECT id FROM orders ORDER BY id");
  EXPECT_EQ(few.rows.size(), 2U);
  EXPECT_TRUE(few.truncated);
  policy.max_rows = 100;
  policy.max_bytes = 180;
  EXPECT_TRUE(run(SqlDatabase::open(shop.file(), policy), "SELECT id, id, id, id FROM orders").truncated);
  EXPECT_EQ(refusal(SqlDatabase::open(shop.file(), policy), "SELECT replace('aaaaaaaaaaaaaaaaaaaa', 'a', 'bbbbbbbbbb')"),
            ErrorCode::limit_exceeded);
  policy.max_time = std::chrono::milliseconds(50);
  const char* slow = "SELECT count(*) FROM orders a, orders b, orders c, orders d, orders e, orders f, orders g, orders h, "
                     "orders i, orders j, orders k, orders l, orders m, orders n, orders o, orders p, orders q, orders r";
  EXPECT_EQ(refusal(SqlDatabase::open(shop.file(), policy), slow), ErrorCode::limit_exceeded);
}

TEST(SqlDatabase, StopsWithItsContext) {
  const Shop shop;
  const auto database = shop.open();
  std::stop_source stop;
  const auto context = Context().with_stop(stop.get_token());
  std::jthread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    stop.request_stop();
  });
  const char* slow = "SELECT count(*) FROM orders a, orders b, orders c, orders d, orders e, orders f, orders g, orders h, "
                     "orders i, orders j, orders k, orders l, orders m, orders n, orders o, orders p, orders q, orders r";
  try {
    static_cast<void>(run(database, slow, context));
    FAIL() << "the statement ended";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::cancelled);
  }
}

TEST(SqlDatabase, RefusesFilesAndPoliciesWithoutMeaning) {
  const Shop shop;
  const auto code = [](const std::string& file, SqlPolicy policy) {
    try {
      static_cast<void>(SqlDatabase::open(file, std::move(policy)));
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  };
  EXPECT_EQ(code("/nowhere/shop.db", Shop::policy()), ErrorCode::not_found);
  EXPECT_EQ(code(shop.file(), {.tables = {{"clients"}}}), ErrorCode::not_found);
  EXPECT_EQ(code(shop.file(), {.tables = {{"orders", {"id", "color"}}}}), ErrorCode::not_found);
  EXPECT_EQ(code(shop.file(), {}), ErrorCode::invalid_argument);
  EXPECT_EQ(code(shop.file(), {.tables = {{"orders"}}, .max_rows = 0}), ErrorCode::invalid_argument);
  const test::TempFolder folder;
  folder.write("no.db", std::string(5'000, 'x'));
  EXPECT_EQ(code(folder / "no.db", Shop::policy()), ErrorCode::data_corrupt);
}

/// Statements made of pieces that matter, whole and cut: none changes the file or shows what is not listed.
TEST(SqlDatabase, NoStatementGetsAtWhatIsNotListed) {
  const Shop shop;
  const auto database = shop.open();
  const std::string pieces[] = {"SELECT ", "secret", " FROM ", "passwords", "products", "orders", " UNION ", "(", ")", "*", ",", "name",
                                "leak", " WHERE ", "1", "=", ";", "--", "/*", "*/", "'", "\"", "WITH t AS ", "WITH margins AS ", "PRAGMA ", "sqlite_master",
                                "count(*)", " JOIN ", " AS x", "margins", "EXPLAIN ", "DELETE FROM orders", "INSERT INTO orders SELECT 9,9,9,9", "\n", "[", "]", "`"};
  std::mt19937 random(7);
  for (int turn = 0; turn < 2'000; ++turn) {
    std::string sql = random() % 3 == 0 ? "" : "SELECT ";
    for (std::size_t i = random() % 10; i > 0; --i) sql += pieces[random() % std::size(pieces)];
    try {
      EXPECT_EQ(to_text(run(database, sql)).find("hunter2"), std::string::npos) << sql;
    } catch (const Error& error) {
      EXPECT_NE(error.code(), ErrorCode::internal) << sql << error.what();
    }
  }
  EXPECT_EQ(run(database, "SELECT count(*) FROM orders").rows[0][0], SqlValue(std::int64_t{3}));
}

}  // namespace
}  // namespace baton
