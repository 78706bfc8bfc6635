#pragma once

#include <cstddef>
#include <functional>

#include <baton/core/context.hpp>

namespace baton::inline v0 {

/// Calls `work(i)` for every i below `count`, in about that order: on this thread and on up to `helpers` blocking
/// threads of the context's runtime, as far as they are free. Returns when all is done; the first failure, or the context's,
/// ends it early and is rethrown.
void share_work(std::size_t count, std::size_t helpers, const std::function<void(std::size_t)>& work,
                const Context& context);

}  // namespace baton::inline v0
