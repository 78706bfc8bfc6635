#include <baton/core/secret.hpp>

#include <cstdlib>
#include <sstream>
#include <string>
#include <type_traits>

#include <gtest/gtest.h>

namespace baton {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };

static_assert(!Printable<Secret>);
static_assert(!std::equality_comparable<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_convertible_v<std::string, Secret>);

TEST(Secret, RevealsOnlyWhenAsked) {
  const Secret key("canary");
  EXPECT_EQ(key.reveal(), "canary");
  EXPECT_FALSE(key.empty());
  EXPECT_TRUE(Secret().empty());
}

TEST(Secret, CopiesAndMoves) {
  Secret first("a key that does not fit a small string buffer");
  Secret second = first;
  EXPECT_EQ(second.reveal(), first.reveal());
  const Secret third = std::move(second);
  EXPECT_EQ(third.reveal(), first.reveal());
  EXPECT_TRUE(second.empty());  // NOLINT: a moved-from secret is empty
  Secret fourth("other");
  fourth = third;
  EXPECT_EQ(fourth.reveal(), third.reveal());
  fourth = std::move(first);
  EXPECT_EQ(fourth.reveal(), third.reveal());
  EXPECT_TRUE(first.empty());  // NOLINT
  Secret& same = fourth;
  fourth = same;
  EXPECT_EQ(fourth.reveal(), third.reveal());
}

TEST(Secret, ComesFromTheEnvironment) {
  ::setenv("BATON_TEST_SECRET", "from outside", 1);
  EXPECT_EQ(Secret::from_env("BATON_TEST_SECRET").reveal(), "from outside");
  ::unsetenv("BATON_TEST_SECRET");
  EXPECT_TRUE(Secret::from_env("BATON_TEST_SECRET").empty());
}

TEST(Secret, IsWipedBeforeItsMemoryIsFreed) {
  alignas(Secret) std::byte place[sizeof(Secret)];
  // Short enough to live inside the object, where it can be looked for afterwards.
  auto* secret = new (place) Secret("canary");
  secret->~Secret();
  const std::string_view bytes(reinterpret_cast<const char*>(place), sizeof place);
  EXPECT_EQ(bytes.find("canary"), std::string_view::npos);
}

}  // namespace
}  // namespace baton
