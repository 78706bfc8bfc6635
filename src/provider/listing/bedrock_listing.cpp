#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include <nlohmann/json.hpp>

#include "provider/bedrock/bedrock_server.hpp"
#include "provider/form_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/listing/model_fields.hpp"
#include "provider/listing/vendor_listings.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;
using BedrockUses = std::map<std::string, std::vector<ModelInfo::Use>>;  ///< by the id of the model

// Source of both lists: botocore's bedrock/2023-04-20/service-2.json, `FoundationModelSummary` and
// `InferenceProfileSummary`.
ModelInfo bedrock_model_info(const json& model) {
  using Use = ModelInfo::Use;
  ModelInfo info{.id = member_text(model, "modelId"), .display_name = member_text(model, "modelName")};
  if (const json* life = member(model, "modelLifecycle")) {
    info.created = parse_date(member_text(*life, "startOfLifeTime"));
  }
  // A reranker's output counts as text there.
  const bool ranks = info.id.find(".rerank-") != std::string::npos;
  add_uses(info, member_array(model, "outputModalities"),
           {{"TEXT", ranks ? Use::reranking : Use::chat}, {"EMBEDDING", Use::embedding}});
  return info;
}

bool is_called_directly(const json& model) {
  const json* types = member_array(model, "inferenceTypesSupported");
  return types != nullptr && std::find(types->begin(), types->end(), json("ON_DEMAND")) != types->end();
}

std::optional<ModelPage> read_bedrock_models(const json& answer, BedrockUses& uses) {
  const json* models = member_array(answer, "modelSummaries");
  if (models == nullptr) return std::nullopt;
  ModelPage page;
  for (const auto& each : *models) {
    ModelInfo info = bedrock_model_info(each);
    uses[info.id] = info.uses;
    if (!info.id.empty() && is_called_directly(each)) page.models.push_back(std::move(info));
  }
  return page;
}

/// A profile can do what its models can. It names them as they are in some region.
ModelInfo bedrock_profile_info(const json& profile, const BedrockUses& uses) {
  ModelInfo info{.id = member_text(profile, "inferenceProfileId"),
                 .display_name = member_text(profile, "inferenceProfileName")};
  info.created = parse_date(member_text(profile, "createdAt"));
  const json* models = member_array(profile, "models");
  if (models == nullptr) return info;
  for (const auto& model : *models) {
    const std::string arn = member_text(model, "modelArn");
    const auto known = uses.find(arn.substr(arn.find('/') + 1));
    if (known == uses.end()) continue;
    for (const auto use : known->second) add_use(info, use);
  }
  return info;
}

std::optional<ModelPage> read_bedrock_profiles(const json& answer, const BedrockUses& uses) {
  const json* profiles = member_array(answer, "inferenceProfileSummaries");
  if (profiles == nullptr) return std::nullopt;
  ModelPage page;
  for (const auto& each : *profiles) {
    ModelInfo info = bedrock_profile_info(each, uses);
    if (!info.id.empty()) page.models.push_back(std::move(info));
  }
  page.next = percent_encoded(member_text(answer, "nextToken"));
  return page;
}

ModelListing bedrock_listing(BedrockOptions options, std::string_view path) {
  Peer peer = bedrock_peer(options);
  HttpRequest first = get_from(options, peer, path, bearer(options.api_key));
  ModelListing listing{std::move(peer), std::move(first), "nextToken", {}};
  listing.sign = [options = std::move(options)](HttpRequest& request) { sign_bedrock(request, options); };
  return listing;
}

}  // namespace

Task<std::vector<ModelInfo>> list_bedrock_models(BedrockOptions options, Context context) {
  options.model = "models";
  options = bedrock_server(std::move(options), "bedrock");
  BedrockUses uses;
  ModelListing models = bedrock_listing(options, "/foundation-models");
  models.read = [&uses](const json& answer) { return read_bedrock_models(answer, uses); };
  std::vector<ModelInfo> all = co_await list_pages(std::move(models), context);
  ModelListing profiles = bedrock_listing(std::move(options), "/inference-profiles?maxResults=1000");
  profiles.read = [&uses](const json& answer) { return read_bedrock_profiles(answer, uses); };
  std::vector<ModelInfo> through = co_await list_pages(std::move(profiles), std::move(context));
  std::move(through.begin(), through.end(), std::back_inserter(all));
  co_return all;
}

}  // namespace baton::inline v0::detail
