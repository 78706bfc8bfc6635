#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/core/span.hpp>
#include <baton/core/task.hpp>
#include <baton/document/document.hpp>

namespace baton::inline v0 {

/// Makes the task of a search, given the context of its span. It may own what the task refers to: it
/// lives as long as the task.
template <class T>
using Traced = std::function<Task<T>(const Context&)>;

/// Runs one search in a retrieval span.
inline Task<std::vector<ScoredChunk>> traced(std::string_view name, Traced<std::vector<ScoredChunk>> search,
                                             Context context) {
  Span span(SpanKind::retrieval, name, context);
  try {
    auto found = co_await search(span.context());
    span.set("baton.retrieval.found", static_cast<std::int64_t>(found.size()));
    co_return found;
  } catch (...) {
    span.fail(current_error());
    throw;
  }
}

}  // namespace baton::inline v0
