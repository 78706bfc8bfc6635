#include "counterparts/counterpart.hpp"

#include <set>

#include <gtest/gtest.h>

namespace baton::test {
namespace {

TEST(Counterpart, NoPortIsGivenTwice) {
  std::set<int> ports;
  for (int i = 0; i < 300; ++i) {
    const int port = free_port();
    EXPECT_GT(port, 0);
    EXPECT_TRUE(ports.insert(port).second) << port;
  }
}

TEST(Counterpart, AnotherProcessGetsNoPortOfOurs) {
  const int port = free_port();
  const pid_t other = ::fork();
  if (other == 0) ::_exit(reserve(port) ? 1 : 0);
  int status = -1;
  ASSERT_EQ(::waitpid(other, &status, 0), other);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(Counterpart, TellsWhyItIsNotReady) {
  Counterpart ends("/", {"-c", "echo to $PWD; echo no >&2"}, free_port(), "sh");
  EXPECT_FALSE(ends.ready());
  EXPECT_EQ(ends.written(), "to /\nno\n");
  Counterpart missing("/", {}, free_port(), "no-such-program");
  EXPECT_FALSE(missing.ready());
  EXPECT_EQ(missing.written(), "no-such-program: No such file or directory");
}

}  // namespace
}  // namespace baton::test
