#include <baton/core/frame_memory.hpp>

#include <new>

#include "frame_cache.hpp"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BATON_PLAIN_FRAMES
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define BATON_PLAIN_FRAMES
#endif
#endif

namespace baton::inline v0::detail {

#ifdef BATON_PLAIN_FRAMES

void* allocate_frame(std::size_t bytes) { return ::operator new(bytes); }
void free_frame(void* frame, std::size_t) noexcept { ::operator delete(frame); }

#else

namespace {

enum class State : unsigned char { unused, open, closed };

constinit thread_local FrameCache cache{};
constinit thread_local State state = State::unused;

/// Empties the thread's cache when the thread ends. Frames freed after that are not kept.
struct Closer {
  ~Closer() {
    state = State::closed;
    cache.clear();
  }
};

/// Whether frames can be kept. Out of line: it runs once in a thread.
[[gnu::noinline]] bool open() {
  if (state == State::closed) return false;
  static thread_local const Closer closer;
  static_cast<void>(closer);
  state = State::open;
  return true;
}

}  // namespace

void* allocate_frame(std::size_t bytes) { return cache.allocate(bytes); }

void free_frame(void* frame, std::size_t bytes) noexcept {
  const bool kept = (state == State::open || open()) && cache.keep(frame, bytes);
  if (!kept) ::operator delete(frame);
}

#endif

}  // namespace baton::inline v0::detail
