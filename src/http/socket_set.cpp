#include "socket_set.hpp"

#include <cerrno>
#include <system_error>

#include <unistd.h>

#include <baton/core/error.hpp>

namespace baton::inline v0 {

SocketSet::SocketSet() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (epoll_ >= 0) return;
  throw Error(ErrorCode::io_error, "the HTTP client cannot start: " + std::generic_category().message(errno) +
                                       "; if files ran out, raise RLIMIT_NOFILE (ulimit -n)");
}

SocketSet::Socket& SocketSet::socket_of(int handle) {
  const auto index = static_cast<std::size_t>(handle);
  if (index >= sockets_.size()) sockets_.resize(2 * index + 64);
  return sockets_[index];
}

void SocketSet::opened(int handle) {
  Socket& socket = socket_of(handle);
  socket = {};
  socket.kept = true;
}

int SocketSet::close(int handle) noexcept {
  sockets_[static_cast<std::size_t>(handle)] = {};
  return ::close(handle);
}

bool SocketSet::watch(int handle, Shard& owner, std::uint32_t events) {
  Socket& socket = socket_of(handle);
  socket.owner = &owner;
  if (socket.events == events) return true;
  epoll_event event{};
  event.events = events;
  event.data.fd = handle;
  const bool is_new = socket.events == 0;
  socket.events = events;
  // The second for a number that came back without notice.
  return ::epoll_ctl(epoll_, is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, handle, &event) == 0 ||
         ::epoll_ctl(epoll_, is_new ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, handle, &event) == 0;
}

void SocketSet::release(int handle, const Shard& owner) noexcept {
  const auto index = static_cast<std::size_t>(handle);
  // Closed already, and the number may be another's by now.
  if (index >= sockets_.size() || sockets_[index].owner != &owner) return;
  sockets_[index].owner = nullptr;
  if (!sockets_[index].kept) forget(handle, sockets_[index]);
}

std::span<const epoll_event> SocketSet::ready(std::span<epoll_event> room) const noexcept {
  const int count = ::epoll_wait(epoll_, room.data(), static_cast<int>(room.size()), 0);
  return room.first(static_cast<std::size_t>(count < 0 ? 0 : count));
}

Shard* SocketSet::owner_of(int handle) noexcept {
  Socket& socket = sockets_[static_cast<std::size_t>(handle)];
  if (socket.owner == nullptr) forget(handle, socket);
  return socket.owner;
}

void SocketSet::forget(int handle, Socket& socket) const noexcept {
  epoll_event unused{};
  ::epoll_ctl(epoll_, EPOLL_CTL_DEL, handle, &unused);
  socket.events = 0;
}

}  // namespace baton::inline v0
