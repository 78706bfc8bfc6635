#include "provider/vendors.hpp"

#include <array>
#include <cstdlib>
#include <utility>

#include <baton/core/error.hpp>

#include "provider/ollama/ollama_request.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr VendorAccess fireworks = {.name = "fireworks", .base_url = "https://api.fireworks.ai/inference/v1",
                                    .key_variable = "FIREWORKS_API_KEY", .key_required = true,
                                    .base_url_variable = "FIREWORKS_BASE_URL"};

constexpr std::array<OpenAiVendor, 11> vendors = {{
    {.access = {.name = "openai", .base_url = "https://api.openai.com/v1", .key_variable = "OPENAI_API_KEY",
     .key_required = true, .base_url_variable = "OPENAI_BASE_URL"},
     .max_tokens_field = "max_completion_tokens", .base64_embeddings = true},
    {.access = {.name = "openrouter", .base_url = "https://openrouter.ai/api/v1",
     .key_variable = "OPENROUTER_API_KEY", .key_required = true,
     .base_url_variable = "OPENROUTER_BASE_URL"}, .reranks = true},
    {.access = {.name = "groq", .base_url = "https://api.groq.com/openai/v1", .key_variable = "GROQ_API_KEY",
     .key_required = true, .base_url_variable = "GROQ_BASE_URL"}},
    {.access = {.name = "deepseek", .base_url = "https://api.deepseek.com", .key_variable = "DEEPSEEK_API_KEY",
     .key_required = true, .base_url_variable = "DEEPSEEK_BASE_URL"}, .thinking_switch = true,
     .return_reasoning = true},
    {.access = {.name = "together", .base_url = "https://api.together.ai/v1", .key_variable = "TOGETHER_API_KEY",
     .key_required = true, .base_url_variable = "TOGETHER_BASE_URL"}, .reranks = true},
    {.access = fireworks},
    {.access = {.name = "xai", .base_url = "https://api.x.ai/v1", .key_variable = "XAI_API_KEY",
     .key_required = true, .base_url_variable = "XAI_BASE_URL"}},
    {.access = {.name = "lmstudio", .base_url = "http://localhost:1234/v1", .key_variable = "LMSTUDIO_API_KEY",
     .key_required = false, .base_url_variable = "LMSTUDIO_BASE_URL"}},
    {.access = {.name = "vllm", .base_url = "http://localhost:8000/v1", .key_variable = "VLLM_API_KEY",
     .key_required = false, .base_url_variable = "VLLM_BASE_URL"}, .reranks = true},
    {.access = {.name = "llamacpp", .base_url = "http://localhost:8080/v1", .key_variable = "LLAMA_API_KEY",
     .key_required = false, .base_url_variable = "LLAMACPP_BASE_URL"}, .reranks = true},
    {.access = {.name = "openai-compatible", .base_url = "", .key_variable = "OPENAI_COMPATIBLE_API_KEY",
     .key_required = false, .base_url_variable = "OPENAI_COMPATIBLE_BASE_URL"}, .reranks = true},
}};

constexpr VendorAccess anthropic = {.name = "anthropic", .base_url = "https://api.anthropic.com",
                                    .key_variable = "ANTHROPIC_API_KEY", .key_required = true,
                                    .base_url_variable = "ANTHROPIC_BASE_URL"};
constexpr VendorAccess openai_responses = {.name = "openai-responses", .base_url = "https://api.openai.com/v1",
                                           .key_variable = "OPENAI_API_KEY", .key_required = true,
                                           .base_url_variable = "OPENAI_BASE_URL"};

constexpr VendorAccess azure = {.name = "azure", .base_url = "", .key_variable = "AZURE_OPENAI_API_KEY",
                                .key_required = true, .base_url_variable = "AZURE_OPENAI_ENDPOINT"};

constexpr VendorAccess gemini = {.name = "gemini",
                                 .base_url = "https://generativelanguage.googleapis.com/v1beta",
                                 .key_variable = "GEMINI_API_KEY", .key_required = true,
                                 .base_url_variable = "GEMINI_BASE_URL"};
constexpr VendorAccess vertex = {.name = "vertex", .base_url = "", .key_variable = "GOOGLE_ACCESS_TOKEN",
                                 .key_required = true, .base_url_variable = "VERTEX_BASE_URL"};

