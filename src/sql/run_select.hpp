#pragma once

#include <string>

#include <baton/core/context.hpp>
#include <baton/sql/sql_database.hpp>

#include "sql/guard.hpp"

namespace baton::inline v0::sql_detail {

/// Compiles and runs one SELECT on a connection of its own. Errors are those of `SqlDatabase::query`.
[[nodiscard]] SqlRows run_select(const std::string& file, const std::string& statement_text,
                                 const Readable& readable, const SqlPolicy& policy, const Context& context);

}  // namespace baton::inline v0::sql_detail
