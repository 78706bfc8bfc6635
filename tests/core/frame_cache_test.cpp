#include "core/frame_cache.hpp"

#include <cstring>
#include <new>
#include <vector>

#include <gtest/gtest.h>

namespace baton {
namespace {

/// A cache that frees what it keeps.
struct Cache : FrameCache {
  Cache() : FrameCache{} {}
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;
  ~Cache() { clear(); }
};

TEST(FrameCache, HandsOutAgainWhatItKept) {
  Cache cache;
  void* const block = cache.allocate(300);
  std::memset(block, 0xab, 300);
  ASSERT_TRUE(cache.keep(block, 300));
  EXPECT_EQ(cache.kept(), 1U);
  void* const again = cache.allocate(300);
  EXPECT_EQ(again, block);
  EXPECT_EQ(cache.kept(), 0U);
  ::operator delete(again);
}

TEST(FrameCache, ABlockServesEverySizeOfItsClass) {
  Cache cache;
  void* const block = cache.allocate(FrameCache::step + 1);
  ASSERT_TRUE(cache.keep(block, FrameCache::step + 1));
  void* const larger = cache.allocate(2 * FrameCache::step);
  EXPECT_EQ(larger, block);
  std::memset(larger, 0xab, 2 * FrameCache::step);
  void* const other = cache.allocate(2 * FrameCache::step + 1);
  EXPECT_NE(other, block);
  ::operator delete(larger);
  ::operator delete(other);
}

TEST(FrameCache, KeepsSoManyOfASizeAndNoMore) {
  Cache cache;
  std::vector<void*> blocks;
  for (int i = 0; i <= FrameCache::most_of_a_size; ++i) blocks.push_back(cache.allocate(100));
  for (int i = 0; i < FrameCache::most_of_a_size; ++i) ASSERT_TRUE(cache.keep(blocks[static_cast<std::size_t>(i)], 100));
  EXPECT_FALSE(cache.keep(blocks.back(), 100));
  ::operator delete(blocks.back());
  cache.clear();
  EXPECT_EQ(cache.kept(), 0U);
}

TEST(FrameCache, DoesNotKeepWhatIsLarge) {
  Cache cache;
  void* const largest = cache.allocate(FrameCache::largest);
  EXPECT_TRUE(cache.keep(largest, FrameCache::largest));
  void* const larger = cache.allocate(FrameCache::largest + 1);
  EXPECT_FALSE(cache.keep(larger, FrameCache::largest + 1));
  ::operator delete(larger);
}

}  // namespace
}  // namespace baton
