#pragma once

#include <span>
#include <string>
#include <string_view>

#include <baton/provider/anthropic.hpp>
#include <baton/provider/bedrock.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/ollama.hpp>
#include <baton/provider/openai.hpp>

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
  std::string_view seed_field = "seed";
  bool stream_usage = true;
  bool return_reasoning = false;
  bool base64_embeddings = false;
};

[[nodiscard]] std::span<const OpenAiVendor> openai_vendors();

/// The options of a vendor's model, from the settings, then the environment, then the row.
[[nodiscard]] OpenAiOptions options_of(const OpenAiVendor& vendor, std::string model,
                                       ModelSettings settings);
[[nodiscard]] AnthropicOptions anthropic_options(std::string model, ModelSettings settings);
[[nodiscard]] OllamaOptions ollama_options(std::string model, ModelSettings settings);
[[nodiscard]] BedrockOptions bedrock_options(std::string model, ModelSettings settings);

}  // namespace baton::inline v0::detail
