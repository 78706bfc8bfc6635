#include "test_server.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace baton::test {
namespace {

constexpr auto patience = std::chrono::seconds(10);

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

void parse_head(std::string_view text, Received& request) {
  const std::string_view line = text.substr(0, text.find("\r\n"));
  const std::size_t first = line.find(' ');
  const std::size_t second = line.find(' ', first + 1);
  request.method = line.substr(0, first);
  request.target = line.substr(first + 1, second - first - 1);
  for (std::size_t at = line.size() + 2; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    const std::string_view header = text.substr(at, end - at);
    const std::size_t colon = header.find(':');
    if (colon == std::string_view::npos) break;
    std::string_view value = header.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    request.headers.emplace_back(lower(std::string(header.substr(0, colon))), value);
    at = end + 2;
  }
}

bool read_more(int handle, std::string& buffer) {
  std::array<char, 65536> block;
  const ssize_t count = ::recv(handle, block.data(), block.size(), 0);
  if (count <= 0) return false;
  buffer.append(block.data(), static_cast<std::size_t>(count));
  return true;
}

}  // namespace

TestServer::TestServer(Handler handler) : handler_(std::move(handler)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (listener_ < 0 || ::bind(listener_, any, size) != 0 || ::listen(listener_, 4096) != 0 ||
      ::getsockname(listener_, any, &size) != 0) {
    throw std::runtime_error("the test server cannot listen");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

TestServer::~TestServer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    stopped_.notify_all();
  }
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (const auto& connection : connections_) ::shutdown(connection->handle, SHUT_RDWR);
  for (const auto& connection : connections_) end(*connection);
  ::close(listener_);
}

std::string TestServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

void TestServer::push(Reply reply) {
  const std::lock_guard lock(mutex_);
  script_.push_back(std::move(reply));
}

std::vector<Received> TestServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

bool TestServer::wait_for_gone(int count) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [&] { return gone_ >= count; });
}

bool TestServer::wait_for_requests(std::size_t count) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [&] { return requests_.size() >= count; });
}

void TestServer::accept_all() {
  for (;;) {
    const int handle = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (handle < 0) return;
    const int one = 1;
    ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    const std::lock_guard lock(mutex_);
    let_go_of_the_gone();
    auto& connection =
        *connections_.emplace_back(std::make_unique<Connection>(Connection{.handle = handle, .number = accepted_++}));
    connection.thread = std::thread([this, &connection] { serve(connection); });
  }
}

void TestServer::end(Connection& connection) {
  connection.thread.join();
  ::close(connection.handle);
}

void TestServer::let_go_of_the_gone() {
  std::erase_if(connections_, [](const auto& connection) {
    if (connection->gone) end(*connection);
    return connection->gone;
  });
}

void TestServer::note_gone(Connection& connection) {
  const std::lock_guard lock(mutex_);
  connection.gone = true;
  ++gone_;
  changed_.notify_all();
}

void TestServer::serve(Connection& connection) {
  for (;;) {
    Received request;
    request.connection = connection.number;
    if (!receive(connection, request)) break;
    const Reply reply = next_reply(request);
    if (play(connection, reply) == Outcome::done) break;
  }
  ::shutdown(connection.handle, SHUT_RDWR);
  note_gone(connection);
}

bool TestServer::receive(Connection& connection, Received& request) {
  auto& buffer = connection.pending;
  std::size_t head = 0;
  while ((head = buffer.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more(connection.handle, buffer)) return false;
  }
  parse_head(std::string_view(buffer).substr(0, head + 2), request);
  const std::string length = request.header("content-length");
  const std::size_t end = head + 4 + (length.empty() ? 0 : std::stoul(length));
  while (buffer.size() < end) {
    if (!read_more(connection.handle, buffer)) return false;
  }
  request.body = buffer.substr(head + 4, end - head - 4);
  buffer.erase(0, end);
  return true;
}

Reply TestServer::next_reply(const Received& request) {
  std::unique_lock lock(mutex_);
  requests_.push_back(request);
  changed_.notify_all();
  if (!script_.empty()) {
    Reply reply = std::move(script_.front());
    script_.pop_front();
    return reply;
  }
  lock.unlock();
  return handler_ ? handler_(request) : Reply::text(500, "the script is empty", "text/plain");
}

bool TestServer::send(int handle, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(handle, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent_ += static_cast<std::size_t>(count);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool TestServer::sleep(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return time.count() == 0 ? !stopping_ : !stopped_.wait_for(lock, time, [&] { return stopping_; });
}

bool TestServer::send_pieces(int handle, const Reply& reply) {
  const std::string_view bytes = reply.bytes_;
  const std::size_t piece = reply.piece_ == 0 ? bytes.size() : reply.piece_;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    if (!send(handle, bytes.substr(at, piece)) || !sleep(reply.pause_)) return false;
  }
  while (!reply.repeated_.empty()) {
    if (!send(handle, reply.repeated_) || !sleep(reply.pause_)) return false;
  }
  return true;
}

void TestServer::wait_until_gone(int handle) {
  std::string ignored;
  while (read_more(handle, ignored)) ignored.clear();
}

TestServer::Outcome TestServer::play(Connection& connection, const Reply& reply) {
  if (!sleep(reply.delay_) || !send_pieces(connection.handle, reply)) return Outcome::done;
  switch (reply.ending_) {
    case Reply::Ending::keep: return Outcome::keep;
    case Reply::Ending::close: break;
    case Reply::Ending::hang: wait_until_gone(connection.handle); break;
    case Reply::Ending::reset: {
      const linger at_once{1, 0};
      ::setsockopt(connection.handle, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      // Only the last close of a socket sends the reset; the number stays ours through a dead one.
      const int dead = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      ::dup3(dead, connection.handle, O_CLOEXEC);
      ::close(dead);
      break;
    }
  }
  return Outcome::done;
}

}  // namespace baton::test
