#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/retrieval/retriever.hpp>

#include "retrieval/traced.hpp"

namespace baton::inline v0 {

using FoundChunks = std::vector<ScoredChunk>;

/// What a composition does: a coroutine that owns all it uses.
using Retrieving = std::function<Task<FoundChunks>(Query, Context)>;

/// A retriever that does `body` in a span of that name.
class ComposedRetriever : public Retriever {
 public:
  /// `span_name` is a literal.
  ComposedRetriever(const char* span_name, Retrieving body) : name_(span_name), body_(std::move(body)) {}

  Task<FoundChunks> retrieve(Query query, Context context) const override {
    auto search = [body = body_, query = std::move(query)](const Context& inner) { return body(query, inner); };
    return traced(name_, std::move(search), std::move(context));
  }

 private:
  const char* name_;
  Retrieving body_;
};

[[nodiscard]] inline std::shared_ptr<const Retriever> composed(const char* span_name, Retrieving body) {
  return std::make_shared<ComposedRetriever>(span_name, std::move(body));
}

template <class T>
void require_part(const std::shared_ptr<T>& part, const char* message) {
  if (!part) throw Error(ErrorCode::invalid_argument, message);
}

inline void require_that(bool holds, const char* message) {
  if (!holds) throw Error(ErrorCode::invalid_argument, message);
}

}  // namespace baton::inline v0
