#pragma once

#include <string>
#include <utility>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/task.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::inline v0::offline {

/// `embed(text)` for each text, which only computes: for one, a question, on the thread that asks; for
/// more on the runtime's blocking threads, so that no loop stands still and several calls share the cores.
template <class Embed>
Task<std::vector<Embedding>> embed_each(std::vector<std::string> texts, Embed embed, Context context) {
  const auto all = [&] {
    std::vector<Embedding> vectors;
    vectors.reserve(texts.size());
    for (const auto& text : texts) {
      context.check();
      vectors.push_back(embed(text));
    }
    return vectors;
  };
  if (texts.size() < 2) co_return all();
  co_return co_await context.runtime().blocking(all, context);
}

}  // namespace baton::inline v0::offline
