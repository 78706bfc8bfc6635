#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "counterparts/counterpart.hpp"
#include "support/temp_folder.hpp"

namespace baton::test {

/// A real Redis server of one's own.
class RedisTestServer {
 public:
  [[nodiscard]] static bool installed() {
    // NOLINTNEXTLINE: no other thread runs yet
    return std::system("redis-server --version >/dev/null 2>&1") == 0;
  }

  /// Whether it runs.
  [[nodiscard]] bool start(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"--port", "PORT", "--bind", "127.0.0.1", "--save", "",
                                          "--appendonly", "no", "--unixsocket", socket()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    server_ = std::make_unique<Counterpart>(folder_.path(), std::move(arguments), port_, "redis-server");
    return server_->ready();
  }
  /// It is killed, not asked to end.
  void kill() { server_.reset(); }

  [[nodiscard]] std::string url() const { return "redis://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::string socket() const { return (folder_ / "redis.sock").string(); }

 protected:
  TempFolder folder_;
  int port_ = free_port();
  std::unique_ptr<Counterpart> server_;
};

}  // namespace baton::test
