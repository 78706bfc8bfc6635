#pragma once

#include <cstdlib>
#include <string>

#include "support/temp_folder.hpp"

namespace baton::test {

/// A real Postgres server of one's own, reached by a socket in its folder.
class PostgresTestServer {
 public:
  PostgresTestServer() = default;
  PostgresTestServer(const PostgresTestServer&) = delete;
  PostgresTestServer& operator=(const PostgresTestServer&) = delete;
  ~PostgresTestServer() { static_cast<void>(control("-m immediate stop")); }

  [[nodiscard]] static bool installed() { return shell("[ -x \"$bin/initdb\" ]"); }
  /// Whether it runs.
  [[nodiscard]] bool start() {
    return shell("chown -R $who " + dir() + " && $as $bin/initdb -D " + dir() + "/data -A trust -U baton -N") && resume();
  }
  [[nodiscard]] bool resume() const {
    return control("-w -l " + dir() + "/log -o \"-c listen_addresses='' -c fsync=off -k " + dir() + "\" start");
  }
  /// It is stopped at once, without a word to its clients.
  [[nodiscard]] bool halt() const { return control("-w -m immediate stop"); }
  [[nodiscard]] std::string address() const { return "host=" + dir() + " user=baton dbname=postgres"; }

 private:
  [[nodiscard]] std::string dir() const { return folder_.path().string(); }
  [[nodiscard]] bool control(const std::string& command) const {
    return shell("$as $bin/pg_ctl -D " + dir() + "/data " + command);
  }
  static bool shell(const std::string& command) {
    // Debian keeps the server's programs out of the path; the server refuses to run as root.
    const std::string setting =
        "bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1); "
        "[ -n \"$bin\" ] || bin=$(dirname \"$(command -v initdb)\"); "
        "who=$(id -u); as=; [ $who != 0 ] || { who=65534; as='setpriv --reuid=65534 --regid=65534 --clear-groups'; }; ";
    // NOLINTNEXTLINE: no other thread runs
    return std::system(("cd / && { " + setting + command + "; } >/dev/null 2>&1").c_str()) == 0;
  }

  TempFolder folder_;
};

}  // namespace baton::test
