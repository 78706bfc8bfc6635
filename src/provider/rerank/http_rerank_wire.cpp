#include "provider/rerank/http_rerank_wire.hpp"

#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/server.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

using nlohmann::json;

/// Nothing when it is no result.
std::optional<Ranked> ranked_from(const json& item) {
  const json* index = member(item, "index");
  const json* score = member(item, "relevance_score");
  if (score == nullptr) score = member(item, "score");
  if (index == nullptr || !index->is_number_unsigned() || score == nullptr || !score->is_number()) return std::nullopt;
  return Ranked{index->get<std::size_t>(), score->get<double>()};
}

const json* results_in(const json& answer) {
  if (answer.is_array()) return &answer;
  const json* results = member_array(answer, "results");
  return results != nullptr ? results : member_array(answer, "data");
}

}  // namespace

HttpRerankWire::HttpRerankWire(HttpRerankerOptions options)
    : options_(checked(std::move(options))),
      service_{peer_of(options_), options_.model, {options_.max_texts, options_.concurrency}} {}

HttpRequest HttpRerankWire::request(const std::string& query, std::span<const std::string> texts,
                                    std::size_t top) const {
  const RerankDialect& dialect = options_.dialect;
  wire_json body = {{"model", options_.model}, {"query", query}, {dialect.texts_field, wire_json::array()}};
  for (const auto& text : texts) body[dialect.texts_field].push_back(text.empty() ? " " : text);
  if (!dialect.top_field.empty()) body[dialect.top_field] = top;
  if (dialect.decline_documents) body["return_documents"] = false;
  return post_to(options_, dialect.path, to_text(body), false, bearer(options_.api_key));
}

Reranked HttpRerankWire::read(const HttpHead& head, std::string_view body) const {
  const auto answer = parse_lenient(body, options_.limits);
  if (!answer) throw foreign_answer(service_.peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(service_.peer, head, *answer);
  const json* results = results_in(*answer);
  if (results == nullptr) throw foreign_answer(service_.peer, head, body);
  Reranked ranked;
  for (const auto& item : *results) {
    const auto rank = ranked_from(item);
    if (!rank) refuse_ranks(service_.peer, head, "without an index and a score");
    ranked.ranks.push_back(*rank);
  }
  if (const json* usage = member(*answer, "usage")) ranked.input_tokens = member_count(*usage, "total_tokens");
  return ranked;
}

}  // namespace detail

std::shared_ptr<const Reranker> http_reranker(HttpRerankerOptions options) {
  return detail::wire_reranker(std::make_unique<detail::HttpRerankWire>(std::move(options)));
}

}  // namespace baton::inline v0
