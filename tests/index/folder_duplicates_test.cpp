#include "index/folder_duplicates.hpp"

#include <csignal>
#include <map>
#include <optional>
#include <random>
#include <set>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/index/index_folder.hpp>
#include <baton/provider/offline.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::TempFolder;
using testing::write_file;

using Pairs = std::map<std::string, std::string>;

/// Texts of one seed differ in `changed` words, those of others in nearly all.
std::string text_about(unsigned seed, std::size_t changed = 0, std::size_t words = 300) {
  std::mt19937 random(seed);
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    text += (i < changed ? "other" : "word") + std::to_string(random() % 5000) + (i % 12 == 11 ? ".\n" : " ");
  }
  return text;
}

class FolderDuplicatesTest : public ::testing::Test {
 protected:
  IndexReport index(IndexOptions options = {}) { return index_into(store_, std::move(options)); }
  IndexReport index_into(const std::shared_ptr<Store>& store, IndexOptions options, const Context& context = {}) {
    options.duplicate_files = NearDuplicateOptions{};
    return sync_wait(index_folder(docs(), store, embedder_, std::move(options), context));
  }
  [[nodiscard]] std::filesystem::path docs() const { return folder_ / "docs"; }
  void write(const std::string& name, const std::string& text) const { write_file(docs() / name, text); }
  void remove(const std::string& name) const { std::filesystem::remove(docs() / name); }
  /// Groups of files that are nearly the same, among others that are not; the first files are long to load.
  void write_groups() const {
    for (unsigned i = 0; i < 60; ++i) {
      write("d" + std::to_string(i % 3) + "/" + std::to_string(100 + i) + ".md", text_about(i % 25, i / 25, i == 0 ? 60'000 : 300));
    }
  }
  static Pairs pairs(const std::vector<DuplicateFile>& duplicates) {
    Pairs found;
    for (const DuplicateFile& each : duplicates) found.emplace(each.source, each.of);
    return found;
  }
  /// Which files can be found, and what was said of the others.
  static Pairs state(const Store& store) {
    Pairs found;
    for (const auto& record : store.documents()) {
      EXPECT_EQ(record.skipped.empty(), !store.chunks(record.source).empty()) << record.source;
      found.emplace(record.source, record.skipped);
    }
    return found;
  }
  [[nodiscard]] std::set<std::string> taken() const {
    std::set<std::string> sources;
    for (const auto& [source, skipped] : state(*store_)) {
      if (skipped.empty()) sources.insert(source);
    }
    return sources;
  }

  TempFolder folder_;
  std::shared_ptr<Store> store_ = Store::open(folder_ / "a.baton");
  std::shared_ptr<const Embedder> embedder_ = hashing_embedder({.dimensions = 64});
};

using Sources = std::set<std::string>;

TEST_F(FolderDuplicatesTest, OneOfThoseThatAreNearlyTheSameIsTaken) {
  write("b.md", text_about(1));
  write("a.txt", text_about(1, 5));
  write("c/copy.md", text_about(1));
  write("other.md", text_about(2));
  write("blank.md", "  \n");
  write("blank2.md", "\n");
  std::vector<DuplicateFile> told;
  const auto report = index({.on_progress = [&](const IndexProgress& progress) {
    told.insert(told.end(), progress.duplicates.begin(), progress.duplicates.end());
  }});
  const Pairs expected = {{"b.md", "a.txt"}, {"c/copy.md", "a.txt"}};
  EXPECT_EQ(pairs(report.duplicates), expected);
  EXPECT_EQ(pairs(told), expected);
  EXPECT_EQ(report.files, 6U);
  EXPECT_EQ(report.added, 4U);
  EXPECT_EQ(report.deleted, 0U);
  EXPECT_TRUE(report.skipped.empty());
  EXPECT_TRUE(store_->chunks("b.md").empty());
  const auto again = index();
  EXPECT_EQ(pairs(again.duplicates), expected);
  EXPECT_EQ(again.unchanged, 4U);
  EXPECT_EQ(again.files, 6U);
  EXPECT_EQ(again.bytes, 0U) << "nothing is read again";
  EXPECT_TRUE(again.skipped.empty());
}

TEST_F(FolderDuplicatesTest, FollowsWhatBecomesOfTheFiles) {
  write("b.md", text_about(1));
  write("c.md", text_about(1, 3));
  index();
  write("a.md", text_about(1, 2));
  EXPECT_EQ(pairs(index().duplicates), (Pairs{{"a.md", "b.md"}, {"c.md", "b.md"}})) << "what the index has comes first";
  std::filesystem::last_write_time(docs() / "b.md", std::filesystem::file_time_type::clock::now());
  EXPECT_EQ(pairs(index().duplicates), (Pairs{{"a.md", "b.md"}, {"c.md", "b.md"}})) << "also when it was touched";
  write("b.md", text_about(1, 6));
  EXPECT_EQ(pairs(index().duplicates), (Pairs{{"a.md", "b.md"}, {"c.md", "b.md"}})) << "or changed a little";
  EXPECT_EQ(index().bytes, 0U);
  remove("b.md");
  const auto gone = index();
  EXPECT_EQ(gone.deleted, 1U);
  EXPECT_EQ(gone.added + gone.updated, 1U);
  EXPECT_EQ(pairs(gone.duplicates), (Pairs{{"c.md", "a.md"}}));
  EXPECT_EQ(taken(), Sources{"a.md"});
  write("a.md", text_about(2));
  EXPECT_TRUE(index().duplicates.empty());
  EXPECT_EQ(taken(), (Sources{"a.md", "c.md"}));
  write("c.md", text_about(2, 1));
  const auto alike = index();
  EXPECT_EQ(pairs(alike.duplicates), (Pairs{{"c.md", "a.md"}}));
  EXPECT_EQ(alike.deleted, 1U) << "its old text is gone";
  write("a.md", std::string("\0\1\2\3", 4));
  EXPECT_TRUE(index().duplicates.empty());
  EXPECT_EQ(taken(), Sources{"c.md"});
}

TEST_F(FolderDuplicatesTest, ModesTakeInAndDropWhatTheySay) {
  write("x/b.md", text_about(1));
  write("y/c.md", text_about(1, 1));
  index();
  remove("x/b.md");
  EXPECT_EQ(pairs(index({.mode = IndexMode::none}).duplicates), (Pairs{{"y/c.md", "x/b.md"}}));
  EXPECT_EQ(pairs(index({.mode = IndexMode::incremental}).duplicates), (Pairs{{"y/c.md", "x/b.md"}})) << "its text is still there";
  write("y/d.md", text_about(1, 2));
  EXPECT_EQ(pairs(index({.mode = IndexMode::incremental}).duplicates), (Pairs{{"y/c.md", "x/b.md"}, {"y/d.md", "x/b.md"}}));
  EXPECT_TRUE(index({.mode = IndexMode::scoped, .scope = {"x"}}).duplicates.empty()) << "they are out of its scope";
  EXPECT_EQ(taken(), Sources{});
  EXPECT_EQ(pairs(index({.mode = IndexMode::none}).duplicates), (Pairs{{"y/d.md", "y/c.md"}}));
  EXPECT_EQ(taken(), Sources{"y/c.md"});
}

TEST_F(FolderDuplicatesTest, TheOrderOfWorkDoesNotMatter) {
  write_groups();
  const auto report = index({.batch_files = 1000, .load_concurrency = 1});
  EXPECT_GE(report.duplicates.size(), 30U);
  int run = 0;
  for (const std::size_t files : {1U, 3U, 7U}) {
    for (const std::size_t loaders : {1U, 4U}) {
      const auto store = Store::open(folder_ / (std::to_string(++run) + ".baton"));
      const auto other = index_into(store, {.batch_files = files, .load_concurrency = loaders, .embed_concurrency = 3, .queued_batches = 1});
      EXPECT_EQ(pairs(other.duplicates), pairs(report.duplicates)) << files << ' ' << loaders;
      EXPECT_EQ(state(*store), state(*store_)) << files << ' ' << loaders;
    }
  }
}

TEST_F(FolderDuplicatesTest, KilledAfterAnyBatchTheNextRunsReachTheSameState) {
  write_groups();
  index();
  const Pairs expected = state(*store_);
  for (const std::size_t after : {1U, 2U, 5U, 9U, 14U}) {
    const auto path = folder_ / ("killed" + std::to_string(after));
    int kills = 0;
    for (;; ++kills) {
      const pid_t child = ::fork();
      if (child == 0) {
        Runtime runtime;
        std::size_t batches = 0;
        std::optional<std::size_t> known;  // what is as it was is done before the first batch
        IndexOptions options{.batch_files = 4, .load_concurrency = 3};
        options.on_progress = [&](const IndexProgress& progress) {
          if (progress.phase != IndexProgress::Phase::files) return;
          if (!known) known = progress.done;
          if (progress.done > *known && ++batches == after) ::raise(SIGKILL);
        };
        const auto done = capture([&] { index_into(Store::open(path), options, Context().with_runtime(runtime)); });
        ::_exit(done ? 0 : 1);
      }
      int status = 0;
      ::waitpid(child, &status, 0);
      ASSERT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << status;
      if (!WIFSIGNALED(status)) break;
      ASSERT_LT(kills, 100);
    }
    EXPECT_GE(kills, 1);
    EXPECT_EQ(state(*Store::open(path)), expected) << after;
  }
}

TEST_F(FolderDuplicatesTest, TheOptionIsPartOfTheRecipe) {
  write("a.md", text_about(1));
  write("b.md", text_about(1, 10));
  index();
  EXPECT_EQ(taken(), Sources{"a.md"});
  const auto without = sync_wait(index_folder(docs(), store_, embedder_, {}, {}));
  EXPECT_EQ(without.added, 2U);
  EXPECT_EQ(taken(), (Sources{"a.md", "b.md"}));
  EXPECT_EQ(pairs(index().duplicates), (Pairs{{"b.md", "a.md"}}));
  IndexOptions strange;
  strange.duplicate_files = NearDuplicateOptions{.similarity = 0};
  EXPECT_EQ(code_of([&] { sync_wait(index_folder(docs(), store_, embedder_, strange, {})); }), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
