#include <utility>

#include <nlohmann/json.hpp>

#include "provider/form_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/listing/model_fields.hpp"
#include "provider/listing/vendor_listings.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

// Source: Cohere API reference, "List Models", and Cohere's Python SDK, types/get_model_response.py.
std::optional<ModelPage> read_cohere_models(const json& answer) {
  const json* models = member_array(answer, "models");
  if (models == nullptr) return std::nullopt;
  ModelPage page;
  for (const auto& each : *models) {
    ModelInfo info{.id = member_text(each, "name")};
    if (info.id.empty()) continue;
    info.context_window = member_count(each, "context_length");
    add_uses(info, member_array(each, "endpoints"),
             {{"chat", ModelInfo::Use::chat}, {"embed", ModelInfo::Use::embedding}, {"rerank", ModelInfo::Use::reranking}});
    page.models.push_back(std::move(info));
  }
  page.next = percent_encoded(member_text(answer, "next_page_token"));
  return page;
}

}  // namespace

ModelListing cohere_listing(CohereOptions options) {
  Peer peer = peer_of(options);
  HttpRequest first = get_from(options, peer, "/v1/models?page_size=1000", bearer(options.api_key));
  return {std::move(peer), std::move(first), "page_token", read_cohere_models};
}

}  // namespace baton::inline v0::detail
