#include "http/socket_set.hpp"

#include <array>
#include <vector>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/engine.hpp"

namespace baton {
namespace {

class SocketSets : public ::testing::Test {
 protected:
  SocketSets() { ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()); }
  ~SocketSets() override {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
    ::close(set.descriptor());
  }
  void send() const { EXPECT_EQ(::write(ends[1], "x", 1), 1); }
  void receive() const {
    char byte = 0;
    EXPECT_EQ(::read(ends[0], &byte, 1), 1);
  }
  [[nodiscard]] std::vector<int> ready() const {
    std::array<epoll_event, 4> room{};
    std::vector<int> handles;
    for (const auto& event : set.ready(room)) handles.push_back(event.data.fd);
    return handles;
  }

  std::array<int, 2> ends{-1, -1};
  SocketSet set;
  Shard shard;
  Shard other;
};

TEST_F(SocketSets, TellsWhichAreReadyAndWhose) {
  set.opened(ends[0]);
  EXPECT_TRUE(set.watch(ends[0], shard, EPOLLIN));
  EXPECT_TRUE(ready().empty());
  send();
  EXPECT_EQ(ready(), std::vector{ends[0]});
  EXPECT_EQ(set.owner_of(ends[0]), &shard);
  EXPECT_TRUE(set.watch(ends[0], shard, EPOLLOUT));
  receive();
  EXPECT_EQ(ready(), std::vector{ends[0]});
}

TEST_F(SocketSets, AConnectionThatIsKeptStaysUntilItSpeaksUp) {
  set.opened(ends[0]);
  EXPECT_TRUE(set.watch(ends[0], shard, EPOLLIN));
  set.release(ends[0], shard);
  send();
  EXPECT_EQ(ready(), std::vector{ends[0]});
  EXPECT_EQ(set.owner_of(ends[0]), nullptr);
  EXPECT_TRUE(ready().empty());
  EXPECT_TRUE(set.watch(ends[0], other, EPOLLIN));
  EXPECT_EQ(ready(), std::vector{ends[0]});
  EXPECT_EQ(set.owner_of(ends[0]), &other);
}

TEST_F(SocketSets, AReleaseThatComesLateTakesNothingFromTheNext) {
  EXPECT_TRUE(set.watch(ends[0], other, EPOLLIN));
  set.release(ends[0], shard);
  EXPECT_EQ(set.owner_of(ends[0]), &other);
  set.release(1'000'000, shard);
}

TEST_F(SocketSets, AResolversSocketIsForgottenAtOnce) {
  EXPECT_TRUE(set.watch(ends[0], shard, EPOLLIN));
  set.release(ends[0], shard);
  send();
  EXPECT_TRUE(ready().empty());
}

TEST_F(SocketSets, ANumberThatComesBackIsWatchedAnew) {
  set.opened(ends[0]);
  EXPECT_TRUE(set.watch(ends[0], shard, EPOLLIN));
  EXPECT_EQ(set.close(ends[0]), 0);
  const int closed = ends[0];
  ::close(ends[1]);
  ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data());
  ASSERT_EQ(ends[0], closed);
  set.opened(ends[0]);
  EXPECT_TRUE(set.watch(ends[0], shard, EPOLLIN));
  send();
  EXPECT_EQ(ready(), std::vector{closed});
}

TEST_F(SocketSets, WhatCannotBeWatchedIsRefused) {
  const int file = ::dup(ends[0]);
  ::close(file);
  EXPECT_FALSE(set.watch(file, shard, EPOLLIN));
}

}  // namespace
}  // namespace baton
