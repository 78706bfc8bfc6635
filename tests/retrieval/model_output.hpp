#pragma once

#include <memory>
#include <string>
#include <vector>

#include <baton/provider/testing.hpp>
#include <baton/retrieval/answer.hpp>
#include <baton/retrieval/model_judges.hpp>
#include <baton/retrieval/rerank.hpp>
#include <baton/retrieval/rewriting.hpp>
#include <baton/retrieval/routing.hpp>
#include <baton/retrieval/self_query.hpp>

#include "retrieval/support.hpp"

namespace baton::testing {

inline void read_as_query(const Model& model) {
  RecordSearch where_to{.store = memory_vector_store({.embedder = {.name = "none", .dimensions = 2}}),
                        .space = StoreNamespace("mine"),
                        .embedder = nullptr};
  ask(self_query_retriever(where_to, model, {{"year", FilterType::number}}), "When?");
}

/// Gives what a model wrote to everything that reads what models write. Each either takes it or throws an `Error` that
/// is not `internal`; what is kept of it stands in the passages. Tells what went wrong, or nothing.
inline std::string read_model_output(const std::string& output) {
  auto passage = scored("a.md", 1.0);
  passage.chunk.text = "The museum opens at ten. A ticket is eight euros.";
  const std::vector<ScoredChunk> passages = {passage};
  const Model model(std::make_shared<FunctionModel>([output](const ChatRequest&) { return output; }));
  std::string wrong;
  const auto attempt = [&](auto&& use) {
    try {
      use();
    } catch (const Error& error) {
      if (error.code() == ErrorCode::internal) wrong += error.what();
    }
  };
  attempt([&] {
    const auto answer = sync_wait(answer_from("When?", passages, model, {}, {}));
    for (const auto& each : answer.statements) {
      if (passage.chunk.text.find(each.quote) == std::string::npos) wrong += "an invented quote: " + each.quote;
    }
  });
  attempt([&] {
    for (const auto& each : ask(compressing_retriever(fixed(passages), model), "When?")) {
      if (each.chunk.text.size() > passage.chunk.text.size() + 8) wrong += "a passage grew: " + each.chunk.text;
    }
  });
  attempt([&] { ask(rerank_retriever(fixed(passages), model_reranker(model)), "When?"); });
  attempt([&] { ask(rewriting_retriever(fixed(passages), model, multi_query()), "When?"); });
  attempt([&] { ask(routing_retriever({{"a", "b", fixed(passages)}}, model_routes(model)), "When?"); });
  attempt([&] { read_as_query(model); });
  return wrong;
}

}  // namespace baton::testing
