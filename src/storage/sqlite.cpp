#include "storage/sqlite.hpp"

#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <baton/core/error.hpp>

namespace baton::inline v0::sqlite {
namespace {

// Long enough for another process to finish a commit or the recovery of a log.
constexpr int busy_timeout_ms = 5000;
// Copied between two calls of progress: 4 MiB.
constexpr int pages_at_once = 1024;

struct Meaning {
  ErrorCode code;
  const char* advice;
};

Meaning meaning_of(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {ErrorCode::io_error, "the disk is full; nothing was lost: make room and call again"};
    case SQLITE_IOERR:
      return {ErrorCode::io_error, "the disk failed or a size limit was reached; check it and call again"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::busy, "another process is using it: wait for it to finish and call again"};
    case SQLITE_CORRUPT:
      return {ErrorCode::data_corrupt, "the file is damaged: delete it, so that it is made anew"};
    case SQLITE_NOTADB:
      return {ErrorCode::data_corrupt, "the file is not a database: choose another path"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::permission_denied, "the file cannot be written: check its permissions"};
    case SQLITE_CANTOPEN:
      return {ErrorCode::io_error, "the file cannot be opened: check that its folder exists and is writable"};
    case SQLITE_TOOBIG:
      return {ErrorCode::limit_exceeded, "a text is too large to be stored"};
    default:
      return {ErrorCode::internal, "unexpected answer of SQLite"};
  }
}

[[noreturn]] void fail(const std::filesystem::path& path, int code, const char* detail) {
  const Meaning meaning = meaning_of(code);
  throw Error(meaning.code,
              "database '" + path.string() + "': " + meaning.advice + " (SQLite: " + detail + ")");
}

int open_flags(Database::Mode mode, bool create) {
  // Readers open for writing too: the shared memory of the write-ahead log needs it.
  const int base = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  return mode == Database::Mode::write && create ? base | SQLITE_OPEN_CREATE : base;
}

}  // namespace

Rows::Rows(Database& database, sqlite3_stmt* statement, bool owned)
    : database_(&database), statement_(statement), owned_(owned) {}

Rows::Rows(Rows&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      owned_(other.owned_) {}

Rows::~Rows() {
  if (statement_ == nullptr) return;
  if (owned_) {
    sqlite3_finalize(statement_);
  } else {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
}

void Rows::bind(int index, std::int64_t value) {
  database_->check(sqlite3_bind_int64(statement_, index, value));
}

void Rows::bind(int index, double value) { database_->check(sqlite3_bind_double(statement_, index, value)); }

void Rows::bind(int index, std::string_view text) {
  // A null pointer would bind NULL where an empty text is meant.
  database_->check(sqlite3_bind_text64(statement_, index, text.data() == nullptr ? "" : text.data(),
                                       text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Rows::bind(int index, Blob bytes) {
  database_->check(sqlite3_bind_blob64(statement_, index, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
}

void Rows::bind(int index, std::nullptr_t) { database_->check(sqlite3_bind_null(statement_, index)); }

bool Rows::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->check(code);
  return false;
}

std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Rows::real(int column) const { return sqlite3_column_double(statement_, column); }
bool Rows::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::string_view Rows::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, size);
}

Blob Rows::blob(int column) const {
  const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return bytes == nullptr ? Blob() : Blob(bytes, size);
}

Database::Database(const std::filesystem::path& file, Mode mode, bool create) : path_(file) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, open_flags(mode, create), nullptr);
  handle_.reset(handle);
  check(code);
  sqlite3_busy_timeout(handle, busy_timeout_ms);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  if (mode == Mode::read) {
    // Only the writer moves the log into the file: before 3.51.3 two checkpoints could corrupt it.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    execute("PRAGMA wal_autocheckpoint=0; PRAGMA query_only=1");
  }
}

Database::~Database() { statements_.clear(); }

void Database::check(int code) const {
  if (code == SQLITE_OK) return;
  fail(path_, code, handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code));
}

void Database::execute(const char* sql) {
  check(sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr));
}

sqlite3_stmt* Database::compile(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v3(handle_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
  return statement;
}

Rows Database::prepare(const char* sql) {
  const auto found = statements_.find(std::string_view(sql));
  if (found == statements_.end()) {
    sqlite3_stmt* statement = compile(sql);
    statements_.emplace(sql, statement);
    return {*this, statement, false};
  }
  // The same text may run inside a loop over its own rows.
  if (sqlite3_stmt_busy(found->second.get()) != 0) return {*this, compile(sql), true};
  return {*this, found->second.get(), false};
}

Rows Database::query_once(const std::string& sql, std::span<const Value> values) {
  Rows rows(*this, compile(sql.c_str()), true);
  int index = 0;
  for (const Value& value : values) {
    ++index;
    std::visit([&](const auto& one) { rows.bind(index, one); }, value);
  }
  return rows;
}

void Database::copy_to(const std::filesystem::path& file,
                       const std::function<void(std::size_t, std::size_t)>& progress) {
  const Transaction snapshot(*this, Transaction::Kind::read);
  // The snapshot begins with the first read. Without one, every change of another connection starts the copy anew.
  static_cast<void>(integer("SELECT count(*) FROM sqlite_master"));
  Database target(file, Mode::write, true);
  struct Finish {
    void operator()(sqlite3_backup* copy) const noexcept { sqlite3_backup_finish(copy); }
  };
  const std::unique_ptr<sqlite3_backup, Finish> copy(
      sqlite3_backup_init(target.handle_.get(), "main", handle_.get(), "main"));
  if (!copy) target.check(sqlite3_errcode(target.handle_.get()));
  for (int code = SQLITE_OK; code != SQLITE_DONE;) {
    code = sqlite3_backup_step(copy.get(), pages_at_once);
    if (code != SQLITE_DONE) target.check(code);
    const auto total = static_cast<std::size_t>(sqlite3_backup_pagecount(copy.get()));
    const auto left = static_cast<std::size_t>(sqlite3_backup_remaining(copy.get()));
    if (progress) progress(total - left, total);
  }
}

void Database::vacuum() {
  // SQLite rewrites the file by way of an attached one.
  sqlite3_limit(handle_.get(), SQLITE_LIMIT_ATTACHED, 1);
  const int code = sqlite3_exec(handle_.get(), "VACUUM", nullptr, nullptr, nullptr);
  sqlite3_limit(handle_.get(), SQLITE_LIMIT_ATTACHED, 0);
  check(code);
  if (integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0) return;
  throw Error(ErrorCode::busy, "database '" + path_.string() +
                                   "': another process still reads an older state, so the log cannot be emptied: "
                                   "wait for it to finish and call again");
}

std::int64_t Database::last_id() const { return sqlite3_last_insert_rowid(handle_.get()); }

const std::string& made_private(const std::string& file) {
  const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (handle >= 0) ::close(handle);  // what is wrong otherwise, SQLite says
  return file;
}

Transaction::Transaction(Database& database, Kind kind) : database_(&database) {
  // Asking for the write lock at once avoids the upgrade that fails when another one was faster.
  database.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_->execute("ROLLBACK");
  } catch (const Error&) {  // NOLINT: SQLite has already rolled back after a full disk
  }
}

void Transaction::commit() {
  database_->execute("COMMIT");
  open_ = false;
}

}  // namespace baton::inline v0::sqlite
