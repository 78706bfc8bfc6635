#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <sys/epoll.h>

namespace baton::inline v0 {

struct Shard;

/// The epoll set of curl's sockets, and which shard wants the events of each. A socket that a kept-alive
/// connection leaves behind stays in the set, so that using it again costs no system call. Not
/// thread-safe.
class SocketSet {
 public:
  SocketSet();
  SocketSet(const SocketSet&) = delete;
  SocketSet& operator=(const SocketSet&) = delete;

  /// The epoll descriptor, which whoever watches it closes.
  [[nodiscard]] int descriptor() const noexcept { return epoll_; }

  /// A new socket of a connection. All others are those of curl's resolver, closed without notice.
  void opened(int handle);
  /// Closes it.
  int close(int handle) noexcept;

  /// False when the system has no room for it.
  [[nodiscard]] bool watch(int handle, Shard& owner, std::uint32_t events);
  /// `owner` wants no more events of it, which curl may have closed already.
  void release(int handle, const Shard& owner) noexcept;

  /// The sockets that are ready, as many as fit in `room`.
  [[nodiscard]] std::span<const epoll_event> ready(std::span<epoll_event> room) const noexcept;
  /// Who wants the socket's events; without anybody, it leaves the set.
  [[nodiscard]] Shard* owner_of(int handle) noexcept;

 private:
  struct Socket {
    Shard* owner = nullptr;
    std::uint32_t events = 0;  // 0: not in the set
    bool kept = false;         // a connection's
  };
  [[nodiscard]] Socket& socket_of(int handle);
  void forget(int handle, Socket& socket) const noexcept;

  int epoll_;
  std::vector<Socket> sockets_;  // by descriptor
};

}  // namespace baton::inline v0
