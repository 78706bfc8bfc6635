#pragma once

#include <cstdint>
#include <string>

#include "storage/sqlite.hpp"

namespace baton::inline v0::sqlite {

/// What a database file of baton holds.
struct Schema {
  const char* what;              ///< "index", for messages
  std::int64_t application_id;   ///< marks a file as this kind
  std::int64_t version;
  const char* create;            ///< makes the tables, and sets both pragmas
  /// Gives a connection what the tables need that is not in the file; may be null.
  void (*connect)(Database& database) = nullptr;
};

/// Makes sure that `database` holds our tables in our version: creates them in an empty file, and
/// refuses foreign files and other versions without changing a byte of them. `also` are tables that depend on options.
BATON_EXPORT void prepare(Database& database, const Schema& schema, const std::string& also = {});

/// The same check for a connection that only reads.
BATON_EXPORT void check(Database& database, const Schema& schema);

}  // namespace baton::inline v0::sqlite
