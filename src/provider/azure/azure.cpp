#include <utility>

#include "provider/azure/azure_options.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

std::string azure_base_url(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  const auto host = url.find("://");
  const bool has_path = host != std::string::npos && url.find('/', host + 3) != std::string::npos;
  return has_path ? url : url + "/openai/v1";
}

/// What both protocols have in common.
template <class Options>
Options at_azure(AzureOptions& azure, const char* vendor) {
  Options options;
  options.model = std::move(azure.model);
  options.vendor = vendor;
  options.base_url = azure_base_url(std::move(azure.base_url));
  options.api_key = std::move(azure.api_key);
  options.key_variable = std::move(azure.key_variable);
  options.key_header = "api-key";
  options.tokens = std::move(azure.tokens);
  options.headers = std::move(azure.headers);
  options.timeouts = azure.timeouts;
  options.limits = azure.limits;
  return options;
}

}  // namespace

OpenAiOptions azure_chat_options(AzureOptions azure) {
  auto options = at_azure<OpenAiOptions>(azure, "azure");
  options.dialect.max_tokens_field = "max_completion_tokens";
  options.dialect.base64_embeddings = true;
  if (azure.capabilities) options.capabilities = *std::move(azure.capabilities);
  return options;
}

OpenAiResponsesOptions azure_responses_options(AzureOptions azure) {
  auto options = at_azure<OpenAiResponsesOptions>(azure, "azure-responses");
  // https://learn.microsoft.com/en-us/answers/questions/5889782: Azure answers 404, "Unknown request URL".
  options.counts_tokens = false;
  options.reasoning_summary = std::move(azure.reasoning_summary);
  options.profile = openai_responses_profile(options.model);
  if (azure.capabilities) options.profile->can = *std::move(azure.capabilities);
  return options;
}

}  // namespace detail

std::shared_ptr<const ChatModel> azure_model(AzureOptions options) {
  return openai_model(detail::azure_chat_options(std::move(options)));
}

std::shared_ptr<const ChatModel> azure_responses_model(AzureOptions options) {
  return openai_responses_model(detail::azure_responses_options(std::move(options)));
}

std::shared_ptr<const Embedder> azure_embedder(AzureOptions options, std::size_t dimensions) {
  OpenAiEmbedderOptions embedding;
  embedding.server = detail::azure_chat_options(std::move(options));
  embedding.dimensions = dimensions;
  return openai_embedder(std::move(embedding));
}

}  // namespace baton::inline v0
