#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/task.hpp>
#include <baton/document/loader.hpp>

namespace baton::inline v0 {

/// One thing that a server has: a resource of an MCP server, an item an endpoint returns, a row.
struct SourceItem {
  std::string uri = {};         ///< becomes the source of its documents
  std::string bytes = {};
  std::string media_type = {};  ///< empty: that of the name in `uri`, or of the bytes
  std::string title = {};       ///< used where the loader finds none
  Json metadata = {};           ///< an object: added to what the loader finds
};

/// A page of a listing.
struct SourcePage {
  std::vector<SourceItem> items = {};
  std::string next = {};  ///< the cursor of the page that follows; empty on the last
};

/// Asks a server for the page at a cursor, "" for the first. It is the whole interface by which something that is
/// no folder becomes a source of documents. For an MCP server: `resources/list` with the cursor, `resources/read` for
/// each of its resources. For an endpoint of an OpenAPI document: the call with its paging parameter.
using ListDocuments = std::function<Task<SourcePage>(std::string cursor, Context context)>;

struct SourceOptions {
  LoadOptions load = {};
  std::size_t max_pages = 1000;
  std::size_t max_items = 10'000;
  std::size_t max_bytes = std::size_t{256} << 20;  ///< of all items
  /// Called after each page with how many items are done. May throw to stop.
  std::function<void(std::size_t items)> on_progress = {};
};

/// Loads all that a listing gives, each item by the loader of its type.
///
/// An item that cannot be loaded is in `Loaded::skipped` and does not stop the run. Throws what `list` throws;
/// `limit_exceeded` beyond the limits; `bad_response` for a listing whose cursor comes back, which would never end.
///
///     Loaded all = sync_wait(load_documents([client](std::string cursor, Context c) { return client->notes(cursor, c); }, {}, context));
[[nodiscard]] BATON_EXPORT Task<Loaded> load_documents(ListDocuments list, SourceOptions options, Context context);

}  // namespace baton::inline v0
