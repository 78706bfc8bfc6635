#include <initializer_list>
#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_fields.hpp"
#include "provider/listing/model_fields.hpp"
#include "provider/listing/vendor_listings.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

// OpenAI tells only the id and the time (its Python SDK, types/model.py); the others add what they know
// under names of their own, which do not contradict each other:
//   OpenRouter   name, context_length, top_provider, architecture   https://openrouter.ai/docs/models
//   Together     a bare array; type, display_name, context_length   https://docs.together.ai/reference/models
//   Groq         context_window, max_completion_tokens              Groq API reference, "List models"
//   vLLM         max_model_len                                      its OpenAI-compatible server, ModelCard
//   Mistral      name, max_context_length, capabilities             Mistral's Python SDK, basemodelcard.py
//   Azure        created_at, capabilities                           Azure OpenAI REST reference, "Models - List"

std::int64_t first_openai_count(const json& model, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const std::int64_t count = member_count(model, name); count != 0) return count;
  }
  return 0;
}

bool openai_flag(const json* flags, const char* name) {
  const json* value = flags == nullptr ? nullptr : member(*flags, name);
  return value != nullptr && *value == true;
}

void put_openai_uses(ModelInfo& info, const json& model) {
  using Use = ModelInfo::Use;
  const std::string type = member_text(model, "type");
  if (type == "chat") add_use(info, Use::chat);
  if (type == "embedding") add_use(info, Use::embedding);
  if (type == "rerank") add_use(info, Use::reranking);
  if (const json* architecture = member(model, "architecture")) {
    add_uses(info, member_array(*architecture, "output_modalities"), {{"text", Use::chat}});
  }
  const json* can = member(model, "capabilities");
  if (openai_flag(can, "chat_completion") || openai_flag(can, "completion_chat")) add_use(info, Use::chat);
  if (openai_flag(can, "embeddings")) add_use(info, Use::embedding);
}

ModelInfo openai_model_info(const json& model) {
  ModelInfo info{.id = member_text(model, "id"), .display_name = member_text(model, "display_name")};
  if (info.display_name.empty()) info.display_name = member_text(model, "name");
  info.context_window =
      first_openai_count(model, {"context_length", "context_window", "max_context_length", "max_model_len"});
  info.max_output_tokens = member_count(model, "max_completion_tokens");
  const json* provider = member(model, "top_provider");
  if (provider != nullptr && info.max_output_tokens == 0) {
    info.max_output_tokens = member_count(*provider, "max_completion_tokens");
  }
  info.created = member_seconds(model, "created");
  if (!info.created) info.created = member_seconds(model, "created_at");
  put_openai_uses(info, model);
  return info;
}

std::optional<ModelPage> read_openai_models(const json& answer) {
  const json* models = answer.is_array() ? &answer : member_array(answer, "data");
  if (models == nullptr) return std::nullopt;
  ModelPage page;
  for (const auto& each : *models) {
    ModelInfo info = openai_model_info(each);
    if (!info.id.empty()) page.models.push_back(std::move(info));
  }
  // OpenRouter's: "/api/v1/models?offset=500&limit=500". (Its SDK for TypeScript, ModelsListResponseLinks.)
  if (const json* links = member(answer, "links")) page.next = url_parameter(member_text(*links, "next"), "offset");
  return page;
}

}  // namespace

ModelListing openai_listing(Peer peer, HttpRequest first) {
  return {std::move(peer), std::move(first), "offset", read_openai_models};
}

}  // namespace baton::inline v0::detail
