#include "provider/listing/model_listing.hpp"

#include <cstddef>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/authorized.hpp"
#include "provider/json_fields.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t most_model_pages = 100;

HttpRequest request_of(const ModelListing& listing, const std::string& next) {
  HttpRequest request = listing.first;
  if (!next.empty()) {
    request.url += request.url.find('?') == std::string::npos ? '?' : '&';
    request.url += std::string(listing.place) + "=" + next;
  }
  if (listing.sign) listing.sign(request);
  return request;
}

ModelPage read_page(const ModelListing& listing, const HttpResponse& answer) {
  const Peer& peer = listing.peer;
  if (!succeeded(answer)) throw vendor_http_error(peer, answer, answer.body);
  const auto value = parse_lenient(answer.body, listing.first.limits);
  if (!value) throw foreign_answer(peer, answer, answer.body);
  if (value->is_string() || is_error_body(*value)) throw vendor_body_error(peer, answer, *value);
  auto page = listing.read(*value);
  if (!page) throw foreign_answer(peer, answer, answer.body);
  return *std::move(page);
}

[[noreturn]] void refuse_more(const Peer& peer) {
  throw Error(ErrorCode::limit_exceeded,
              peer.vendor + " does not come to an end of its models: check the base URL and any proxy in between")
      .with_provider(peer.vendor);
}

Task<std::vector<ModelInfo>> all_pages(const ModelListing& listing, Context context) {
  std::vector<ModelInfo> models;
  std::string next;
  std::size_t bytes = 0;
  for (std::size_t pages = 0; pages < most_model_pages; ++pages) {
    HttpRequest get = request_of(listing, next);
    const HttpResponse answer = co_await send_authorized(listing.peer, std::move(get), context);
    bytes += answer.body.size();
    if (bytes > listing.first.limits.bytes) break;
    ModelPage page = read_page(listing, answer);
    std::move(page.models.begin(), page.models.end(), std::back_inserter(models));
    if (page.next.empty()) co_return models;
    if (page.next == next) break;
    next = std::move(page.next);
  }
  refuse_more(listing.peer);
}

}  // namespace

Task<std::vector<ModelInfo>> list_pages(ModelListing listing, Context context) {
  try {
    co_return co_await all_pages(listing, std::move(context));
  } catch (...) {
    const Error error = current_error();
    throw error.provider().empty() ? error.with_provider(listing.peer.vendor) : error;
  }
}

}  // namespace baton::inline v0::detail
