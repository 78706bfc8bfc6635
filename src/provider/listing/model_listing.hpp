#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/context.hpp>
#include <baton/core/task.hpp>
#include <baton/http/http.hpp>
#include <baton/provider/model_list.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// One page of a vendor's models.
struct ModelPage {
  std::vector<ModelInfo> models;
  std::string next;  ///< where the next page begins, as it stands in a URL; empty: this is the last
};

/// How a vendor lists its models: values and pure functions, without any I/O.
struct ModelListing {
  Peer peer;
  HttpRequest first;       ///< asks for the first page; with the key, unless the peer has `tokens`
  std::string_view place;  ///< the query parameter that takes `ModelPage::next`
  /// Nothing when the answer is not of this protocol.
  std::function<std::optional<ModelPage>(const nlohmann::json& answer)> read;
  /// Of a vendor whose requests are signed one by one; else empty.
  std::function<void(HttpRequest& request)> sign{};
};

/// All pages. Throws `limit_exceeded` beyond a hundred of them, and when together they are larger than
/// one answer may be (`Limits::bytes`).
[[nodiscard]] Task<std::vector<ModelInfo>> list_pages(ModelListing listing, Context context);

}  // namespace baton::inline v0::detail
