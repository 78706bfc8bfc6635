#pragma once

#include <string>

#include "sql/guard.hpp"

namespace baton::inline v0::sql_detail {

/// The names through which SQLite's authorizer says that `table` is read: when it is a view, its own and those of the views
/// and WITH queries that it is made of; none for a table. Throws `invalid_argument` for a view that cannot be read.
[[nodiscard]] NameSet view_names(sqlite3* connection, const std::string& table);

/// Throws `permission_denied` when the statement names a subquery of its own (WITH) like one of `readable.views`: SQLite's
/// authorizer tells the two apart by nothing, and the subquery could read anything. Also throws `invalid_argument` for
/// a statement that needs more than what is readable.
void refuse_borrowed_names(const std::string& statement_text, const Readable& readable);

}  // namespace baton::inline v0::sql_detail
