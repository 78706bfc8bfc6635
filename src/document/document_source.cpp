#include <baton/document/document_source.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/runtime.hpp>

#include "core/is_stop.hpp"
#include "document/load_budget.hpp"

namespace baton::inline v0 {
namespace {

void add_facts(const SourceItem& item, Document& document) {
  if (document.title.empty()) document.title = item.title;
  const nlohmann::json& facts = item.metadata.ref();
  if (!facts.is_object()) return;
  nlohmann::json& metadata = document.metadata.ref();
  if (!metadata.is_object()) metadata = nlohmann::json::object();
  for (const auto& [key, fact] : facts.items()) metadata.emplace(key, fact);
}

void load_item_into(const SourceItem& item, const LoadOptions& options, const Context& context, Loaded& into) {
  auto loaded = load_bytes(item.uri, item.bytes, options, context, item.media_type);
  if (!loaded) {
    if (is_stop(loaded.error())) throw loaded.error();
    into.skipped.push_back({detail::part_name(item.uri), loaded.error()});
    return;
  }
  for (Document& document : loaded->documents) add_facts(item, document);
  std::ranges::move(loaded->documents, std::back_inserter(into.documents));
  std::ranges::move(loaded->skipped, std::back_inserter(into.skipped));
}

/// What a listing may still give.
class SourceBounds {
 public:
  explicit SourceBounds(const SourceOptions& options) : options_(options) {}

  void take(const SourcePage& page) {
    if (++pages_ > options_.max_pages) fail("pages", options_.max_pages, "max_pages");
    for (const SourceItem& item : page.items) {
      if (++items_ > options_.max_items) fail("items", options_.max_items, "max_items");
      bytes_ += item.bytes.size();
      if (bytes_ > options_.max_bytes) fail("bytes", options_.max_bytes, "max_bytes");
    }
    if (!page.next.empty() && !cursors_.insert(page.next).second)
      throw Error(ErrorCode::bad_response, "the listing gives the cursor of an earlier page again: it would never end");
  }
  [[nodiscard]] std::size_t items() const noexcept { return items_; }

 private:
  [[noreturn]] static void fail(const char* what, std::size_t most, const char* option) {
    throw Error(ErrorCode::limit_exceeded, "the listing has more than " + std::to_string(most) + " " + what + ": raise SourceOptions::" + option);
  }

  const SourceOptions& options_;
  std::set<std::string> cursors_;
  std::size_t pages_ = 0;
  std::size_t items_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

Task<Loaded> load_documents(ListDocuments list, SourceOptions options, Context context) {
  if (!list) throw Error(ErrorCode::invalid_argument, "load_documents needs a function that lists");
  Loaded loaded;
  SourceBounds bounds(options);
  std::string cursor;
  do {
    context.check();
    const SourcePage page = co_await list(cursor, context);
    bounds.take(page);
    co_await context.runtime().blocking([&] {
      for (const SourceItem& item : page.items) load_item_into(item, options.load, context, loaded);
    }, context);
    if (options.on_progress) options.on_progress(bounds.items());
    cursor = page.next;
  } while (!cursor.empty());
  co_return loaded;
}

}  // namespace baton::inline v0
