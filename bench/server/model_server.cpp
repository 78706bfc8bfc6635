// A loopback model with OpenAI's wire format that is never the bottleneck: one thread, epoll,
// keep-alive, pipelining.
//
//   model_server PORT [TOKENS=500] [DELAY_MS=200]
//
//   POST /v1/chat/completions        at once: JSON, or events when the body says "stream":true
//   POST /bulk/v1/chat/completions   the events as one body
//   POST /slow/v1/chat/completions   the same as /v1, DELAY_MS later
//   POST /live/v1/chat/completions   events, twenty a second, each of which says when it was sent
//   POST /limits/v1/chat/completions 429, with a quarter of a second to wait
//   POST /lies/v1/chat/completions   200, and then an error; streamed after the first token
//   POST …/embeddings                one vector of 384 dimensions
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <deque>
#include <memory>
#include <unordered_map>

#include "live.hpp"
#include "requests.hpp"
#include "responses.hpp"
#include "support/measure.hpp"

namespace {

using measure::Clock;

struct Connection {
  std::string in;
  std::deque<const std::string*> out;
  std::size_t written = 0;  // of out.front()
  bool wants_write = false;
  std::uint64_t serial = 0;
};

struct Delayed {
  Clock::time_point due;
  int fd;
  std::uint64_t serial;  // a descriptor may have been closed and given out again meanwhile
  const std::string* response;
};

class Server {
 public:
  Server(std::uint16_t port, int tokens, std::chrono::milliseconds delay)
      : responses_(make_responses(tokens)), live_(tokens), delay_(delay), epoll_(epoll_create1(0)), listener_(listen_on(port)) {
    watch(EPOLL_CTL_ADD, listener_, EPOLLIN);
  }

  [[noreturn]] void run() {
    std::array<epoll_event, 1024> events{};
    for (;;) {
      const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), timeout());
      for (int i = 0; i < count; ++i) handle(events[static_cast<std::size_t>(i)]);
      send_delayed();
      send_live();
    }
  }

 private:
  static int listen_on(std::uint16_t port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || listen(fd, 16384) != 0) {
      std::perror("model_server");
      std::exit(1);
    }
    return fd;
  }

  void watch(int operation, int fd, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    epoll_ctl(epoll_, operation, fd, &event);
  }

  [[nodiscard]] int timeout() const {
    if (!live_.empty()) return 1;
    if (delayed_.empty()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(delayed_.front().due - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(0, left.count()));
  }

  void handle(const epoll_event& event) {
    const int fd = event.data.fd;
    if (fd == listener_) return accept_all();
    if ((event.events & EPOLLOUT) != 0 && !flush(fd)) return drop(fd);
    if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) read(fd);
  }

  void accept_all() {
    for (int fd = 0; (fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
      const int on = 1;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      connections_[fd].serial = ++serials_;
      watch(EPOLL_CTL_ADD, fd, EPOLLIN);
    }
  }

  void read(int fd) {
    const ssize_t count = recv(fd, buffer_.data(), buffer_.size(), 0);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) return drop(fd);
    connections_[fd].in.append(buffer_.data(), static_cast<std::size_t>(count));
    if (!answer_all(fd)) drop(fd);
  }

  bool answer_all(int fd) {
    Connection& connection = connections_[fd];
    for (Request request = first_request(connection.in); request.size != 0; request = first_request(connection.in)) {
      const std::string* response = choose(request);
      const bool slow = request.path.starts_with("/slow");
      const bool live = request.path.starts_with("/live");
      connection.in.erase(0, request.size);
      if (live) {
        connection.out.push_back(&live_head_);
        live_.add(fd, connection.serial);
      } else if (slow) {
        delayed_.push_back({Clock::now() + delay_, fd, connection.serial, response});
      } else {
        connection.out.push_back(response);
      }
    }
    return flush(fd);
  }

  [[nodiscard]] const std::string* choose(const Request& request) const {
    if (request.path.ends_with("/embeddings")) return &responses_.embeddings;
    if (!request.path.ends_with("/chat/completions")) return &responses_.not_found;
    const bool stream = request.body.find("\"stream\":true") != std::string_view::npos ||
                        request.body.find("\"stream\": true") != std::string_view::npos;
    if (request.path.starts_with("/limits")) return &responses_.limited;
    if (request.path.starts_with("/lies")) return stream ? &responses_.stream_lie : &responses_.lie;
    if (!stream) return &responses_.json;
    return request.path.starts_with("/bulk") ? &responses_.bulk : &responses_.stream;
  }

  /// Writes what the socket takes; false when it is broken.
  bool flush(int fd) {
    Connection& connection = connections_[fd];
    while (!connection.out.empty()) {
      const std::string& front = *connection.out.front();
      const ssize_t count =
          send(fd, front.data() + connection.written, front.size() - connection.written, MSG_NOSIGNAL);
      if (count < 0 && errno == EAGAIN) return want_write(fd, connection, true);
      if (count < 0) return false;
      connection.written += static_cast<std::size_t>(count);
      if (connection.written < front.size()) continue;
      connection.out.pop_front();
      connection.written = 0;
    }
    return want_write(fd, connection, false);
  }

  bool want_write(int fd, Connection& connection, bool wanted) const {
    if (connection.wants_write != wanted) watch(EPOLL_CTL_MOD, fd, EPOLLIN | (wanted ? EPOLLOUT : 0U));
    connection.wants_write = wanted;
    return true;
  }

  void drop(int fd) {
    connections_.erase(fd);
    close(fd);
  }

  void send_delayed() {
    for (const auto now = Clock::now(); !delayed_.empty() && delayed_.front().due <= now; delayed_.pop_front()) {
      const Delayed& next = delayed_.front();
      const auto found = connections_.find(next.fd);
      if (found == connections_.end() || found->second.serial != next.serial) continue;
      found->second.out.push_back(next.response);
      if (!flush(next.fd)) drop(next.fd);
    }
  }

  /// A reader that leaves a socket full has fallen seconds behind, and is dropped.
  void send_live() {
    live_.tick(Clock::now(), [this](const LiveStreams::Stream& stream, const std::string& bytes) {
      const auto found = connections_.find(stream.fd);
      if (found == connections_.end() || found->second.serial != stream.serial) return false;
      const ssize_t count = send(stream.fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count == static_cast<ssize_t>(bytes.size())) return true;
      drop(stream.fd);
      return false;
    });
  }

  const Responses responses_;
  const std::string live_head_ = LiveStreams::head();
  LiveStreams live_;
  const std::chrono::milliseconds delay_;
  const int epoll_;
  const int listener_;
  std::unordered_map<int, Connection> connections_;
  std::deque<Delayed> delayed_;  // all with the same delay, so in the order they are due
  std::uint64_t serials_ = 0;
  std::array<char, 256 * 1024> buffer_{};
};

int argument(int count, char** values, int index, int otherwise) {
  return count > index ? std::atoi(values[index]) : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  measure::need_descriptors(1024);
  const auto delay = std::chrono::milliseconds(argument(argc, argv, 3, 200));
  const auto port = static_cast<std::uint16_t>(argument(argc, argv, 1, 18080));
  std::make_unique<Server>(port, argument(argc, argv, 2, 500), delay)->run();
}
