#pragma once

#include <utility>
#include <vector>

#include <baton/provider/anthropic.hpp>
#include <baton/provider/bedrock.hpp>
#include <baton/provider/cohere.hpp>
#include <baton/provider/gemini.hpp>
#include <baton/provider/ollama.hpp>
#include <baton/provider/watsonx.hpp>

#include "provider/listing/model_listing.hpp"
#include "provider/server.hpp"

namespace baton::inline v0::detail {

// How each vendor lists its models. All throw `invalid_argument` for a server that can never be called;
// the name of a model in the options is not looked at.

[[nodiscard]] ModelListing openai_listing(Peer peer, HttpRequest first);

/// `GET {base_url}/models` of OpenAI and of all who speak its protocols.
template <class Options>
[[nodiscard]] ModelListing openai_listing(Options options) {
  Peer peer = peer_of(options);
  HttpRequest first = get_from(options, peer, "/models", key_credential(options));
  return openai_listing(std::move(peer), std::move(first));
}

[[nodiscard]] ModelListing anthropic_listing(AnthropicOptions options);
[[nodiscard]] ModelListing gemini_listing(GeminiOptions options);
/// `GET {base_url}/api/tags`: the models that the server has.
[[nodiscard]] ModelListing ollama_listing(OllamaOptions options);
/// Google's own models in Vertex AI.
[[nodiscard]] ModelListing vertex_listing(VertexOptions options);
[[nodiscard]] ModelListing cohere_listing(CohereOptions options);
/// Two lists in one: `GET {base_url}/foundation-models`, of which those that can be called by their own id,
/// then `/inference-profiles`, through which the others are called.
[[nodiscard]] Task<std::vector<ModelInfo>> list_bedrock_models(BedrockOptions options, Context context);
[[nodiscard]] ModelListing watsonx_listing(WatsonxOptions options);

}  // namespace baton::inline v0::detail
