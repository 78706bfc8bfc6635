#include <utility>

#include <nlohmann/json.hpp>

#include "provider/form_body.hpp"
#include "provider/gemini/gemini_server.hpp"
#include "provider/json_fields.hpp"
#include "provider/listing/model_fields.hpp"
#include "provider/listing/vendor_listings.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

// Source: https://ai.google.dev/api/models.
ModelInfo gemini_model_info(const json& model) {
  constexpr std::string_view folder = "models/";
  ModelInfo info{.id = member_text(model, "name"), .display_name = member_text(model, "displayName")};
  if (info.id.starts_with(folder)) info.id.erase(0, folder.size());
  info.context_window = member_count(model, "inputTokenLimit");
  info.max_output_tokens = member_count(model, "outputTokenLimit");
  add_uses(info, member_array(model, "supportedGenerationMethods"),
           {{"generateContent", ModelInfo::Use::chat}, {"embedContent", ModelInfo::Use::embedding}});
  return info;
}

std::optional<ModelPage> read_gemini_models(const json& answer) {
  if (!answer.is_object()) return std::nullopt;
  const json* models = member_array(answer, "models");
  ModelPage page;
  page.next = percent_encoded(member_text(answer, "nextPageToken"));
  // Google leaves out what is empty, but an answer with neither is something else.
  if (models == nullptr && page.next.empty() && !answer.empty()) return std::nullopt;
  if (models == nullptr) return page;
  for (const auto& each : *models) {
    ModelInfo info = gemini_model_info(each);
    if (!info.id.empty()) page.models.push_back(std::move(info));
  }
  return page;
}

// Source: Google's discovery document of aiplatform v1beta1, `ListPublisherModelsResponse`: what a model can do
// is not told.
std::optional<ModelPage> read_vertex_models(const json& answer) {
  if (!answer.is_object()) return std::nullopt;
  const json* models = member_array(answer, "publisherModels");
  ModelPage page;
  page.next = percent_encoded(member_text(answer, "nextPageToken"));
  if (models == nullptr && page.next.empty() && !answer.empty()) return std::nullopt;
  if (models == nullptr) return page;
  for (const auto& each : *models) {
    const std::string name = member_text(each, "name");
    ModelInfo info{.id = name.substr(name.rfind('/') + 1)};
    if (!info.id.empty()) page.models.push_back(std::move(info));
  }
  return page;
}

}  // namespace

ModelListing vertex_listing(VertexOptions options) {
  options.model = "models";
  options.base_url = vertex_listing_url(options);
  const std::string project = options.project;
  GeminiServer server = gemini_server(std::move(options));
  Peer peer = peer_of(server);
  HttpRequest first = get_from(server, peer, "/models?pageSize=100", gemini_credential(server));
  // Whose quota it is, since no project is in the URL. Source: https://docs.cloud.google.com/docs/quotas/set-quota-project
  if (!project.empty()) first.headers.push_back({"x-goog-user-project", project});
  return {std::move(peer), std::move(first), "pageToken", read_vertex_models};
}

ModelListing gemini_listing(GeminiOptions options) {
  Peer peer = peer_of(options);
  HttpRequest first = get_from(options, peer, "/models?pageSize=1000", {"x-goog-api-key", "", options.api_key});
  return {std::move(peer), std::move(first), "pageToken", read_gemini_models};
}

}  // namespace baton::inline v0::detail