constexpr VendorAccess cohere = {.name = "cohere", .base_url = "https://api.cohere.com",
                                 .key_variable = "COHERE_API_KEY", .key_required = true,
                                 .base_url_variable = "COHERE_BASE_URL"};
constexpr VendorAccess jina = {.name = "jina", .base_url = "https://api.jina.ai/v1",
                               .key_variable = "JINA_API_KEY", .key_required = true,
                               .base_url_variable = "JINA_BASE_URL"};
constexpr VendorAccess tei = {.name = "tei", .base_url = "http://localhost:8080",
                              .key_variable = "TEI_API_KEY", .key_required = false,
                              .base_url_variable = "TEI_BASE_URL"};

// Cohere advises against more than 1,000 texts; text-embeddings-inference takes 32 unless it is told
// otherwise (--max-client-batch-size). Jina and Fireworks give the texts back unless they are asked not to.
constexpr std::array<RerankVendor, 4> reranking = {{
    {.access = cohere, .path = "/v2/rerank"},
    {.access = jina, .decline_documents = true},
    {.access = fireworks, .decline_documents = true},
    {.access = tei, .texts_field = "texts", .top_field = "", .max_texts = 32},
}};

constexpr VendorAccess mistral = {.name = "mistral", .base_url = "https://api.mistral.ai/v1",
                                  .key_variable = "MISTRAL_API_KEY", .key_required = true,
                                  .base_url_variable = "MISTRAL_BASE_URL"};

// A region has no default: keys and projects belong to one.
constexpr VendorAccess watsonx = {.name = "watsonx", .base_url = "", .key_variable = "WATSONX_API_KEY",
                                  .key_required = true, .base_url_variable = "WATSONX_URL"};
constexpr const char* watsonx_token_variable = "WATSONX_TOKEN";

constexpr VendorAccess ollama = {.name = "ollama", .base_url = "http://localhost:11434",
                                 .key_variable = "OLLAMA_API_KEY", .key_required = false,
                                 .base_url_variable = "OLLAMA_BASE_URL"};

constexpr VendorAccess bedrock = {.name = "bedrock", .base_url = "",
                                  .key_variable = "AWS_BEARER_TOKEN_BEDROCK", .key_required = false,
                                  .base_url_variable = "AWS_ENDPOINT_URL_BEDROCK_RUNTIME"};

std::string from_environment(const char* variable) {
  const char* const value = std::getenv(variable);
  return value == nullptr ? std::string() : std::string(value);
}

std::string base_url_of(const VendorAccess& vendor, std::string given) {
  if (given.empty()) given = from_environment(vendor.base_url_variable);
  if (given.empty()) given = vendor.base_url;
  if (!given.empty()) return given;
  throw Error(ErrorCode::invalid_argument, std::string(vendor.name) + " has no address of its own: set " +
                                               vendor.base_url_variable + " or ModelSettings::base_url");
}

Secret key_of(const VendorAccess& vendor, Secret given) {
  if (given.empty()) given = Secret::from_env(vendor.key_variable);
  if (!given.empty() || !vendor.key_required) return given;
  throw Error(ErrorCode::permission_denied, std::string(vendor.name) + " needs an API key: set " +
                                                vendor.key_variable + " or ModelSettings::api_key");
}

/// The application that Azure's own libraries take from the environment, unless there is a key. (Azure
/// SDK, EnvironmentCredential.)
std::shared_ptr<const TokenSource> entra_from_environment() {
  if (!from_environment(azure.key_variable).empty()) return nullptr;
  EntraOptions entra{.tenant = from_environment("AZURE_TENANT_ID"),
                     .client_id = from_environment("AZURE_CLIENT_ID"),
                     .client_secret = Secret::from_env("AZURE_CLIENT_SECRET")};
  if (entra.tenant.empty() || entra.client_id.empty() || entra.client_secret.empty()) return nullptr;
  return entra_tokens(std::move(entra));
}

/// The access keys that AWS's own libraries take from the environment.
struct AwsVariables {
  std::string access_key_id = from_environment("AWS_ACCESS_KEY_ID");
  Secret secret_access_key = Secret::from_env("AWS_SECRET_ACCESS_KEY");
  Secret session_token = Secret::from_env("AWS_SESSION_TOKEN");

