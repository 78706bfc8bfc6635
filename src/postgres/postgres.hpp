#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>

namespace baton::inline v0::postgres {

/// A bound value: text (numbers too), bytes, or NULL.
struct Value {
  Value(std::string_view text) : data(text) {}             // NOLINT: values are listed in calls
  Value(const std::string& text) : data(text) {}           // NOLINT
  Value(std::int64_t number) : data(std::to_string(number)) {}  // NOLINT
  Value(std::nullptr_t) {}                                 // NOLINT
  static Value bytes(std::string bytes) {
    Value value(nullptr);
    value.data = std::move(bytes);
    value.binary = true;
    return value;
  }
  std::optional<std::string> data;
  bool binary = false;
};

class Connection;

/// The rows of a statement.
class BATON_EXPORT Rows {
 public:
  explicit Rows(PGresult* result) : result_(result) {}
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] bool is_null(std::size_t row, int column) const;
  [[nodiscard]] std::string_view text(std::size_t row, int column) const;
  [[nodiscard]] std::int64_t integer(std::size_t row, int column) const;
  /// Of a BYTEA column.
  [[nodiscard]] std::string bytes(std::size_t row, int column) const;

 private:
  friend class Connection;
  /// Throws what a failure means.
  void check(const Connection& connection) const;
  struct Clear {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
  };
  std::unique_ptr<PGresult, Clear> result_;
};

/// One connection to a Postgres server. Blocks; used by one thread at a time.
///
/// Values are bound, never pasted. A stop or a deadline of the context cancels what runs on the server. After a
/// failure of the connection it is broken and must be thrown away.
class BATON_EXPORT Connection {
 public:
  /// `address` is a libpq connection string or URL. Throws `connection_failed` without a password in the message.
  Connection(const std::string& address, const Context& context);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// Runs one statement. Throws what its failure means.
  Rows run(const char* sql, const std::vector<Value>& values, const Context& context);
  /// Whether it may be used again, outside of any transaction.
  [[nodiscard]] bool idle() const noexcept;
  /// The same after a look at what the server sent since: for one that lay idle.
  [[nodiscard]] bool usable() noexcept;

 private:
  friend class Rows;
  [[nodiscard]] bool alive() const noexcept;
  void wait(bool for_writing, const Context& context);
  [[noreturn]] void lost() const;

  PGconn* handle_ = nullptr;
};

/// A transaction that is undone unless it is committed.
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

/// Connections to one server, lent for the time of a call and kept for the next. Thread-safe.
class BATON_EXPORT Pool {
 public:
  Pool(std::string address, std::size_t most_idle) : address_(std::move(address)), most_idle_(most_idle) {}

  class BATON_EXPORT Lease {
   public:
    Lease(Pool& pool, const Context& context);
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    Connection& operator*() const noexcept { return *connection_; }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

 private:
  const std::string address_;
  const std::size_t most_idle_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace baton::inline v0::postgres
