#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_fields.hpp"
#include "provider/listing/model_fields.hpp"
#include "provider/listing/vendor_listings.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

// Source: Ollama's docs/api.md, "List Local Models", and api/types.go, `ListModelResponse` and `ModelDetails`;
// older servers tell neither the capabilities nor the length of the context.
ModelInfo ollama_model_info(const json& model) {
  ModelInfo info{.id = member_text(model, "name")};
  if (const json* details = member(model, "details")) info.context_window = member_count(*details, "context_length");
  // The server tells only when it got the model, or when that was changed last.
  info.created = parse_date(member_text(model, "modified_at"));
  add_uses(info, member_array(model, "capabilities"),
           {{"completion", ModelInfo::Use::chat}, {"embedding", ModelInfo::Use::embedding}});
  return info;
}

std::optional<ModelPage> read_ollama_models(const json& answer) {
  const json* models = member_array(answer, "models");
  if (models == nullptr) return std::nullopt;
  ModelPage page;
  for (const auto& each : *models) {
    ModelInfo info = ollama_model_info(each);
    if (!info.id.empty()) page.models.push_back(std::move(info));
  }
  return page;
}

}  // namespace

ModelListing ollama_listing(OllamaOptions options) {
  Peer peer = peer_of(options);
  HttpRequest first = get_from(options, peer, "/api/tags", bearer(options.api_key));
  return {std::move(peer), std::move(first), "", read_ollama_models};
}

}  // namespace baton::inline v0::detail
