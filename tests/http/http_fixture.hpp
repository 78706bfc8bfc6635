#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/http/client.hpp>

#include "support/test_server.hpp"

namespace baton::test {

inline Task<std::string> drain(HttpClient& client, HttpRequest request, Context context) {
  HttpExchange exchange = co_await client.open(std::move(request), std::move(context));
  std::string body;
  for (;;) {
    const std::string block = co_await exchange.read();
    if (block.empty()) break;
    body += block;
  }
  co_return body;
}

/// How many bytes are still to be read, which it does.
inline std::size_t size_of_rest(HttpExchange& exchange) {
  std::size_t total = 0;
  for (std::string block = sync_wait(exchange.read()); !block.empty(); block = sync_wait(exchange.read())) {
    total += block.size();
  }
  return total;
}

/// A server, a runtime and its client.
class HttpFixture : public ::testing::Test {
 protected:
  [[nodiscard]] HttpClient& client() { return HttpClient::of(runtime); }
  [[nodiscard]] Context context() { return Context().with_runtime(runtime); }
  [[nodiscard]] HttpResponse send(HttpRequest request) {
    return sync_wait(client().send(std::move(request), context()));
  }
  [[nodiscard]] std::string read_all(HttpRequest request) {
    return sync_wait(drain(client(), std::move(request), context()));
  }
  /// The error that `function` throws.
  template <class F>
  [[nodiscard]] static Error error_of(F function) {
    try {
      function();
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "no error was thrown";
    return Error(ErrorCode::internal, "no error was thrown");
  }
  [[nodiscard]] Error send_error(HttpRequest request) {
    return error_of([&] { (void)send(std::move(request)); });
  }
  [[nodiscard]] Error read_error(HttpRequest request) {
    return error_of([&] { (void)read_all(std::move(request)); });
  }

  TestServer server;
  Runtime runtime;
};

}  // namespace baton::test
