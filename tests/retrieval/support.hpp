#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/retrieval/retriever.hpp>

#include "index/support.hpp"

namespace baton::testing {

/// A chunk with a source and a score; the span is the place in a row of chunks of 10 bytes.
inline ScoredChunk scored(std::string source, double score, std::size_t place = 0) {
  ScoredChunk result;
  result.chunk.source = std::move(source);
  result.chunk.text = "text of " + result.chunk.source;
  result.chunk.span = {.begin = place * 10, .end = place * 10 + 10, .first_line = place + 1, .last_line = place + 1};
  result.score = score;
  return result;
}

/// Gives the first `top` of a fixed list, and remembers the query.
class FixedRetriever : public Retriever {
 public:
  explicit FixedRetriever(std::vector<ScoredChunk> chunks) : chunks_(std::move(chunks)) {}

  Task<std::vector<ScoredChunk>> retrieve(Query query, Context context) const override {
    context.check();
    last = query;
    auto found = chunks_;
    if (found.size() > query.top) found.resize(query.top);
    co_return found;
  }
  mutable Query last;

 private:
  std::vector<ScoredChunk> chunks_;
};

inline std::shared_ptr<FixedRetriever> fixed(std::vector<ScoredChunk> chunks) {
  return std::make_shared<FixedRetriever>(std::move(chunks));
}

inline std::vector<ScoredChunk> ask(const std::shared_ptr<const Retriever>& retriever, std::string text,
                                    std::size_t top = 8, Context context = {}) {
  return sync_wait(retriever->retrieve({.text = std::move(text), .top = top}, std::move(context)));
}

inline std::vector<std::string> sources_of(const std::vector<ScoredChunk>& chunks) {
  std::vector<std::string> result;
  for (const auto& each : chunks) result.push_back(each.chunk.source);
  return result;
}

using Names = std::vector<std::string>;

/// A document of these chunks under their headings, one a line.
inline DocumentUpdate sections(const std::string& source, const std::vector<std::pair<std::string, std::string>>& parts) {
  DocumentUpdate update;
  update.record.source = source;
  update.record.sha256 = source;
  std::size_t at = 0;
  std::size_t line = 1;
  for (const auto& [heading, text] : parts) {
    Chunk chunk;
    chunk.source = source;
    chunk.text = text;
    chunk.span = {.begin = at, .end = at + text.size(), .first_line = line, .last_line = line};
    chunk.metadata = Json(nlohmann::json{{"heading", heading}});
    at += text.size() + 1;
    ++line;
    update.chunks.push_back(std::move(chunk));
  }
  return update;
}

}  // namespace baton::testing
