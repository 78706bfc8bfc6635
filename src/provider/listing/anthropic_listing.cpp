#include <utility>

#include <nlohmann/json.hpp>

#include "provider/form_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/listing/model_fields.hpp"
#include "provider/listing/vendor_listings.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

// Source: Claude API reference, "List Models", and Anthropic's Python SDK, types/model_info.py.
std::optional<ModelPage> read_anthropic_models(const json& answer) {
  const json* models = member_array(answer, "data");
  if (models == nullptr) return std::nullopt;
  ModelPage page;
  for (const auto& each : *models) {
    ModelInfo info{.id = member_text(each, "id"), .display_name = member_text(each, "display_name")};
    // A retired model stays in the list, and calls of it fail.
    if (info.id.empty() || member_text(each, "lifecycle") == "retired") continue;
    info.context_window = member_count(each, "max_input_tokens");
    info.max_output_tokens = member_count(each, "max_tokens");
    info.created = parse_date(member_text(each, "created_at"));
    info.uses = {ModelInfo::Use::chat};
    page.models.push_back(std::move(info));
  }
  const json* more = member(answer, "has_more");
  if (more != nullptr && *more == true) page.next = percent_encoded(member_text(answer, "last_id"));
  return page;
}

}  // namespace

ModelListing anthropic_listing(AnthropicOptions options) {
  Peer peer = peer_of(options);
  HttpRequest first = get_from(options, peer, "/v1/models?limit=1000", {"x-api-key", "", options.api_key});
  first.headers.push_back({"anthropic-version", options.version});
  return {std::move(peer), std::move(first), "after_id", read_anthropic_models};
}

}  // namespace baton::inline v0::detail
