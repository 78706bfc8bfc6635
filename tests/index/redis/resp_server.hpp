#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace baton::testing {

/// Answers as RESP2 writes them.
namespace resp {

inline std::string text(const std::string& bytes) { return "$" + std::to_string(bytes.size()) + "\r\n" + bytes + "\r\n"; }
inline std::string word(const std::string& status) { return "+" + status + "\r\n"; }
inline std::string error(const std::string& words) { return "-" + words + "\r\n"; }
inline std::string integer(std::size_t number) { return ":" + std::to_string(number) + "\r\n"; }
inline std::string nil() { return "$-1\r\n"; }
inline std::string list(const std::vector<std::string>& parts) {
  std::string whole = "*" + std::to_string(parts.size()) + "\r\n";
  for (const std::string& part : parts) whole += part;
  return whole;
}

}  // namespace resp

/// A server on the loopback interface that speaks RESP2, with a thread for each connection.
class RespServer {
 public:
  using Words = std::vector<std::string>;
  /// Gives the answer to a command; nothing closes the connection.
  using Handler = std::function<std::optional<std::string>(const Words& command)>;

  explicit RespServer(Handler handler) : handler_(std::move(handler)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, any, size) != 0 || ::listen(listener_, 64) != 0 || ::getsockname(listener_, any, &size) != 0) std::abort();
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  RespServer(const RespServer&) = delete;
  RespServer& operator=(const RespServer&) = delete;
  ~RespServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    {
      const std::lock_guard lock(mutex_);
      for (const int handle : handles_) ::shutdown(handle, SHUT_RDWR);
    }
    for (std::thread& thread : threads_) thread.join();
    for (const int handle : handles_) ::close(handle);
    ::close(listener_);
  }
  [[nodiscard]] std::string url() const { return "redis://127.0.0.1:" + std::to_string(port_); }

 private:
  void accept_all() {
    while (!stopping_) {
      const int handle = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (handle < 0) return;
      const std::lock_guard lock(mutex_);
      handles_.push_back(handle);
      threads_.emplace_back([this, handle] {
        serve(handle);
        ::shutdown(handle, SHUT_RDWR);
      });
    }
  }

  void serve(int handle) const {
    std::string buffer;
    std::string block(65'536, '\0');
    for (;;) {
      while (const auto command = taken_from(buffer)) {
        const auto answer = handler_(*command);
        if (!answer || !sent(handle, *answer)) return;
      }
      const ssize_t count = ::recv(handle, block.data(), block.size(), 0);
      if (count <= 0) return;
      buffer.append(block, 0, static_cast<std::size_t>(count));
    }
  }

  static bool sent(int handle, const std::string& bytes) {
    for (std::size_t done = 0; done < bytes.size();) {
      const ssize_t count = ::send(handle, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
      if (count <= 0) return false;
      done += static_cast<std::size_t>(count);
    }
    return true;
  }

  /// The first command, once it is whole.
  static std::optional<Words> taken_from(std::string& buffer) {
    std::size_t at = 0;
    const auto number = [&](char mark) -> std::optional<std::size_t> {
      const std::size_t end = buffer.find("\r\n", at);
      if (end == std::string::npos || buffer[at] != mark) return std::nullopt;
      const std::size_t value = std::stoul(buffer.substr(at + 1, end - at - 1));
      at = end + 2;
      return value;
    };
    const auto count = number('*');
    if (!count) return std::nullopt;
    Words words;
    while (words.size() < *count) {
      const auto length = number('$');
      if (!length || buffer.size() < at + *length + 2) return std::nullopt;
      words.push_back(buffer.substr(at, *length));
      at += *length + 2;
    }
    buffer.erase(0, at);
    return words;
  }

  Handler handler_;
  int listener_;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::list<int> handles_;
  std::list<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace baton::testing
