#include "storage/schema.hpp"

#include <string>

#include <baton/core/error.hpp>

namespace baton::inline v0::sqlite {
namespace {

bool is_empty(Database& database) {
  return database.integer("SELECT count(*) FROM sqlite_master") == 0 &&
         database.integer("PRAGMA application_id") == 0;
}

[[noreturn]] void refuse_foreign(const Database& database, const Schema& schema) {
  throw Error(ErrorCode::data_corrupt, "'" + database.path().string() +
                                           "' is a database of another program, not a baton " +
                                           schema.what + ": choose another path");
}

void connect(Database& database, const Schema& schema) {
  if (schema.connect != nullptr) schema.connect(database);
}

void create(Database& database, const Schema& schema, const std::string& also) {
  Transaction transaction(database, Transaction::Kind::write);
  // Another process may have been faster.
  if (is_empty(database)) database.execute((schema.create + also).c_str());
  transaction.commit();
}

}  // namespace

void check(Database& database, const Schema& schema) {
  if (database.integer("PRAGMA application_id") != schema.application_id) refuse_foreign(database, schema);
  const std::int64_t version = database.integer("PRAGMA user_version");
  if (version > schema.version) {
    throw Error(ErrorCode::version_mismatch,
                std::string(schema.what) + " '" + database.path().string() + "' has format " +
                    std::to_string(version) + " and this baton knows up to " +
                    std::to_string(schema.version) +
                    ": update baton, or delete the file, so that it is made anew");
  }
  if (version < 1) refuse_foreign(database, schema);
  if (version < schema.version) {
    throw Error(ErrorCode::version_mismatch,
                std::string(schema.what) + " '" + database.path().string() + "' has format " +
                    std::to_string(version) + " of an older baton, and this one writes " +
                    std::to_string(schema.version) + ": delete the file, so that it is made anew");
  }
  connect(database, schema);
}

void prepare(Database& database, const Schema& schema, const std::string& also) {
  const bool empty = is_empty(database);
  if (empty) connect(database, schema);
  else check(database, schema);
  database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON");
  if (empty) create(database, schema, also);
}

}  // namespace baton::inline v0::sqlite
