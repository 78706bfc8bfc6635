#pragma once

#include <cstddef>

#include <baton/core/export.hpp>

/// Where coroutine frames live. Applications have no need of it.
///
/// Each thread keeps the frames it freed, up to a bound, and hands them out again: a call makes the same
/// few frames every time, and many are larger than what the allocator has a short path for. Frames may
/// be freed by another thread than the one that made them. Under a sanitizer every frame comes from the
/// allocator, so that misuse of a dead one is found.
namespace baton::inline v0::detail {

[[nodiscard]] BATON_EXPORT void* allocate_frame(std::size_t bytes);
BATON_EXPORT void free_frame(void* frame, std::size_t bytes) noexcept;

}  // namespace baton::inline v0::detail
