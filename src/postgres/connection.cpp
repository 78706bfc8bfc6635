#include "postgres/connection.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <new>
#include <utility>

#include <libpq-fe.h>
#include <poll.h>

#include <baton/core/error.hpp>

namespace baton::inline v0::postgres {
namespace {

using std::chrono::milliseconds;

// How long a call goes on without a look at its stop token.
constexpr milliseconds look_up(50);
constexpr std::chrono::seconds connect_within(10);
constexpr std::chrono::seconds rollback_within(2);
constexpr std::chrono::seconds greet_within(1);
constexpr std::size_t most_value_bytes = std::size_t{1} << 30;  // of a field of Postgres

/// Names and values of libpq's parameters; the last of a name counts.
struct Parameters {
  std::vector<const char*> names;
  std::vector<const char*> values;

  void add(const char* name, const char* value) {
    names.push_back(name);
    values.push_back(value);
  }
};

/// libpq's own words about a malformed address repeat it, password included.
void require_address(const std::string& address) {
  char* fault = nullptr;
  PQconninfoOption* options = PQconninfoParse(address.c_str(), &fault);
  PQfreemem(fault);
  if (options == nullptr) {
    throw Error(ErrorCode::invalid_argument, "the address of Postgres is no connection string or URL of libpq, such as "
                                             "postgresql://user:password@host/database");
  }
  PQconninfoFree(options);
}

std::string first_line(const char* text) {
  const std::string_view all = text == nullptr ? "" : text;
  return std::string(all.substr(0, all.find('\n')));
}

int pause_until(const Context& context) {
  if (!context.has_deadline()) return static_cast<int>(look_up.count());
  const auto left = std::chrono::ceil<milliseconds>(context.deadline() - Context::Clock::now());
  return static_cast<int>(std::clamp(left, milliseconds(0), look_up).count());
}

/// Waits until the server sent something or, with `for_writing`, takes something; false when there is no connection.
bool ready(pg_conn* handle, bool for_writing, const Context& context) {
  for (;;) {
    context.check();
    pollfd socket{
        .fd = PQsocket(handle), .events = static_cast<short>(for_writing ? POLLIN | POLLOUT : POLLIN), .revents = 0};
    if (socket.fd < 0) return false;
    if (::poll(&socket, 1, pause_until(context)) > 0) return true;
  }
}

/// A connection that was begun.
pg_conn* start_connecting(Parameters parameters, bool expand) {
  parameters.add(nullptr, nullptr);
  pg_conn* handle = PQconnectStartParams(parameters.names.data(), parameters.values.data(), expand ? 1 : 0);
  return handle == nullptr ? throw std::bad_alloc() : handle;
}

/// Goes on with one until it is made or has failed.
bool made(pg_conn* handle, const Context& context) {
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (PQstatus(handle) != CONNECTION_BAD && state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
    if (!ready(handle, state == PGRES_POLLING_WRITING, context)) return false;
    state = PQconnectPoll(handle);
  }
  return state == PGRES_POLLING_OK;
}

Parameters with_patience(const std::string& address) {
  Parameters parameters;
  // A network that lost the server is noticed within half a minute, unless the address says otherwise.
  parameters.add("keepalives_idle", "15");
  parameters.add("keepalives_interval", "5");
  parameters.add("keepalives_count", "3");
  parameters.add("tcp_user_timeout", "30000");
  parameters.add("dbname", address.c_str());
  return parameters;
}

/// Whether the server of a connection still answers a newcomer, be it by a refusal.
bool greets(pg_conn* handle) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfo(handle), PQconninfoFree);
  if (!options) throw std::bad_alloc();
  Parameters parameters;
  for (const PQconninfoOption* each = options.get(); each->keyword != nullptr; ++each) {
    if (each->val != nullptr) parameters.add(each->keyword, each->val);
  }
  // The very server of several, and without looking its name up.
  parameters.add("host", PQhost(handle));
  parameters.add("hostaddr", PQhostaddr(handle));
  parameters.add("port", PQport(handle));
  const std::unique_ptr<pg_conn, void (*)(pg_conn*)> probe(start_connecting(std::move(parameters), false), PQfinish);
  try {
    static_cast<void>(made(probe.get(), Context().with_timeout(greet_within)));
    return true;
  } catch (const Error&) {  // NOLINT: it was too slow
    return false;
  }
}

int length_of(const Value& value) {
  if (!value.data) return 0;
  if (value.data->size() <= most_value_bytes) return static_cast<int>(value.data->size());
  throw Error(ErrorCode::limit_exceeded, "Postgres takes values of at most 1 GiB: store it in parts");
}

}  // namespace