  [[nodiscard]] bool complete() const { return !access_key_id.empty() && !secret_access_key.empty(); }
};

/// The variables are those of AWS's own libraries. (AWS SDKs and Tools reference guide, "Service-specific
/// endpoints".) A key for some gateway must not go to AWS, nor AWS's key to where nobody sent it.
std::string bedrock_url_of(BedrockDoor door) {
  const std::string runtime = from_environment(bedrock.base_url_variable);
  if (door == BedrockDoor::runtime) return runtime;
  const char* const variable =
      door == BedrockDoor::models ? "AWS_ENDPOINT_URL_BEDROCK" : "AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME";
  std::string url = from_environment(variable);
  if (!url.empty() || runtime.empty()) return url;
  throw Error(ErrorCode::invalid_argument, std::string(bedrock.base_url_variable) +
                                               " leads elsewhere, and this call has another address: set " +
                                               variable + " or ModelSettings::base_url too");
}

/// What every vendor's options have in common.
template <class Options>
Options reached_by(const VendorAccess& vendor, std::string model, ModelSettings& settings) {
  Options options;
  options.model = std::move(model);
  options.vendor = vendor.name;
  options.base_url = base_url_of(vendor, std::move(settings.base_url));
  options.api_key = key_of(vendor, std::move(settings.api_key));
  options.key_variable = vendor.key_variable;
  return options;
}

/// The profile of a model that can do what the application says.
GeminiProfile gemini_profile_with(const std::string& model, Capabilities can) {
  GeminiProfile profile = gemini_profile(model);
  profile.can = std::move(can);
  return profile;
}

}  // namespace

std::span<const OpenAiVendor> openai_vendors() { return vendors; }

OpenAiOptions options_of(const OpenAiVendor& vendor, std::string model, ModelSettings settings) {
  auto options = reached_by<OpenAiOptions>(vendor.access, std::move(model), settings);
  if (settings.capabilities) options.capabilities = *std::move(settings.capabilities);
  options.dialect.max_tokens_field = vendor.max_tokens_field;
  options.dialect.thinking_switch = vendor.thinking_switch;
  options.dialect.return_reasoning = vendor.return_reasoning;
  options.dialect.base64_embeddings = vendor.base64_embeddings;
  return options;
}

AnthropicOptions anthropic_options(std::string model, ModelSettings settings) {
  auto options = reached_by<AnthropicOptions>(anthropic, std::move(model), settings);
  if (settings.capabilities) {
    options.profile = anthropic_profile(options.model);
    options.profile->can = *std::move(settings.capabilities);
  }
  return options;
}

OpenAiResponsesOptions responses_options(std::string model, ModelSettings settings) {
  auto options = reached_by<OpenAiResponsesOptions>(openai_responses, std::move(model), settings);
  if (settings.capabilities) {
    options.profile = openai_responses_profile(options.model);
    options.profile->can = *std::move(settings.capabilities);
  }
  return options;
}

AzureOptions azure_options(std::string model, ModelSettings settings) {
  AzureOptions options;
  options.model = std::move(model);
  options.base_url = base_url_of(azure, std::move(settings.base_url));
  options.tokens = settings.api_key.empty() ? entra_from_environment() : nullptr;
  if (!options.tokens) options.api_key = key_of(azure, std::move(settings.api_key));
  options.key_variable = azure.key_variable;
  options.capabilities = std::move(settings.capabilities);
  return options;
}

GeminiOptions gemini_options(std::string model, ModelSettings settings) {
  auto options = reached_by<GeminiOptions>(gemini, std::move(model), settings);
  if (settings.capabilities) options.profile = gemini_profile_with(options.model, *std::move(settings.capabilities));
  return options;
}

VertexOptions vertex_options(std::string model, ModelSettings settings) {
  VertexOptions options;
  options.model = std::move(model);
  options.project = from_environment("GOOGLE_CLOUD_PROJECT");
  const std::string location = from_environment("GOOGLE_CLOUD_LOCATION");
  if (!location.empty()) options.location = location;
  const bool given = !settings.base_url.empty() || !from_environment(vertex.base_url_variable).empty();
  if (given || options.project.empty()) options.base_url = base_url_of(vertex, std::move(settings.base_url));
  options.access_token = key_of(vertex, std::move(settings.api_key));
  options.key_variable = vertex.key_variable;
  if (settings.capabilities) options.profile = gemini_profile_with(options.model, *std::move(settings.capabilities));
  return options;
}

