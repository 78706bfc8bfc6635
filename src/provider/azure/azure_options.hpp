#pragma once

#include <baton/provider/azure.hpp>
#include <baton/provider/openai.hpp>
#include <baton/provider/openai_responses.hpp>

namespace baton::inline v0::detail {

/// How OpenAI's adapters reach a deployment at Azure.
[[nodiscard]] OpenAiOptions azure_chat_options(AzureOptions azure);
[[nodiscard]] OpenAiResponsesOptions azure_responses_options(AzureOptions azure);

}  // namespace baton::inline v0::detail
