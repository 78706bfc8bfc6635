#include "provider/bedrock/bedrock_rerank_wire.hpp"

#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/bedrock/bedrock_server.hpp"
#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

using nlohmann::json;

/// The service's model in botocore has "sigv4" as its only way to say who calls, where bedrock-runtime has
/// API keys as well.
BedrockOptions bedrock_rerank_server(BedrockRerankerOptions options) {
  BedrockOptions& server = options.server;
  if (!server.secret_access_key.empty()) server.api_key = Secret();
  if (server.base_url.empty() && !server.api_key.empty()) {
    throw Error(ErrorCode::permission_denied,
                "AWS takes no Bedrock API key for reranking: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or "
                "BedrockOptions::access_key_id and secret_access_key");
  }
  if (server.region.empty() && !server.model.starts_with("arn:")) {
    throw Error(ErrorCode::invalid_argument,
                "bedrock reranks by a model of a region: set AWS_REGION or BedrockOptions::region, or give the model's ARN");
  }
  if (options.max_texts > 1'000) {
    throw Error(ErrorCode::invalid_argument, "Bedrock reranks 1,000 texts in one request at most: lower max_texts");
  }
  return bedrock_server(std::move(server), "bedrock-agent-runtime");
}

std::string rerank_arn(const BedrockOptions& server) {
  if (server.model.starts_with("arn:")) return server.model;
  const bool china = server.region.starts_with("cn-");
  const bool government = server.region.starts_with("us-gov-");
  return std::string("arn:aws") + (china ? "-cn" : government ? "-us-gov" : "") + ":bedrock:" + server.region +
         "::foundation-model/" + server.model;
}

wire_json inline_text(const std::string& text) {
  wire_json document = {{"type", "TEXT"}, {"textDocument", {{"text", text.empty() ? " " : text}}}};
  return {{"type", "INLINE"}, {"inlineDocumentSource", std::move(document)}};
}

std::optional<Ranked> bedrock_rank(const json& item) {
  const json* index = member(item, "index");
  const json* score = member(item, "relevanceScore");
  if (index == nullptr || !index->is_number_unsigned() || score == nullptr || !score->is_number()) return std::nullopt;
  return Ranked{index->get<std::size_t>(), score->get<double>()};
}

}  // namespace

BedrockRerankWire::BedrockRerankWire(BedrockRerankerOptions options)
    : server_(bedrock_rerank_server(options)),
      service_{bedrock_peer(server_), server_.model, {options.max_texts, options.concurrency}} {}

HttpRequest BedrockRerankWire::request(const std::string& query, std::span<const std::string> texts,
                                       std::size_t top) const {
  wire_json body;
  body["queries"] = wire_json::array({{{"type", "TEXT"}, {"textQuery", {{"text", query}}}}});
  body["sources"] = wire_json::array();
  for (const auto& text : texts) body["sources"].push_back(inline_text(text));
  wire_json ranking = {{"numberOfResults", top}, {"modelConfiguration", {{"modelArn", rerank_arn(server_)}}}};
  body["rerankingConfiguration"] = {{"type", "BEDROCK_RERANKING_MODEL"},
                                    {"bedrockRerankingConfiguration", std::move(ranking)}};
  return bedrock_post(server_, "/rerank", to_text(body));
}

Reranked BedrockRerankWire::read(const HttpHead& head, std::string_view body) const {
  const auto answer = parse_lenient(body, server_.limits);
  if (!answer) throw foreign_answer(service_.peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(service_.peer, head, *answer);
  const json* results = member_array(*answer, "results");
  if (results == nullptr) throw foreign_answer(service_.peer, head, body);
  Reranked ranked;
  for (const auto& item : *results) {
    const auto rank = bedrock_rank(item);
    if (!rank) refuse_ranks(service_.peer, head, "without an index and a score");
    ranked.ranks.push_back(*rank);
  }
  return ranked;
}

}  // namespace detail

std::shared_ptr<const Reranker> bedrock_reranker(BedrockRerankerOptions options) {
  return detail::wire_reranker(std::make_unique<detail::BedrockRerankWire>(std::move(options)));
}

}  // namespace baton::inline v0
