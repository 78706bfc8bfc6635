#include <baton/document/document_source.hpp>

#include <map>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/sync_wait.hpp>

namespace baton {
namespace {

using Pages = std::map<std::string, SourcePage>;

ListDocuments listing(Pages pages) {
  return [pages = std::move(pages)](std::string cursor, Context) -> Task<SourcePage> {
    const auto found = pages.find(cursor);
    if (found == pages.end()) throw Error(ErrorCode::not_found, "no page '" + cursor + "'");
    co_return found->second;
  };
}

SourceItem item(std::string uri, std::string bytes, std::string type = {}) {
  SourceItem made;
  made.uri = std::move(uri);
  made.bytes = std::move(bytes);
  made.media_type = std::move(type);
  return made;
}

Pages notes() {
  Pages pages;
  pages[""].next = "p2";
  pages[""].items = {item("notes://1", "<p>one</p>", "text/html"), item("notes://2.md", "# Two\n")};
  pages["p2"].items = {item("notes://3", "\x89PNG\r\n\x1a\n"), item("notes://4", "a,b\n1,2\n", "text/csv")};
  pages["p2"].items[1].title = "Table";
  pages["p2"].items[1].metadata = nlohmann::json{{"tenant", "acme"}};
  return pages;
}

TEST(DocumentSource, EveryItemGoesThroughTheLoaderOfItsType) {
  std::string progress;
  SourceOptions options;
  options.on_progress = [&](std::size_t items) { progress += std::to_string(items) + " "; };
  const Loaded all = sync_wait(load_documents(listing(notes()), options, {}));
  ASSERT_EQ(all.documents.size(), 3U);
  EXPECT_EQ(all.documents[0].source, "notes://1");
  EXPECT_EQ(all.documents[0].text, "one");
  EXPECT_EQ(all.documents[1].title, "Two");
  EXPECT_EQ(all.documents[2].text, "| a | b |\n|---|---|\n| 1 | 2 |");
  EXPECT_EQ(all.documents[2].title, "Table");
  EXPECT_EQ(all.documents[2].metadata.ref()["tenant"], "acme");
  ASSERT_EQ(all.skipped.size(), 1U);
  EXPECT_EQ(all.skipped[0].source, "notes://3");
  EXPECT_EQ(progress, "2 4 ");
}

TEST(DocumentSource, ListingsThatNeverEndAreStopped) {
  const auto code = [](Pages pages, SourceOptions options) {
    const auto loaded = capture([&] { return sync_wait(load_documents(listing(std::move(pages)), std::move(options), {})); });
    return loaded ? ErrorCode::internal : loaded.error().code();
  };
  Pages loop = notes();
  loop["p2"].next = "p2";
  EXPECT_EQ(code(loop, {}), ErrorCode::bad_response);
  EXPECT_EQ(code(notes(), {.max_pages = 1}), ErrorCode::limit_exceeded);
  EXPECT_EQ(code(notes(), {.max_items = 3}), ErrorCode::limit_exceeded);
  EXPECT_EQ(code(notes(), {.max_bytes = 20}), ErrorCode::limit_exceeded);
  Pages broken = notes();
  broken.erase("p2");
  EXPECT_EQ(code(broken, {}), ErrorCode::not_found);
  EXPECT_THROW(sync_wait(load_documents({}, {}, {})), Error);
}

}  // namespace
}  // namespace baton
