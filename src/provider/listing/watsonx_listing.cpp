#include <utility>

#include <nlohmann/json.hpp>

#include "provider/form_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/listing/model_fields.hpp"
#include "provider/listing/vendor_listings.hpp"
#include "provider/watsonx/watsonx_server.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

// Source: IBM's SDK for Node.js, FoundationModels, and the recorded answer in the tests of IBM's SDK for
// Java, foundation_model_response.json.
void put_watsonx_uses(ModelInfo& info, const json& model) {
  using Use = ModelInfo::Use;
  const json* functions = member_array(model, "functions");
  if (functions == nullptr) return;
  for (const auto& each : *functions) {
    const std::string id = member_text(each, "id");
    if (id == "text_chat" || id == "image_chat") add_use(info, Use::chat);
    if (id == "embedding") add_use(info, Use::embedding);
    if (id == "rerank") add_use(info, Use::reranking);
  }
}

std::optional<std::chrono::sys_seconds> watsonx_available_since(const json& model) {
  const json* states = member_array(model, "lifecycle");
  if (states == nullptr) return std::nullopt;
  for (const auto& each : *states) {
    if (member_text(each, "id") == "available") return parse_date(member_text(each, "start_date"));
  }
  return std::nullopt;
}

ModelInfo watsonx_model_info(const json& model) {
  ModelInfo info{.id = member_text(model, "model_id"), .display_name = member_text(model, "label")};
  if (const json* most = member(model, "model_limits")) {
    info.context_window = member_count(*most, "max_sequence_length");
    info.max_output_tokens = member_count(*most, "max_output_tokens");
  }
  info.created = watsonx_available_since(model);
  put_watsonx_uses(info, model);
  return info;
}

std::optional<ModelPage> read_watsonx_models(const json& answer) {
  const json* models = member_array(answer, "resources");
  if (models == nullptr) return std::nullopt;
  ModelPage page;
  for (const auto& each : *models) {
    ModelInfo info = watsonx_model_info(each);
    if (!info.id.empty()) page.models.push_back(std::move(info));
  }
  if (const json* next = member(answer, "next")) page.next = url_parameter(member_text(*next, "href"), "start");
  return page;
}

}  // namespace

ModelListing watsonx_listing(WatsonxOptions options) {
  put_iam_tokens(options);
  Peer peer = watsonx_peer(options);
  const std::string path = "/ml/v1/foundation_model_specs?version=" + percent_encoded(options.version) + "&limit=200";
  HttpRequest first = get_from(options, peer, path, bearer(options.tokens ? Secret() : options.token));
  return {std::move(peer), std::move(first), "start", read_watsonx_models};
}

}  // namespace baton::inline v0::detail
