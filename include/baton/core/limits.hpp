#pragma once

#include <cstddef>

namespace baton::inline v0 {

/// The bounds every parser, loader and queue keeps to. The defaults suit untrusted input; raise a
/// field where an application knows better. Passing a limit is `ErrorCode::limit_exceeded`.
struct Limits {
  std::size_t bytes = std::size_t{64} << 20;        ///< one input or one decoded body
  std::size_t line_bytes = std::size_t{1} << 20;    ///< one line of SSE or NDJSON
  std::size_t event_bytes = std::size_t{4} << 20;   ///< one event of a stream
  std::size_t depth = 128;                          ///< nesting of JSON, HTML, templates
  std::size_t items = 1'000'000;                    ///< elements, loop turns, files
  double ratio = 200.0;                             ///< decoded bytes per compressed byte
};

}  // namespace baton::inline v0
