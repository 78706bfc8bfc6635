#pragma once

#include <cstdlib>
#include <memory>
#include <string>

#include <sqlite3.h>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/sql/sql_database.hpp>

#include "support/temp_folder.hpp"

namespace baton::testing {

/// A shop's database in a folder of its own: products and orders to be read, a table of passwords that is not.
class Shop {
 public:
  Shop() {
    sqlite3* handle = nullptr;
    if (sqlite3_open(file().c_str(), &handle) != SQLITE_OK) std::abort();
    constexpr const char* tables = R"sql(
      CREATE TABLE products(id INTEGER PRIMARY KEY, name TEXT, price REAL, cost REAL, photo BLOB);
      INSERT INTO products VALUES(1,'tea',3.5,1.0,x'00ff'),(2,'coffee',4.0,2.0,NULL),(3,'cake',2.5,0.5,NULL);
      CREATE TABLE orders(id INTEGER PRIMARY KEY, product INTEGER, day TEXT, "how many" INTEGER);
      INSERT INTO orders VALUES(1,1,'2026-05-01',2),(2,1,'2026-05-02',1),(3,3,'2026-05-02',4);
      CREATE TABLE passwords(name TEXT, secret TEXT);
      INSERT INTO passwords VALUES('ada','hunter2');
      CREATE VIEW margins AS SELECT name, price - cost AS margin FROM products;
      CREATE VIEW leak AS SELECT secret FROM passwords;
      CREATE VIEW sold AS WITH days AS (SELECT day, product FROM orders)
        SELECT day, margin FROM days JOIN products ON id = product JOIN margins USING (name);
    )sql";
    if (sqlite3_exec(handle, tables, nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
    sqlite3_close(handle);
  }

  [[nodiscard]] std::string file() const { return folder_ / "shop.db"; }
  [[nodiscard]] static SqlPolicy policy() {
    SqlPolicy policy;
    policy.tables = {{"products", {"id", "name", "price"}, "what the shop sells"}, {"orders"}, {"margins"}, {"sold"}};
    return policy;
  }
  [[nodiscard]] std::shared_ptr<const SqlDatabase> open() const { return SqlDatabase::open(file(), policy()); }

 private:
  test::TempFolder folder_;
};

inline SqlRows run(const std::shared_ptr<const SqlDatabase>& database, std::string sql, Context context = {}) {
  return sync_wait(database->query(std::move(sql), context), context);
}

/// The code of what the statement throws; `internal` when it throws nothing.
inline ErrorCode refusal(const std::shared_ptr<const SqlDatabase>& database, std::string sql) {
  try {
    static_cast<void>(run(database, std::move(sql)));
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

}  // namespace baton::testing
