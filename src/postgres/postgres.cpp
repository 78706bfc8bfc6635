#include "postgres/postgres.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <new>
#include <utility>

#include <poll.h>

#include <baton/core/error.hpp>

namespace baton::inline v0::postgres {
namespace {

// How long a call goes on without a look at its stop token.
constexpr int look_up_ms = 50;
constexpr auto connect_within = std::chrono::seconds(10);
constexpr auto rollback_within = std::chrono::seconds(2);

ErrorCode code_of_state(std::string_view state) {
  if (state.starts_with("40") || state.starts_with("55")) return ErrorCode::busy;  // serialisation, locks
  if (state.starts_with("53")) return ErrorCode::overloaded;
  if (state.starts_with("28") || state == "42501") return ErrorCode::permission_denied;
  if (state.starts_with("08") || state.starts_with("57P")) return ErrorCode::connection_failed;
  if (state == "54000") return ErrorCode::limit_exceeded;
  return ErrorCode::internal;
}

/// libpq's own words about a malformed address repeat it, password included.
void require_address(const std::string& address) {
  char* fault = nullptr;
  PQconninfoOption* options = PQconninfoParse(address.c_str(), &fault);
  PQfreemem(fault);
  if (options == nullptr) {
    throw Error(ErrorCode::invalid_argument, "the address of Postgres is no connection string or URL of libpq");
  }
  PQconninfoFree(options);
}

std::string first_line(const char* text) {
  const std::string_view all = text == nullptr ? "" : text;
  return std::string(all.substr(0, all.find('\n')));
}

}  // namespace

void Rows::check(const Connection& connection) const {
  const ExecStatusType status = PQresultStatus(result_.get());
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return;
  if (!connection.alive()) connection.lost();
  const char* state = PQresultErrorField(result_.get(), PG_DIAG_SQLSTATE);
  const ErrorCode code = code_of_state(state == nullptr ? "" : state);
  // The first line has no values of the statement; details might.
  throw Error(code, "Postgres refused (" + first_line(PQresultErrorField(result_.get(), PG_DIAG_MESSAGE_PRIMARY)) +
                        "): check the rights of its user and call again");
}

std::size_t Rows::size() const noexcept { return static_cast<std::size_t>(PQntuples(result_.get())); }
bool Rows::is_null(std::size_t row, int column) const {
  return PQgetisnull(result_.get(), static_cast<int>(row), column) != 0;
}
std::string_view Rows::text(std::size_t row, int column) const {
  const int at = static_cast<int>(row);
  return {PQgetvalue(result_.get(), at, column), static_cast<std::size_t>(PQgetlength(result_.get(), at, column))};
}
std::int64_t Rows::integer(std::size_t row, int column) const {
  const std::string_view digits = text(row, column);
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}
std::string Rows::bytes(std::size_t row, int column) const {
  std::size_t size = 0;
  const std::unique_ptr<unsigned char, void (*)(void*)> plain(
      PQunescapeBytea(reinterpret_cast<const unsigned char*>(text(row, column).data()), &size), PQfreemem);
  if (!plain) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(plain.get()), size};
}

Connection::Connection(const std::string& address, const Context& context) {
  context.check();
  require_address(address);
  const auto within = context.with_timeout(connect_within);
  handle_ = PQconnectStart(address.c_str());
  if (handle_ == nullptr) throw std::bad_alloc();
  try {
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;
    while (PQstatus(handle_) != CONNECTION_BAD && state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
      wait(state == PGRES_POLLING_WRITING, within);
      state = PQconnectPoll(handle_);
    }
    if (state != PGRES_POLLING_OK) lost();
    PQsetnonblocking(handle_, 1);
    PQsetNoticeProcessor(handle_, [](void*, const char*) {}, nullptr);  // not to the host's standard error
    static_cast<void>(PQsetClientEncoding(handle_, "UTF8"));
  } catch (...) {
    PQfinish(handle_);
    throw;
  }
}

Connection::~Connection() { PQfinish(handle_); }

void Connection::lost() const {
  // libpq names host, port and database, never the password.
  throw Error(ErrorCode::connection_failed, "Postgres cannot be reached: check that it runs and the address (" +
                                                first_line(PQerrorMessage(handle_)) + ")");
}

void Connection::wait(bool for_writing, const Context& context) {
  for (;;) {
    context.check();
    pollfd socket{.fd = PQsocket(handle_), .events = static_cast<short>(for_writing ? POLLIN | POLLOUT : POLLIN),
                  .revents = 0};
    if (socket.fd < 0) lost();
    if (::poll(&socket, 1, look_up_ms) > 0) return;
  }
}

Rows Connection::run(const char* sql, const std::vector<Value>& values, const Context& context) {
  std::vector<const char*> data;
  std::vector<int> sizes;
  std::vector<int> formats;
  for (const Value& value : values) {
    data.push_back(value.data ? value.data->c_str() : nullptr);
    sizes.push_back(value.data ? static_cast<int>(value.data->size()) : 0);
    formats.push_back(value.binary ? 1 : 0);
  }
  if (PQsendQueryParams(handle_, sql, static_cast<int>(values.size()), nullptr, data.data(), sizes.data(),
                        formats.data(), 0) == 0) {
    lost();
  }
  try {
    for (int left = PQflush(handle_); left > 0; left = PQflush(handle_)) {
      wait(true, context);
      static_cast<void>(PQconsumeInput(handle_));
    }
    while (PQisBusy(handle_) != 0) {
      wait(false, context);
      if (PQconsumeInput(handle_) == 0) lost();
    }
  } catch (const Error&) {
    if (PGcancel* cancel = PQgetCancel(handle_)) {
      std::array<char, 256> ignored{};
      PQcancel(cancel, ignored.data(), static_cast<int>(ignored.size()));
      PQfreeCancel(cancel);
    }
    throw;
  }
  Rows rows(PQgetResult(handle_));
  while (PGresult* more = PQgetResult(handle_)) PQclear(more);
  rows.check(*this);
  return rows;
}

bool Connection::alive() const noexcept { return PQstatus(handle_) == CONNECTION_OK; }

bool Connection::usable() noexcept { return PQconsumeInput(handle_) != 0 && idle(); }

bool Connection::idle() const noexcept {
  return PQstatus(handle_) == CONNECTION_OK && PQtransactionStatus(handle_) == PQTRANS_IDLE;
}

Transaction::Transaction(Connection& connection, const Context& context)
    : connection_(&connection), context_(&context) {
  connection.run("BEGIN", {}, context);
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    connection_->run("ROLLBACK", {}, Context().with_timeout(rollback_within));
  } catch (const Error&) {  // NOLINT: a connection that is not idle is thrown away, and the server undoes its work
  }
}

void Transaction::commit() {
  connection_->run("COMMIT", {}, *context_);
  open_ = false;
}

Pool::Lease::Lease(Pool& pool, const Context& context) : pool_(&pool) {
  {
    const std::lock_guard lock(pool.mutex_);
    // The server may have closed those that lay idle.
    while (!pool.idle_.empty() && !connection_) {
      connection_ = std::move(pool.idle_.back());
      pool.idle_.pop_back();
      if (!connection_->usable()) connection_.reset();
    }
  }
  if (!connection_) connection_ = std::make_unique<Connection>(pool.address_, context);
}

Pool::Lease::~Lease() {
  if (!connection_->idle()) return;
  const std::lock_guard lock(pool_->mutex_);
  if (pool_->idle_.size() < pool_->most_idle_) pool_->idle_.push_back(std::move(connection_));
}

}  // namespace baton::inline v0::postgres
