#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/provider/chat_model.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/model_list.hpp>
#include <baton/provider/reranker.hpp>

namespace baton::inline v0 {

/// What stands behind the first part of a model's name. Each function may be empty; all are called
/// from any thread, those of one model with what follows the first slash, and throw `Error` when they
/// cannot serve it.
struct Vendor {
  std::string name;
  std::function<std::shared_ptr<const ChatModel>(std::string model, ModelSettings settings)> chat{};
  std::function<std::shared_ptr<const Embedder>(std::string model, ModelSettings settings)> embedder{};
  std::function<std::shared_ptr<const Reranker>(std::string model, ModelSettings settings)> reranker{};
  std::function<Task<std::vector<ModelInfo>>(ModelSettings settings, Context context)> models{};
};

/// Makes `model("name/…")`, `embedder("name/…")`, `reranker("name/…")` and `list_models("name", …)`
/// find a vendor of the application's own. It may take the place of a built-in one, not of one registered
/// before: that is `already_exists`. A name with a slash or without a letter is `invalid_argument`.
/// Process-wide; any thread.
///
///     register_vendor({.name = "mine", .chat = [](std::string name, ModelSettings) {
///       return std::make_shared<MyModel>(name);
///     }});
BATON_EXPORT void register_vendor(Vendor vendor);

/// All names that can stand before the slash, in order.
[[nodiscard]] BATON_EXPORT std::vector<std::string> known_vendors();

}  // namespace baton::inline v0