void Connection::Finish::operator()(pg_conn* handle) const noexcept { PQfinish(handle); }

Connection::Connection(const std::string& address, const Context& context) {
  context.check();
  require_address(address);
  const Context within = context.with_timeout(connect_within);
  handle_.reset(start_connecting(with_patience(address), true));
  if (!made(handle_.get(), within)) lost();
  PQsetnonblocking(handle_.get(), 1);
  PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);  // not to the host's standard error
  run("SET client_encoding = 'UTF8'", {}, within);
}

Connection::~Connection() = default;

void Connection::lost() const {
  // libpq names host, port and database, never the password.
  throw Error(ErrorCode::connection_failed, "Postgres cannot be reached: check that it runs and the address (" +
                                                first_line(PQerrorMessage(handle_.get())) + ")")
      .with_provider("postgres")
      .with_retry(true);
}

void Connection::wait(bool for_writing, const Context& context) {
  if (!ready(handle_.get(), for_writing, context)) lost();
}

void Connection::cancel() noexcept {
  try {
    // PQcancel waits for the server's answer without a limit.
    if (!greets(handle_.get())) return;
  } catch (const std::bad_alloc&) {
    return;
  }
  if (PGcancel* request = PQgetCancel(handle_.get())) {
    std::array<char, 256> ignored{};
    PQcancel(request, ignored.data(), static_cast<int>(ignored.size()));
    PQfreeCancel(request);
  }
}

void Connection::send(const std::string& sql, const std::vector<Value>& values, bool with_values) {
  std::vector<const char*> data;
  std::vector<int> lengths;
  std::vector<int> formats;
  for (const Value& value : values) {
    data.push_back(value.data ? value.data->c_str() : nullptr);
    lengths.push_back(length_of(value));
    formats.push_back(value.binary ? 1 : 0);
  }
  const int sent = with_values ? PQsendQueryParams(handle_.get(), sql.c_str(), static_cast<int>(values.size()), nullptr,
                                                   data.data(), lengths.data(), formats.data(), 0)
                               : PQsendQuery(handle_.get(), sql.c_str());
  if (sent == 0) lost();
}

Rows Connection::result(const Context& context) {
  try {
    int left = PQflush(handle_.get());
    for (; left > 0; left = PQflush(handle_.get())) {
      wait(true, context);
      if (PQconsumeInput(handle_.get()) == 0) lost();
    }
    if (left < 0) lost();
    while (PQisBusy(handle_.get()) != 0) {
      wait(false, context);
      if (PQconsumeInput(handle_.get()) == 0) lost();
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::connection_failed) cancel();
    throw;
  }
  return Rows(PQgetResult(handle_.get()));
}

void Connection::drop_results() {
  while (PGresult* more = PQgetResult(handle_.get())) PQclear(more);
  if (PQstatus(handle_.get()) != CONNECTION_OK) lost();
}

Rows Connection::run(const std::string& sql, const std::vector<Value>& values, const Context& context) {
  context.check();
  // Without values in one message, which servers that share one backend among connections cannot tear apart.
  send(sql, values, !values.empty());
  Rows rows = result(context);
  drop_results();
  rows.check();
  return rows;
}

void Connection::begin(const std::string& sql, const std::vector<Value>& values, const Context& context) {
  context.check();
  send(sql, values, true);  // which takes one statement only
  if (PQsetSingleRowMode(handle_.get()) == 0) lost();
}

Rows Connection::next(const Context& context) {
  Rows rows = result(context);
  if (rows.size() == 0) drop_results();
  rows.check();
  return rows;
}

void Connection::abandon(const Context& context) {
  if (PQtransactionStatus(handle_.get()) != PQTRANS_ACTIVE) return;
  cancel();
  while (result(context)) {
  }
}

bool Connection::usable() const noexcept {
  // What a server says unasked is its farewell, as good as always.
  pollfd socket{.fd = PQsocket(handle_.get()), .events = POLLIN, .revents = 0};
  return idle() && ::poll(&socket, 1, 0) == 0;
}

bool Connection::idle() const noexcept {
  return PQstatus(handle_.get()) == CONNECTION_OK && PQtransactionStatus(handle_.get()) == PQTRANS_IDLE;
}

Transaction::Transaction(Connection& connection, const Context& context) : connection_(&connection), context_(&context) {
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

}  // namespace baton::inline v0::postgres
