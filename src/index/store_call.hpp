#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/context.hpp>
#include <baton/core/error.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/http/http.hpp>
#include <baton/index/store.hpp>
#include <baton/index/vector_store.hpp>

#include "record_parts.hpp"

namespace baton::inline v0 {

/// A vector store that is reached by HTTP and speaks JSON.
struct StoreServer {
  std::string vendor;             ///< for errors
  std::string url;                ///< what stands before each path, without a slash at its end
  HttpCredential credential = {}; ///< left out when its secret is empty
};

/// `url` without a slash at its end, and `http://` or `https://` in front, or `invalid_argument`.
[[nodiscard]] std::string store_url(std::string url, const std::string& vendor);

/// One call: `body` is sent unless it is null, the answer's body is given. Throws `permission_denied`, `not_found`,
/// `already_exists`, `rate_limited`, `overloaded` (500 and above), `invalid_argument` (other refusals) with the
/// server's own words, and `bad_response` for an answer that is not JSON.
[[nodiscard]] Task<nlohmann::json> call_store(const StoreServer& server, std::string method, std::string path,
                                              nlohmann::json body, Context context);

/// `DELETE` of something that may be missing.
[[nodiscard]] Task<void> delete_from_store(const StoreServer& server, std::string path, Context context);

/// Posts `ids` as that member of a body, at most a thousand at a time.
[[nodiscard]] Task<void> delete_in_parts(const StoreServer& server, std::string path, std::string member,
                                         std::vector<std::string> ids, Context context);

/// Whether all of the name are letters, digits, '.', '_' and '-'.
[[nodiscard]] BATON_EXPORT bool is_plain_name(std::string_view name);

/// The form of what collections keep for filters; it is noted with them.
inline constexpr std::size_t collection_format = 2;

/// Throws `schema_mismatch` unless a collection was made by the embedder `given` and compares by cosine, and
/// `version_mismatch` unless its records have our form; `what` names it.
void check_collection(const std::string& what, const EmbedderInfo& present, const EmbedderInfo& given, bool by_cosine,
                      std::size_t format);

/// The error of an answer that lacks what the server's protocol promises.
[[nodiscard]] Error foreign_store_answer(const StoreServer& server);

/// `read()`, in which a member that is missing or has another type becomes `foreign_store_answer`.
template <class Read>
auto read_answer(const StoreServer& server, Read read) -> decltype(read()) {
  try {
    return read();
  } catch (const nlohmann::json::exception&) {
    throw foreign_store_answer(server);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::parse_error) throw;
    throw foreign_store_answer(server).with_cause(error);
  }
}

/// What broke an upsert that goes in several calls, with how much of it is stored.
[[nodiscard]] BATON_EXPORT Error broken_upsert(const Error& cause, std::size_t stored, std::size_t unknown,
                                              std::size_t all);

/// Gives `send` the records, `records_at_once` of them each time; says how many are stored when it fails in between.
template <class Send>
Task<void> upsert_in_parts(std::span<const VectorRecord> records, std::size_t number_bytes, Send send) {
  for (std::size_t done = 0, count = 0; done < records.size(); done += count) {
    const auto left = records.subspan(done);
    count = records_at_once(left, number_bytes);
    try {
      co_await send(left.first(count));
    } catch (const Error& error) {
      if (count == records.size()) throw;
      throw broken_upsert(error, done, count, records.size());
    }
  }
}

}  // namespace baton::inline v0
