#pragma once

#include <string>

#include "sql/guard.hpp"

namespace baton::inline v0::sql_detail {

/// What may be read of a table, and how a model is told.
struct ReadableTable {
  NameSet columns;
  std::string shown;  ///< "products(id INTEGER, name TEXT)  -- what the shop sells"
};

/// A name as SQL reads it, whatever it is made of.
[[nodiscard]] std::string quoted(const std::string& name);

/// Throws `not_found` for a table or column that does not exist.
[[nodiscard]] ReadableTable readable_table(sqlite3* connection, const SqlTable& table);

}  // namespace baton::inline v0::sql_detail
