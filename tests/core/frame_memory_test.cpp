#include <baton/core/frame_memory.hpp>

#include <cstring>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace baton {
namespace {

using detail::allocate_frame;
using detail::free_frame;

TEST(FrameMemory, FramesMayBeFreedByAnotherThread) {
  constexpr std::size_t size = 700;
  for (int round = 0; round < 20; ++round) {
    std::vector<void*> frames;
    for (int i = 0; i < 100; ++i) {
      frames.push_back(allocate_frame(size));
      std::memset(frames.back(), round, size);
    }
    std::thread([&] {
      for (void* frame : frames) free_frame(frame, size);
      free_frame(allocate_frame(size), size);
    }).join();
  }
}

/// Frees a frame when its thread ends, before or after the thread's frames are given back.
struct FreesLate {
  void* frame = nullptr;
  ~FreesLate() {
    if (frame != nullptr) free_frame(frame, 64);
  }
};

TEST(FrameMemory, AThreadMayFreeFramesWhileItEnds) {
  // What is made first is destroyed last: once before, once after the first use of frames.
  std::thread([] {
    static thread_local FreesLate last;
    last.frame = allocate_frame(64);
    free_frame(allocate_frame(64), 64);
    static thread_local FreesLate first;
    first.frame = allocate_frame(64);
  }).join();
}

}  // namespace
}  // namespace baton
