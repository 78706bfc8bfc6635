#include "provider/watsonx/watsonx_rerank_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/watsonx/watsonx_server.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

WatsonxRerankerOptions checked_watsonx_reranker(WatsonxRerankerOptions options) {
  refuse_watsonx_deployment(options.server);
  options.server = checked_watsonx(std::move(options.server));
  return options;
}

}  // namespace

WatsonxRerankWire::WatsonxRerankWire(WatsonxRerankerOptions options)
    : options_(checked_watsonx_reranker(std::move(options))),
      service_{watsonx_peer(options_.server), options_.server.model, {options_.max_texts, options_.concurrency}} {}

HttpRequest WatsonxRerankWire::request(const std::string& query, std::span<const std::string> texts,
                                       std::size_t top) const {
  wire_json body = {{"query", query}, {"inputs", wire_json::array()}};
  for (const auto& text : texts) body["inputs"].push_back({{"text", text.empty() ? " " : text}});
  put_watsonx_owner(body, options_.server);
  if (options_.truncate_tokens > 0) body["parameters"]["truncate_input_tokens"] = options_.truncate_tokens;
  body["parameters"]["return_options"] = {{"top_n", top}};
  return watsonx_post(options_.server, "/ml/v1/text/rerank", body, false);
}

Reranked WatsonxRerankWire::read(const HttpHead& head, std::string_view body) const {
  const auto answer = parse_lenient(body, options_.server.limits);
  if (!answer) throw foreign_answer(service_.peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(service_.peer, head, *answer);
  const nlohmann::json* results = member_array(*answer, "results");
  if (results == nullptr) throw foreign_answer(service_.peer, head, body);
  Reranked ranked;
  for (const auto& result : *results) {
    const nlohmann::json* index = member(result, "index");
    const nlohmann::json* score = member(result, "score");
    if (index == nullptr || !index->is_number_unsigned() || score == nullptr || !score->is_number()) {
      refuse_ranks(service_.peer, head, "without an index and a score");
    }
    ranked.ranks.push_back({index->get<std::size_t>(), score->get<double>()});
  }
  ranked.input_tokens = member_count(*answer, "input_token_count");
  return ranked;
}

}  // namespace detail

std::shared_ptr<const Reranker> watsonx_reranker(WatsonxRerankerOptions options) {
  return detail::wire_reranker(std::make_unique<detail::WatsonxRerankWire>(std::move(options)));
}

}  // namespace baton::inline v0
