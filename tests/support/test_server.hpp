#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace baton::test {

/// One request as it arrived.
struct Received {
  std::string method;
  std::string target;                                         ///< path and query
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;
  int connection = 0;  ///< counts from 0 in order of acceptance

  /// The first header of that lower-case name, or "".
  [[nodiscard]] std::string header(std::string_view name) const;
};

/// What the server does with a request: a list of steps. Made by one of the static functions and
/// changed by the others, each of which gives the changed reply:
///
///     Reply::text(200, R"({"a":1})")                       // a whole answer, connection kept
///     Reply::text(500, "<html>", "text/html")
///     Reply::sse({"{\"a\":1}", "[DONE]"})                  // data: …, as an HTTP chunked stream
///     Reply::sse({...}).in_pieces(7)                       // the very bytes, sent 7 at a time
///     Reply::text(200, "late").after(200ms)                // waits before it answers
///     Reply::sse({...}).cut(120).reset()                   // 120 bytes, then a TCP reset
///     Reply::sse({...}).cut(120).close()                   // 120 bytes, then an orderly close
///     Reply::sse({...}).cut(120).hang()                    // 120 bytes, then silence until the client goes
///     Reply::hang_forever()                                // never answers
///     Reply::raw("garbage")                                // these bytes, then close
///     Reply::endless(head, block)                          // repeats `block` until the client goes
class Reply {
 public:
  [[nodiscard]] static Reply text(int status, std::string body, std::string content_type = "application/json",
                                  std::vector<std::pair<std::string, std::string>> headers = {});
  /// A chunked answer: one HTTP chunk for each part.
  [[nodiscard]] static Reply chunked(std::vector<std::string> parts, std::string content_type);
  /// An event stream with one `data:` line for each part.
  [[nodiscard]] static Reply sse(const std::vector<std::string>& data);
  [[nodiscard]] static Reply raw(std::string bytes);
  [[nodiscard]] static Reply hang_forever();
  [[nodiscard]] static Reply endless(std::string head, std::string block);
  /// Gzip of `zeros` zero bytes, declared as `Content-Encoding: gzip`.
  [[nodiscard]] static Reply gzip_bomb(std::size_t zeros);
  /// A gzip-encoded answer.
  [[nodiscard]] static Reply gzip(const std::string& body, std::string content_type = "application/json");

  [[nodiscard]] Reply in_pieces(std::size_t bytes) const;
  [[nodiscard]] Reply after(std::chrono::milliseconds delay) const;
  /// Waits between the pieces.
  [[nodiscard]] Reply pausing(std::chrono::milliseconds delay) const;
  /// Only the first `bytes` of what would be sent.
  [[nodiscard]] Reply cut(std::size_t bytes) const;
  [[nodiscard]] Reply reset() const;
  [[nodiscard]] Reply close() const;
  [[nodiscard]] Reply hang() const;

 private:
  friend class TestServer;
  enum class Ending { keep, close, reset, hang };

  std::string bytes_;
  std::string repeated_;
  std::size_t piece_ = 0;
  std::chrono::milliseconds delay_{0};
  std::chrono::milliseconds pause_{0};
  Ending ending_ = Ending::keep;
};

/// A scripted HTTP/1.1 server on a free port of 127.0.0.1, for tests: answers each request with the next
/// reply of its script and records what arrived. Thread-safe.
///
///     TestServer server;
///     server.push(Reply::text(200, "{}"));
///     call(server.url("/v1/chat/completions"));
///     EXPECT_EQ(server.requests().at(0).header("authorization"), "Bearer k");
///
/// When the script is empty the handler answers, by default with status 500. One thread serves each
/// connection; the destructor closes them all and joins.
class TestServer {
 public:
  using Handler = std::function<Reply(const Received&)>;

  explicit TestServer(Handler handler = {});
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;
  ~TestServer();

  [[nodiscard]] int port() const noexcept { return port_; }
  /// "http://127.0.0.1:PORT" and `path`.
  [[nodiscard]] std::string url(std::string_view path = "") const;

  void push(Reply reply);
  [[nodiscard]] std::vector<Received> requests() const;
  [[nodiscard]] int connections() const noexcept { return accepted_; }

  /// Waits until so many connections were closed by the client, or reset; false after ten seconds.
  [[nodiscard]] bool wait_for_gone(int count) const;
  /// Waits until so many requests have arrived; false after ten seconds.
  [[nodiscard]] bool wait_for_requests(std::size_t count) const;
  /// Bytes that the kernel has taken for all clients so far.
  [[nodiscard]] std::size_t bytes_sent() const noexcept { return sent_; }

 private:
  struct Connection {
    int handle;
    int number;
    std::string pending = {};
    std::thread thread = {};
    bool gone = false;  ///< it is served no more; its thread is about to end
  };
  enum class Outcome { keep, done };

  void accept_all();
  void serve(Connection& connection);
  [[nodiscard]] bool receive(Connection& connection, Received& request);
  [[nodiscard]] Reply next_reply(const Received& request);
  [[nodiscard]] Outcome play(Connection& connection, const Reply& reply);
  [[nodiscard]] bool send(int handle, std::string_view bytes);
  [[nodiscard]] bool send_pieces(int handle, const Reply& reply);
  [[nodiscard]] bool sleep(std::chrono::milliseconds time);
  void wait_until_gone(int handle);
  void note_gone(Connection& connection);
  static void end(Connection& connection);
  void let_go_of_the_gone();

  Handler handler_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> accepted_{0};
  std::atomic<std::size_t> sent_{0};
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::condition_variable stopped_;
  std::deque<Reply> script_;
  std::vector<Received> requests_;
  std::vector<std::unique_ptr<Connection>> connections_;
  int gone_ = 0;
  bool stopping_ = false;
  std::thread acceptor_;
};

}  // namespace baton::test
