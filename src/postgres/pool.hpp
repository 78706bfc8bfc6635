#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/secret.hpp>
#include <baton/core/task.hpp>

#include "postgres/connection.hpp"

namespace baton::inline v0::postgres {

/// Connections to one server, lent for the time of a call and kept for the next. There are never more than calls at
/// the same time, which the runtime's blocking threads bound. Thread-safe.
class BATON_EXPORT Pool : public std::enable_shared_from_this<Pool> {
 public:
  Pool(Secret address, std::size_t most_idle) : address_(std::move(address)), most_idle_(most_idle) {}

  /// A connection for as long as this lives.
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

  /// `work(connection, context)` in one transaction on a blocking thread, and its result.
  template <class Work>
  auto run(Work work, Context context) -> Task<std::invoke_result_t<Work&, Connection&, const Context&>> {
    const auto self = shared_from_this();
    co_return co_await context.runtime().blocking([&] { return self->run_now(work, context); }, context);
  }

 private:
  template <class Work>
  auto run_now(Work& work, const Context& context) {
    Lease connection(*this, context);
    Transaction transaction(*connection, context);
    if constexpr (std::is_void_v<std::invoke_result_t<Work&, Connection&, const Context&>>) {
      work(*connection, context);
      transaction.commit();
    } else {
      auto result = work(*connection, context);
      transaction.commit();
      return result;
    }
  }

  const Secret address_;
  const std::size_t most_idle_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace baton::inline v0::postgres
