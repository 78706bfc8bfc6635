#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/provider/capabilities.hpp>
#include <baton/provider/chat_model.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/reranker.hpp>

namespace baton::inline v0 {

/// A chat model as a value: a shared `ChatModel` with the tools and options bound to it.
///
/// Binding returns a copy, so a `Model` is immutable and may be shared by threads; copies are cheap.
/// It is a step of a chain: text or messages in, `ChatResponse` out.
///
///     auto gpt = model("openai/gpt-4.1-mini").with({.temperature = 0.0});
class BATON_EXPORT Model {
 public:
  explicit Model(std::shared_ptr<const ChatModel> chat);

  [[nodiscard]] Model with(const ChatOptions& options) const;
  [[nodiscard]] Model with_tools(std::vector<ToolSpec> tools) const;

  [[nodiscard]] const std::string& name() const noexcept;
  [[nodiscard]] const ChatOptions& options() const noexcept;

  /// Calls with what is bound; options of the request win over bound ones. Traced as one model span.
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const;
  [[nodiscard]] Task<ChatResponse> complete(ChatRequest request, Context context) const;
  /// How many tokens of input the call would be, with what is bound. Neither traced nor budgeted: where
  /// vendors count, it costs nothing.
  ///
  ///     const TokenCount count = sync_wait(gpt.count_tokens(request, Context{}));
  [[nodiscard]] Task<TokenCount> count_tokens(ChatRequest request, Context context) const;
  /// Lays what is bound under `request`: the first thing `stream` and `complete` do.
  void bind_to(ChatRequest& request) const;
  /// The model that is called, without what is bound and untraced. Lives as long as this value.
  [[nodiscard]] const ChatModel& chat() const noexcept;
  /// Exactly what would be sent.
  [[nodiscard]] std::string explain(ChatRequest request) const;

 private:
  struct Bound;
  explicit Model(Bound bound);

  std::shared_ptr<const Bound> bound_;
};

/// Where and how to reach a vendor, when the environment is not to decide.
struct ModelSettings {
  std::string base_url{};  ///< "http://localhost:8080/v1"; empty: the vendor's own, or its variable
  Secret api_key{};        ///< empty: from the vendor's environment variable
  std::optional<Capabilities> capabilities{};  ///< instead of what the adapter knows of the model
};

/// The model of that name: "openai/gpt-4.1-mini", "ollama/llama3.2", "offline/extractive".
///
/// Keys come from the vendor's environment variable unless given. Throws `not_found` with the known
/// vendors, or `permission_denied` naming the variable that is missing. No network.
[[nodiscard]] BATON_EXPORT Model model(std::string_view name, ModelSettings settings = {});

/// The embedder of that name: "openai/text-embedding-3-small", "offline/hashing".
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> embedder(std::string_view name,
                                                                    ModelSettings settings = {});

/// The reranker of that name: "cohere/rerank-v3.5", "jina/jina-reranker-v3", "vllm/BAAI/bge-reranker-base".
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Reranker> reranker(std::string_view name,
                                                                    ModelSettings settings = {});

}  // namespace baton::inline v0
