#include "memory/fact_state.hpp"

#include <random>

#include <gtest/gtest.h>

namespace baton {
namespace {

Fact fact(std::string text) {
  Fact made;
  made.text = std::move(text);
  return made;
}

TEST(FactState, EveryStateComesBackFromItsHistory) {
  std::mt19937 random(8);
  for (int round = 0; round < 200; ++round) {
    FactSet history;
    std::vector<FactState> states(1);
    for (std::int64_t revision = 1; revision <= 12; ++revision) {
      FactState next = states.back();
      for (int i = 0; i < 3; ++i) {
        const auto id = static_cast<std::int64_t>(random() % 5);
        if (random() % 3 == 0) {
          next.erase(id);
        } else {
          next[id] = fact(std::to_string(random() % 4));
        }
      }
      for (const FactChange& change : changes_between(states.back(), next)) {
        history.versions.push_back({.id = change.id, .revision = revision, .at = {}, .fact = change.fact});
      }
      history.revision = revision;
      states.push_back(std::move(next));
    }
    for (std::int64_t revision = 0; revision <= 12; ++revision) {
      ASSERT_EQ(state_at(history, revision), states[static_cast<std::size_t>(revision)]);
    }
    ASSERT_EQ(current_state(history), states.back());
  }
}

TEST(FactState, NothingChangesNothing) {
  const FactState state = {{1, fact("a")}};
  EXPECT_TRUE(changes_between(state, state).empty());
  EXPECT_EQ(changes_between(state, {}).size(), 1U);
}

}  // namespace
}  // namespace baton
