#pragma once

#include "sqlite.hpp"

namespace baton::inline v0 {

/// Makes sure that `database` holds our tables in our version: creates them in an empty file, and
/// refuses foreign files and newer versions without changing a byte of them.
void prepare_schema(sqlite::Database& database);

/// The same check for a connection that only reads.
void check_schema(sqlite::Database& database);

}  // namespace baton::inline v0
