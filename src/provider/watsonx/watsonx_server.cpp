#include "provider/watsonx/watsonx_server.hpp"

#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/provider/iam.hpp>

#include "provider/form_body.hpp"
#include "provider/json_body.hpp"
#include "provider/server.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::string_view deployment_prefix = "deployment/";

}  // namespace

Peer watsonx_peer(const WatsonxOptions& options) {
  const Secret& key = options.api_key.empty() ? options.token : options.api_key;
  return {options.vendor, options.key_variable, key, options.tokens};
}

WatsonxOptions checked_watsonx(WatsonxOptions options) {
  check_server(watsonx_peer(options), options.model, options.base_url);
  const bool owned = !options.project_id.empty() || !options.space_id.empty();
  if (!owned && watsonx_deployment(options).empty()) {
    throw Error(ErrorCode::invalid_argument,
                "a model of watsonx needs a project or a space: set project_id or space_id (in the environment "
                "WATSONX_PROJECT_ID or WATSONX_SPACE_ID)");
  }
  put_iam_tokens(options);
  return options;
}

void put_iam_tokens(WatsonxOptions& options) {
  if (options.tokens || options.api_key.empty()) return;
  options.tokens = iam_tokens({.api_key = options.api_key, .key_variable = options.key_variable});
}

HttpRequest watsonx_post(const WatsonxOptions& options, std::string_view path, const wire_json& body,
                         bool stream) {
  return post_to(options, std::string(path) + "?version=" + percent_encoded(options.version), to_text(body),
                 stream, bearer(options.tokens ? Secret() : options.token));
}

std::string_view watsonx_deployment(const WatsonxOptions& options) {
  std::string_view model = options.model;
  if (!model.starts_with(deployment_prefix)) return {};
  model.remove_prefix(deployment_prefix.size());
  return model;
}

void refuse_watsonx_deployment(const WatsonxOptions& options) {
  if (watsonx_deployment(options).empty()) return;
  throw Error(ErrorCode::invalid_argument, "watsonx embeds and reranks with its models only: name one instead of a deployment");
}

void put_watsonx_owner(wire_json& body, const WatsonxOptions& options) {
  if (!watsonx_deployment(options).empty()) return;
  body["model_id"] = options.model;
  if (!options.project_id.empty()) {
    body["project_id"] = options.project_id;
  } else {
    body["space_id"] = options.space_id;
  }
}

}  // namespace baton::inline v0::detail
