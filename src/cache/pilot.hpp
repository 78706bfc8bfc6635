#pragma once

#include <memory>
#include <string>

#include "cache/cache_core.hpp"

namespace baton::inline v0 {

/// How the first caller asked: the others are served from either.
enum class Way { unary, streamed };

/// Makes the call of a flight, on behalf of all who wait for it: nobody awaits it, so that any of them may
/// leave. Starts on the calling thread, which it leaves at the first wait for I/O.
void take_off(std::shared_ptr<const CacheCore> core, std::shared_ptr<Flight> flight, RequestName name,
              ChatRequest request, Way way, const Context& context);

}  // namespace baton::inline v0
