#include "provider/vendors.hpp"

#include <array>
#include <cstdlib>
#include <utility>

#include <baton/core/error.hpp>

#include "provider/ollama/ollama_request.hpp"

namespace baton::inline v0::detail {
namespace {

// Mistral refuses members it does not know, stream_options among them, and sends usage anyway.
constexpr std::array<OpenAiVendor, 12> vendors = {{
    {.access = {.name = "openai", .base_url = "https://api.openai.com/v1", .key_variable = "OPENAI_API_KEY",
     .key_required = true, .base_url_variable = "OPENAI_BASE_URL"},
     .max_tokens_field = "max_completion_tokens", .base64_embeddings = true},
    {.access = {.name = "openrouter", .base_url = "https://openrouter.ai/api/v1",
     .key_variable = "OPENROUTER_API_KEY", .key_required = true,
     .base_url_variable = "OPENROUTER_BASE_URL"}},
    {.access = {.name = "groq", .base_url = "https://api.groq.com/openai/v1", .key_variable = "GROQ_API_KEY",
     .key_required = true, .base_url_variable = "GROQ_BASE_URL"}},
    {.access = {.name = "deepseek", .base_url = "https://api.deepseek.com", .key_variable = "DEEPSEEK_API_KEY",
     .key_required = true, .base_url_variable = "DEEPSEEK_BASE_URL"}, .return_reasoning = true},
    {.access = {.name = "together", .base_url = "https://api.together.ai/v1", .key_variable = "TOGETHER_API_KEY",
     .key_required = true, .base_url_variable = "TOGETHER_BASE_URL"}},
    {.access = {.name = "fireworks", .base_url = "https://api.fireworks.ai/inference/v1",
     .key_variable = "FIREWORKS_API_KEY", .key_required = true,
     .base_url_variable = "FIREWORKS_BASE_URL"}},
    {.access = {.name = "mistral", .base_url = "https://api.mistral.ai/v1", .key_variable = "MISTRAL_API_KEY",
     .key_required = true, .base_url_variable = "MISTRAL_BASE_URL"}, .seed_field = "random_seed",
     .stream_usage = false},
    {.access = {.name = "xai", .base_url = "https://api.x.ai/v1", .key_variable = "XAI_API_KEY",
     .key_required = true, .base_url_variable = "XAI_BASE_URL"}},
    {.access = {.name = "lmstudio", .base_url = "http://localhost:1234/v1", .key_variable = "LMSTUDIO_API_KEY",
     .key_required = false, .base_url_variable = "LMSTUDIO_BASE_URL"}},
    {.access = {.name = "vllm", .base_url = "http://localhost:8000/v1", .key_variable = "VLLM_API_KEY",
     .key_required = false, .base_url_variable = "VLLM_BASE_URL"}},
    {.access = {.name = "llamacpp", .base_url = "http://localhost:8080/v1", .key_variable = "LLAMA_API_KEY",
     .key_required = false, .base_url_variable = "LLAMACPP_BASE_URL"}},
    {.access = {.name = "openai-compatible", .base_url = "", .key_variable = "OPENAI_COMPATIBLE_API_KEY",
     .key_required = false, .base_url_variable = "OPENAI_COMPATIBLE_BASE_URL"}},
}};

constexpr VendorAccess anthropic = {.name = "anthropic", .base_url = "https://api.anthropic.com",
                                    .key_variable = "ANTHROPIC_API_KEY", .key_required = true,
                                    .base_url_variable = "ANTHROPIC_BASE_URL"};

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

}  // namespace

std::span<const OpenAiVendor> openai_vendors() { return vendors; }

OpenAiOptions options_of(const OpenAiVendor& vendor, std::string model, ModelSettings settings) {
  auto options = reached_by<OpenAiOptions>(vendor.access, std::move(model), settings);
  if (settings.capabilities) options.capabilities = *std::move(settings.capabilities);
  options.dialect.max_tokens_field = vendor.max_tokens_field;
  options.dialect.seed_field = vendor.seed_field;
  options.dialect.stream_usage = vendor.stream_usage;
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

OllamaOptions ollama_options(std::string model, ModelSettings settings) {
  if (settings.base_url.empty()) settings.base_url = from_environment(ollama.base_url_variable);
  const std::string host = from_environment("OLLAMA_HOST");
  if (settings.base_url.empty() && !host.empty()) settings.base_url = ollama_address(host);
  auto options = reached_by<OllamaOptions>(ollama, std::move(model), settings);
  if (settings.capabilities) options.capabilities = *std::move(settings.capabilities);
  return options;
}

BedrockOptions bedrock_options(std::string model, ModelSettings settings) {
  BedrockOptions options;
  options.model = std::move(model);
  options.region = from_environment("AWS_REGION");
  if (options.region.empty()) options.region = from_environment("AWS_DEFAULT_REGION");
  options.base_url = std::move(settings.base_url);
  if (options.base_url.empty()) options.base_url = from_environment(bedrock.base_url_variable);
  options.api_key = key_of(bedrock, std::move(settings.api_key));
  options.key_variable = bedrock.key_variable;
  if (options.api_key.empty()) {
    options.access_key_id = from_environment("AWS_ACCESS_KEY_ID");
    options.secret_access_key = Secret::from_env("AWS_SECRET_ACCESS_KEY");
    options.session_token = Secret::from_env("AWS_SESSION_TOKEN");
    options.key_variable = "AWS_SECRET_ACCESS_KEY";
  }
  if (options.api_key.empty() && (options.access_key_id.empty() || options.secret_access_key.empty())) {
    throw Error(ErrorCode::permission_denied,
                "bedrock needs a key: set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and "
                "AWS_SECRET_ACCESS_KEY, or ModelSettings::api_key");
  }
  if (settings.capabilities) options.capabilities = *std::move(settings.capabilities);
  return options;
}

}  // namespace baton::inline v0::detail
