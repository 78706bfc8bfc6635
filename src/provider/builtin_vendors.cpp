#include "provider/builtin_vendors.hpp"

#include <utility>

#include <baton/core/error.hpp>
#include <baton/provider/offline.hpp>
#include <baton/provider/openai.hpp>

#include "provider/azure/azure_options.hpp"
#include "provider/listing/vendor_listings.hpp"
#include "provider/vendors.hpp"

namespace baton::inline v0::detail {
namespace {

// A vendor's row says for each thing which adapter is made, and from which options.

template <class Make, class OptionsOf>
auto made(Make make, OptionsOf options_of) {
  return [=](std::string model, ModelSettings settings) {
    return make(options_of(std::move(model), std::move(settings)));
  };
}

template <class Listing, class OptionsOf>
auto listed(Listing listing, OptionsOf options_of) {
  return [=](ModelSettings settings, Context context) {
    return list_pages(listing(options_of("", std::move(settings))), std::move(context));
  };
}

/// Options that have those of the server as a member.
template <class Options, class OptionsOf>
auto around(OptionsOf options_of) {
  return [=](std::string model, ModelSettings settings) {
    Options options;
    options.server = options_of(std::move(model), std::move(settings));
    return options;
  };
}

constexpr auto as_openai_lists = [](auto options) { return openai_listing(std::move(options)); };

Vendor openai_speaking(const OpenAiVendor& row) {
  const auto options = [&row](std::string model, ModelSettings settings) {
    return options_of(row, std::move(model), std::move(settings));
  };
  return {.name = std::string(row.access.name),
          .chat = made(openai_model, options),
          .embedder = made(openai_embedder, around<OpenAiEmbedderOptions>(options)),
          .models = listed(as_openai_lists, options)};
}

Vendor reranking(const RerankVendor& row) {
  const auto options = [row](std::string model, ModelSettings settings) {
    return reranker_options(row, std::move(model), std::move(settings));
  };
  return {.name = std::string(row.access.name), .reranker = made(http_reranker, options)};
}

Vendor anthropic() {
  return {.name = "anthropic",
          .chat = made(anthropic_model, anthropic_options),
          .models = listed(anthropic_listing, anthropic_options)};
}

Vendor openai_responses() {
  return {.name = "openai-responses",
          .chat = made(openai_responses_model, responses_options),
          .models = listed(as_openai_lists, responses_options)};
}

Vendor azure() {
  const auto lists = [](AzureOptions options) { return openai_listing(azure_chat_options(std::move(options))); };
  const auto embeds = [](AzureOptions options) { return azure_embedder(std::move(options)); };
  return {.name = "azure",
          .chat = made(azure_model, azure_options),
          .embedder = made(embeds, azure_options),
          .models = listed(lists, azure_options)};
}

Vendor azure_responses() {
  const auto lists = [](AzureOptions options) { return openai_listing(azure_responses_options(std::move(options))); };
  return {.name = "azure-responses",
          .chat = made(azure_responses_model, azure_options),
          .models = listed(lists, azure_options)};
}

Vendor gemini() {
  return {.name = "gemini",
          .chat = made(gemini_model, gemini_options),
          .embedder = made(gemini_embedder, around<GeminiEmbedderOptions>(gemini_options)),
          .models = listed(gemini_listing, gemini_options)};
}

Vendor vertex() {
  return {.name = "vertex",
          .chat = made(vertex_model, vertex_options),
          .embedder = made(vertex_embedder, around<VertexEmbedderOptions>(vertex_options)),
          .models = listed(vertex_listing, vertex_options)};
}

Vendor cohere() {
  return {.name = "cohere",
          .chat = made(cohere_model, cohere_options),
          .embedder = made(cohere_embedder, around<CohereEmbedderOptions>(cohere_options)),
          .models = listed(cohere_listing, cohere_options)};
}

Vendor mistral() {
  const auto server = [](std::string model, ModelSettings settings) {
    return mistral_embedder_options(std::move(model), std::move(settings)).server;
  };
  return {.name = "mistral",
          .chat = made(mistral_model, mistral_options),
          .embedder = made(openai_embedder, mistral_embedder_options),
          .models = listed(as_openai_lists, server)};
}

Vendor jina() { return {.name = "jina", .embedder = made(jina_embedder, jina_options)}; }

Vendor watsonx() {
  return {.name = "watsonx",
          .chat = made(watsonx_model, watsonx_options),
          .embedder = made(watsonx_embedder, around<WatsonxEmbedderOptions>(watsonx_options)),
          .reranker = made(watsonx_reranker, around<WatsonxRerankerOptions>(watsonx_options)),
          .models = listed(watsonx_listing, watsonx_options)};
}

Vendor ollama() {
  return {.name = "ollama",
          .chat = made(ollama_model, ollama_options),
          .embedder = made(ollama_embedder, around<OllamaEmbedderOptions>(ollama_options)),
          .models = listed(ollama_listing, ollama_options)};
}

Vendor bedrock() {
  const auto at = [](BedrockDoor door) {
    return [door](std::string model, ModelSettings settings) {
      return bedrock_options(std::move(model), std::move(settings), door);
    };
  };
  const auto models = [at](ModelSettings settings, Context context) {
    return list_bedrock_models(at(BedrockDoor::models)("", std::move(settings)), std::move(context));
  };
  return {.name = "bedrock",
          .chat = made(bedrock_model, at(BedrockDoor::runtime)),
          .embedder = made(bedrock_embedder, around<BedrockEmbedderOptions>(at(BedrockDoor::runtime))),
          .reranker = made(bedrock_reranker, around<BedrockRerankerOptions>(at(BedrockDoor::reranking))),
          .models = models};
}

[[noreturn]] void no_offline(const std::string& model, const char* known) {
  throw Error(ErrorCode::not_found, "there is no \"offline/" + model + "\": known is \"" + known + "\"");
}

Task<std::vector<ModelInfo>> offline_models() {
  ModelInfo extractive{.id = "extractive", .uses = {ModelInfo::Use::chat}};
  ModelInfo hashing{.id = "hashing", .uses = {ModelInfo::Use::embedding}};
  co_return std::vector<ModelInfo>{std::move(extractive), std::move(hashing)};
}

Vendor offline() {
  const auto chat = [](const std::string& model, const ModelSettings&) {
    if (model != "extractive") no_offline(model, "offline/extractive");
    return extractive_model();
  };
  const auto embeds = [](const std::string& model, const ModelSettings&) {
    if (model != "hashing") no_offline(model, "offline/hashing");
    return hashing_embedder();
  };
  return {.name = "offline", .chat = chat, .embedder = embeds, .models = [](ModelSettings, Context) {
            return offline_models();
          }};
}

}  // namespace

std::vector<Vendor> builtin_vendors() {
  std::vector<Vendor> all = {anthropic(), azure(),  azure_responses(), bedrock(), cohere(),           gemini(), jina(),
                             mistral(),   ollama(), offline(),         vertex(),  openai_responses(), watsonx()};
  for (const OpenAiVendor& row : openai_vendors()) {
    all.push_back(openai_speaking(row));
    if (row.reranks) all.push_back(reranking({.access = row.access}));
  }
  for (const RerankVendor& row : rerank_vendors()) all.push_back(reranking(row));
  return all;
}

}  // namespace baton::inline v0::detail
