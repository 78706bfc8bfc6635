#include "store_call.hpp"

#include <algorithm>
#include <span>

#include <baton/core/json.hpp>
#include <baton/http/client.hpp>

#include "core/ascii.hpp"
#include "record_check.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_answer_bytes = std::size_t{256} << 20;
constexpr std::size_t most_quoted = 500;
constexpr std::size_t most_deleted_at_once = 1'000;

ErrorCode code_of_status(int status) {
  if (status == 401 || status == 403) return ErrorCode::permission_denied;
  if (status == 404) return ErrorCode::not_found;
  if (status == 409) return ErrorCode::already_exists;
  if (status == 429) return ErrorCode::rate_limited;
  return status >= 500 ? ErrorCode::overloaded : ErrorCode::invalid_argument;
}

Error refusal(const StoreServer& server, const HttpResponse& response) {
  const std::string words = response.body.empty() ? "nothing" : response.body.substr(0, most_quoted);
  const bool later = response.status == 429 || response.status >= 500;
  return Error(code_of_status(response.status),
               server.vendor + " refused a call with status " + std::to_string(response.status) + " and said: " + words)
      .with_provider(server.vendor)
      .with_http(response.status, "")
      .with_retry(later);
}

}  // namespace

std::string store_url(std::string url, const std::string& vendor) {
  while (url.ends_with('/')) url.pop_back();
  if (!url.starts_with("http://") && !url.starts_with("https://")) {
    throw Error(ErrorCode::invalid_argument, "the URL of " + vendor + " must begin with http:// or https://");
  }
  return url;
}

Task<nlohmann::json> call_store(const StoreServer& server, std::string method, std::string path, nlohmann::json body,
                                Context context) {
  HttpRequest request{.method = std::move(method), .url = server.url + path};
  request.headers.push_back({.name = "content-type", .value = "application/json"});
  request.limits.bytes = most_answer_bytes;
  if (!server.credential.secret.empty()) request.credentials.push_back(server.credential);
  if (!body.is_null()) request.body = body.dump();
  const HttpResponse response = co_await HttpClient::of(context.runtime()).send(std::move(request), context);
  if (response.status < 200 || response.status > 299) throw refusal(server, response);
  co_return read_answer(server, [&] { return nlohmann::json(std::move(Json::parse(response.body).ref())); });
}

Task<void> delete_from_store(const StoreServer& server, std::string path, Context context) {
  try {
    static_cast<void>(co_await call_store(server, "DELETE", std::move(path), nlohmann::json(), std::move(context)));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
  }
}

Task<void> delete_in_parts(const StoreServer& server, std::string path, std::string member, std::vector<std::string> ids,
                           Context context) {
  for (std::span<const std::string> left = ids; !left.empty();) {
    const auto some = left.first(std::min(most_deleted_at_once, left.size()));
    nlohmann::json body;
    body[member] = std::vector<std::string>(some.begin(), some.end());
    static_cast<void>(co_await call_store(server, "POST", path, std::move(body), context));
    left = left.subspan(some.size());
  }
}

bool is_plain_name(std::string_view name) {
  return std::ranges::all_of(name, [](char c) { return ascii::is_alnum(c) || c == '.' || c == '_' || c == '-'; });
}

void check_collection(const std::string& what, const EmbedderInfo& present, const EmbedderInfo& given, bool by_cosine,
                      std::size_t format) {
  if (present != given) refuse_embedder(what, present, given);
  const std::string remedy = ": " + std::string(rebuild_it);
  if (!by_cosine) throw Error(ErrorCode::schema_mismatch, what + " does not compare by cosine" + remedy);
  if (format == collection_format) return;
  throw Error(ErrorCode::version_mismatch, what + " was filled by another version of baton, whose records lack what filters need" + remedy);
}

Error foreign_store_answer(const StoreServer& server) {
  return Error(ErrorCode::bad_response, server.vendor + " answered something that is not its protocol: check the URL (" +
                                            server.url + "), the server's version and any proxy in between")
      .with_provider(server.vendor);
}

Error broken_upsert(const Error& cause, std::size_t stored, std::size_t unknown, std::size_t all) {
  return Error(cause.code(), "the first " + std::to_string(stored) + " of " + std::to_string(all) +
                                 " records are stored, whether the next " + std::to_string(unknown) +
                                 " are is unknown: upsert all of them again")
      .with_provider(cause.provider())
      .with_retry(cause.retryable())
      .with_cause(cause);
}

}  // namespace baton::inline v0