OllamaOptions ollama_options(std::string model, ModelSettings settings) {
  if (settings.base_url.empty()) settings.base_url = from_environment(ollama.base_url_variable);
  const std::string host = from_environment("OLLAMA_HOST");
  if (settings.base_url.empty() && !host.empty()) settings.base_url = ollama_address(host);
  auto options = reached_by<OllamaOptions>(ollama, std::move(model), settings);
  if (settings.capabilities) options.capabilities = *std::move(settings.capabilities);
  return options;
}

BedrockOptions bedrock_options(std::string model, ModelSettings settings, BedrockDoor door) {
  BedrockOptions options;
  options.model = std::move(model);
  options.region = from_environment("AWS_REGION");
  if (options.region.empty()) options.region = from_environment("AWS_DEFAULT_REGION");
  options.base_url = settings.base_url.empty() ? bedrock_url_of(door) : std::move(settings.base_url);
  const bool given = !settings.api_key.empty();
  options.api_key = key_of(bedrock, std::move(settings.api_key));
  options.key_variable = bedrock.key_variable;
  AwsVariables aws;
  // AWS takes no API key for reranking.
  if (door == BedrockDoor::reranking && !given && aws.complete()) options.api_key = Secret();
  if (options.api_key.empty()) {
    if (!aws.complete()) {
      throw Error(ErrorCode::permission_denied,
                  "bedrock needs a key: set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and "
                  "AWS_SECRET_ACCESS_KEY, or ModelSettings::api_key");
    }
    options.access_key_id = std::move(aws.access_key_id);
    options.secret_access_key = std::move(aws.secret_access_key);
    options.session_token = std::move(aws.session_token);
    options.key_variable = "AWS_SECRET_ACCESS_KEY";
  }
  if (settings.capabilities) options.capabilities = *std::move(settings.capabilities);
  return options;
}

MistralOptions mistral_options(std::string model, ModelSettings settings) {
  auto options = reached_by<MistralOptions>(mistral, std::move(model), settings);
  if (settings.capabilities) options.capabilities = *std::move(settings.capabilities);
  return options;
}

OpenAiEmbedderOptions mistral_embedder_options(std::string model, ModelSettings settings) {
  OpenAiEmbedderOptions options;
  options.server = reached_by<OpenAiOptions>(mistral, std::move(model), settings);
  options.server.dialect.dimensions_field = "output_dimension";
  return options;
}

WatsonxOptions watsonx_options(std::string model, ModelSettings settings) {
  VendorAccess access = watsonx;
  Secret token = Secret::from_env(watsonx_token_variable);
  access.key_required = token.empty();
  auto options = reached_by<WatsonxOptions>(access, std::move(model), settings);
  if (options.api_key.empty()) {
    options.token = std::move(token);
    options.key_variable = watsonx_token_variable;
  }
  options.project_id = from_environment("WATSONX_PROJECT_ID");
  options.space_id = from_environment("WATSONX_SPACE_ID");
  if (settings.capabilities) options.capabilities = *std::move(settings.capabilities);
  return options;
}

CohereOptions cohere_options(std::string model, ModelSettings settings) {
  auto options = reached_by<CohereOptions>(cohere, std::move(model), settings);
  options.capabilities = std::move(settings.capabilities);
  return options;
}

JinaEmbedderOptions jina_options(std::string model, ModelSettings settings) {
  return reached_by<JinaEmbedderOptions>(jina, std::move(model), settings);
}

std::span<const RerankVendor> rerank_vendors() { return reranking; }

HttpRerankerOptions reranker_options(const RerankVendor& vendor, std::string model, ModelSettings settings) {
  auto options = reached_by<HttpRerankerOptions>(vendor.access, std::move(model), settings);
  options.dialect.path = vendor.path;
  options.dialect.texts_field = vendor.texts_field;
  options.dialect.top_field = vendor.top_field;
  options.dialect.decline_documents = vendor.decline_documents;
  options.max_texts = vendor.max_texts;
  return options;
}

}  // namespace baton::inline v0::detail
