#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/secret.hpp>
#include <baton/http/http.hpp>
#include <baton/provider/capabilities.hpp>
#include <baton/provider/chat_model.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/token_source.hpp>

namespace baton::inline v0 {

/// An application that is registered with Microsoft Entra ID.
struct EntraOptions {
  std::string tenant{};  ///< the directory's id, or a domain of it
  std::string client_id{};
  Secret client_secret{};
  std::string scope = "https://ai.azure.com/.default";
  std::string authority = "https://login.microsoftonline.com";
  HttpTimeouts timeouts{};
};

/// Tokens for the application itself, by the client-credentials grant of OAuth 2.0.
///
/// Nothing is sent before a call needs a token. Throws `invalid_argument` for an empty member or an
/// authority that is not http(s); fetching throws `permission_denied` with what Entra says (AADSTS…),
/// never the secret, and errors of the network. Share the source between the models of one application.
/// Source: Microsoft identity platform, "OAuth 2.0 client credentials flow".
///
///     auto tokens = entra_tokens({.tenant = "contoso.com", .client_id = "6731de76-…",
///                                 .client_secret = Secret::from_env("AZURE_CLIENT_SECRET")});
///     Model gpt(azure_model({.model = "my-deployment", .base_url = "https://contoso.openai.azure.com",
///                            .tokens = tokens}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const TokenSource> entra_tokens(EntraOptions options);

/// A deployment of Azure OpenAI, or of another model of Microsoft Foundry. Either a key or tokens.
struct AzureOptions {
  std::string model{};     ///< the deployment's name
  std::string base_url{};  ///< "https://NAME.openai.azure.com"; "/openai/v1" follows unless it has a path
  Secret api_key{};
  std::string key_variable{};                   ///< where the key came from, for the advice in errors
  std::shared_ptr<const TokenSource> tokens{};  ///< such as `entra_tokens`
  std::vector<HttpHeader> headers{};            ///< sent with every request; no secrets here
  std::string reasoning_summary{};              ///< as in `OpenAiResponsesOptions`
  std::optional<Capabilities> capabilities{};   ///< instead of what is known of a model of that name
  HttpTimeouts timeouts{};
  Limits limits{};
};

/// A chat model behind Azure's chat completions, "azure/DEPLOYMENT", and behind its Responses protocol,
/// "azure-responses/DEPLOYMENT": `openai_model` and `openai_responses_model` at Azure's address, by
/// Azure's `api-key` or by tokens. A request that the content filter stops is `content_filtered`; an
/// answer that it stops has the finish reason `content_filter`. Source: Microsoft Foundry, "Azure OpenAI
/// in Microsoft Foundry Models v1 API"; dated API versions and their addresses are not spoken.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> azure_model(AzureOptions options);
[[nodiscard]] BATON_EXPORT std::shared_ptr<const ChatModel> azure_responses_model(AzureOptions options);

/// An embedding model there. `dimensions`: ask for shortened vectors; 0: the model's own length.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Embedder> azure_embedder(AzureOptions options,
                                                                          std::size_t dimensions = 0);

}  // namespace baton::inline v0
