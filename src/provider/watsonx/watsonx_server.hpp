#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <baton/http/http.hpp>
#include <baton/provider/watsonx.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// Throws `invalid_argument` for options that can never work; makes `tokens` of an API key.
[[nodiscard]] WatsonxOptions checked_watsonx(WatsonxOptions options);

/// Makes `tokens` of an API key.
void put_iam_tokens(WatsonxOptions& options);

/// Whom these options call.
[[nodiscard]] Peer watsonx_peer(const WatsonxOptions& options);

/// A POST of `body` to a path with the version behind it, without a key where there are `tokens`.
[[nodiscard]] HttpRequest watsonx_post(const WatsonxOptions& options, std::string_view path,
                                       const nlohmann::ordered_json& body, bool stream);

/// The id in "deployment/ID", or nothing.
[[nodiscard]] std::string_view watsonx_deployment(const WatsonxOptions& options);

/// Throws `invalid_argument` for what only models do.
void refuse_watsonx_deployment(const WatsonxOptions& options);

/// Names the model and the project or space, except to a deployment, which knows them.
void put_watsonx_owner(nlohmann::ordered_json& body, const WatsonxOptions& options);

}  // namespace baton::inline v0::detail
