#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>

#include "postgres/rows.hpp"

struct pg_conn;

namespace baton::inline v0::postgres {

/// A bound value: text (numbers too), bytes, or NULL.
struct Value {
  Value(std::string text) : data(std::move(text)) {}            // NOLINT: values are listed in calls
  Value(std::string_view text) : data(text) {}                  // NOLINT
  Value(std::int64_t number) : data(std::to_string(number)) {}  // NOLINT
  Value(std::nullptr_t) {}                                      // NOLINT
  static Value bytes(std::string bytes) {
    Value value(std::move(bytes));
    value.binary = true;
    return value;
  }
  std::optional<std::string> data;
  bool binary = false;
};

/// One connection to a Postgres server, by libpq. Blocks; used by one thread at a time.
///
/// Values are bound, never pasted. A stop or a deadline of the context cancels what runs on the server (`PQcancel`), or
/// only leaves it when the server answers nobody within a second. After that, or after a failure of the connection, it
/// must be thrown away: see `idle`.
class BATON_EXPORT Connection {
 public:
  /// `address` is a connection string or URL of libpq. Throws `invalid_argument` when it is neither, and
  /// `connection_failed`; no message has the password. Looking a host name up cannot be interrupted.
  Connection(const std::string& address, const Context& context);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// Runs one statement, whose `$1` … stand for the values. Throws what its failure means, `cancelled` or
  /// `deadline_exceeded`.
  Rows run(const std::string& sql, const std::vector<Value>& values, const Context& context);

  /// The same for results too large for memory: sends one statement, whose rows `next` then gives one by one. Nothing
  /// else may run until `next` gave its end, or `abandon` was called.
  void begin(const std::string& sql, const std::vector<Value>& values, const Context& context);
  /// The next row, or none behind the last; both know the columns.
  Rows next(const Context& context);
  /// Ends on the server what `begin` began, however far it came, and makes the connection ready for the next statement.
  void abandon(const Context& context);

  /// Whether it may be used again, outside of any transaction.
  [[nodiscard]] bool idle() const noexcept;
  /// The same after a look whether the server sent anything since: for one that lay idle.
  [[nodiscard]] bool usable() const noexcept;

 private:
  struct Finish {
    void operator()(pg_conn* handle) const noexcept;
  };
  void send(const std::string& sql, const std::vector<Value>& values, bool with_values);
  void wait(bool for_writing, const Context& context);
  [[nodiscard]] Rows result(const Context& context);
  void drop_results();
  void cancel() noexcept;
  [[noreturn]] void lost() const;

  std::unique_ptr<pg_conn, Finish> handle_;
};

/// A transaction that is undone unless it is committed. The context must outlive it.
class BATON_EXPORT Transaction {
 public:
  Transaction(Connection& connection, const Context& context);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Connection* connection_;
  const Context* context_;
  bool open_ = true;
};

}  // namespace baton::inline v0::postgres
