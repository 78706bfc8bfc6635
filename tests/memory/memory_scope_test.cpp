#include <baton/memory/memory_scope.hpp>

#include <type_traits>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/memory/conversation_store.hpp>
#include <baton/memory/fact_store.hpp>

namespace baton {
namespace {

// Nobody can leave it out: there is no default scope.
static_assert(!std::is_default_constructible_v<MemoryScope>);
static_assert(!std::is_constructible_v<MemoryScope, std::string>);

TEST(MemoryScope, RefusesWhatNamesNobody) {
  for (const std::string& bad : {std::string(), std::string(257, 'x'), std::string("a\0b", 3), std::string("\xff")}) {
    EXPECT_THROW(MemoryScope(bad, "user"), Error);
    EXPECT_THROW(MemoryScope("tenant", bad), Error);
  }
  EXPECT_EQ(MemoryScope("t", std::string(256, 'x')).user().size(), 256U);
}

TEST(MemoryScope, ComesFromThePrincipal) {
  EXPECT_EQ(MemoryScope::of(Context().with_principal({.user = "ada", .tenant = "acme"})), MemoryScope("acme", "ada"));
  EXPECT_THROW(static_cast<void>(MemoryScope::of({})), Error);
  EXPECT_THROW(static_cast<void>(MemoryScope::of(Context().with_principal({.user = "ada", .tenant = ""}))), Error);
}

}  // namespace
}  // namespace baton
