#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <baton/provider/anthropic.hpp>
#include <baton/provider/azure.hpp>
#include <baton/provider/gemini.hpp>
#include <baton/provider/cohere.hpp>
#include <baton/provider/http_reranker.hpp>
#include <baton/provider/jina.hpp>
#include <baton/provider/mistral.hpp>
#include <baton/provider/bedrock.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/ollama.hpp>
#include <baton/provider/openai.hpp>
#include <baton/provider/openai_responses.hpp>
#include <baton/provider/watsonx.hpp>

namespace baton::inline v0::detail {

/// How a vendor is reached: its address and its variables.
struct VendorAccess {
  std::string_view name;
  std::string_view base_url;  ///< empty: must be given
  const char* key_variable;
  bool key_required;
  const char* base_url_variable;
};

/// One row for each vendor whose documented endpoint speaks OpenAI's protocol.
struct OpenAiVendor {
  VendorAccess access;
  std::string_view max_tokens_field = "max_tokens";
  bool thinking_switch = false;
  bool return_reasoning = false;
  bool base64_embeddings = false;
  bool reranks = false;  ///< at /rerank, in the default dialect
};

[[nodiscard]] std::span<const OpenAiVendor> openai_vendors();

/// The options of a vendor's model, from the settings, then the environment, then the row.
[[nodiscard]] OpenAiOptions options_of(const OpenAiVendor& vendor, std::string model,
                                       ModelSettings settings);
[[nodiscard]] AnthropicOptions anthropic_options(std::string model, ModelSettings settings);
[[nodiscard]] OpenAiResponsesOptions responses_options(std::string model, ModelSettings settings);
[[nodiscard]] AzureOptions azure_options(std::string model, ModelSettings settings);
[[nodiscard]] GeminiOptions gemini_options(std::string model, ModelSettings settings);
/// Without a base URL the project and the location come from the environment.
[[nodiscard]] VertexOptions vertex_options(std::string model, ModelSettings settings);
[[nodiscard]] CohereOptions cohere_options(std::string model, ModelSettings settings);
[[nodiscard]] JinaEmbedderOptions jina_options(std::string model, ModelSettings settings);

/// How a vendor reranks. The defaults are those of a vendor that `reranks` as one of OpenAI's row.
struct RerankVendor {
  VendorAccess access;
  std::string_view path = "/rerank";
  std::string_view texts_field = "documents";
  std::string_view top_field = "top_n";
  bool decline_documents = false;
  std::size_t max_texts = 1'000;
};

/// One row for each of the others.
[[nodiscard]] std::span<const RerankVendor> rerank_vendors();
[[nodiscard]] HttpRerankerOptions reranker_options(const RerankVendor& vendor, std::string model,
                                                   ModelSettings settings);
[[nodiscard]] MistralOptions mistral_options(std::string model, ModelSettings settings);
[[nodiscard]] OpenAiEmbedderOptions mistral_embedder_options(std::string model, ModelSettings settings);
[[nodiscard]] WatsonxOptions watsonx_options(std::string model, ModelSettings settings);
[[nodiscard]] OllamaOptions ollama_options(std::string model, ModelSettings settings);
/// Bedrock has three addresses.
enum class BedrockDoor : std::uint8_t { runtime, models, reranking };
[[nodiscard]] BedrockOptions bedrock_options(std::string model, ModelSettings settings,
                                             BedrockDoor door = BedrockDoor::runtime);

}  // namespace baton::inline v0::detail
