#include <baton/index/index_folder.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <map>
#include <sstream>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/offline.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::TempFolder;
using testing::write_file;

std::string prose(std::mt19937& random, std::size_t words) {
  static const std::vector<std::string> vocabulary = {"wing",  "turbine", "lift", "drag", "engine",
                                                      "sensor", "valve",   "fuel", "hull", "keel"};
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    text += vocabulary[random() % vocabulary.size()] + std::to_string(random() % 50) + (i % 12 == 11 ? ".\n" : " ");
  }
  return text;
}

/// All that the store says, without ids, so that two stores can be compared.
std::string dump(const Store& store) {
  std::ostringstream out;
  for (const auto& record : store.documents()) {
    out << record.source << '|' << record.sha256 << '|' << record.media_type << '|' << record.skipped << '\n';
    for (const auto& chunk : store.chunks(record.source)) {
      out << chunk.chunk.span.begin << '-' << chunk.chunk.span.end << ' ' << chunk.chunk.text << '\n';
      const auto vector = store.vector(chunk.id);
      if (!vector) continue;
      for (const float x : *vector) {
        if (x != 0.0F) out << x << ' ';
      }
      out << '\n';
    }
  }
  const auto counts = store.counts();
  out << counts.documents << ' ' << counts.chunks << ' ' << counts.vectors << '\n';
  return out.str();
}

class IndexFolder : public ::testing::Test {
 protected:
  IndexReport index(IndexOptions options = {}, Context context = {}) {
    return sync_wait(index_folder(docs(), store_, embedder_, std::move(options), std::move(context)));
  }
  [[nodiscard]] std::filesystem::path docs() const { return folder_ / "docs"; }
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "a.baton"; }
  void write_many(std::size_t count, unsigned seed = 1) {
    std::mt19937 random(seed);
    for (std::size_t i = 0; i < count; ++i) {
      write_file(docs() / ("d" + std::to_string(i % 5)) / (std::to_string(i) + ".md"), prose(random, 60 + random() % 400));
    }
  }

  TempFolder folder_;
  std::shared_ptr<Store> store_ = Store::open(file());
  std::shared_ptr<const Embedder> embedder_ = hashing_embedder({.dimensions = 64});
};

TEST_F(IndexFolder, IndexesWhatIsThere) {
  write_file(docs() / "a.md", "# Wings\n\nThe wing makes lift.\n");
  write_file(docs() / "sub/b.txt", "The engine burns fuel.\n");
  write_file(docs() / "c.bin", std::string("\0\1\2\3", 4));
  const auto report = index();
  EXPECT_EQ(report.files, 3U);
  EXPECT_EQ(report.added, 2U);
  EXPECT_EQ(report.chunks, 2U);
  ASSERT_EQ(report.skipped.size(), 1U);
  EXPECT_EQ(report.skipped[0].source, "c.bin");
  EXPECT_FALSE(report.skipped[0].reason.empty());
  EXPECT_EQ(store_->counts(), (StoreCounts{.documents = 2, .chunks = 2, .vectors = 2}));
  EXPECT_EQ(store_->search_keywords("burning fuel", 1).at(0).chunk.source, "sub/b.txt");
}

TEST_F(IndexFolder, UnchangedFilesAreNotEvenRead) {
  write_many(30);
  write_file(docs() / "c.bin", std::string("\0\1\2\3", 4));
  index();
  const std::string before = dump(*store_);
  const auto report = index();
  EXPECT_EQ(report.unchanged, 30U);
  EXPECT_EQ(report.added + report.updated + report.deleted + report.chunks, 0U);
  EXPECT_EQ(report.bytes, 0U);
  EXPECT_EQ(report.skipped.size(), 1U);
  EXPECT_EQ(dump(*store_), before);
}

TEST_F(IndexFolder, TakesInChangesAndDropsWhatIsGone) {
  write_file(docs() / "a.md", "about wings");
  write_file(docs() / "b.md", "about engines");
  write_file(docs() / "c.md", "about valves");
  index();
  write_file(docs() / "a.md", "about propellers now");
  std::filesystem::remove(docs() / "b.md");
  std::filesystem::last_write_time(docs() / "c.md", std::filesystem::file_time_type::clock::now());
  const auto report = index();
  EXPECT_EQ(report.updated, 1U);
  EXPECT_EQ(report.deleted, 1U);
  EXPECT_EQ(report.unchanged, 1U) << "a touched file with the same content";
  EXPECT_TRUE(store_->search_keywords("wings engines", 5).empty());
  EXPECT_EQ(store_->search_keywords("propellers", 5).size(), 1U);
  EXPECT_EQ(index().bytes, 0U) << "the new time of the touched file is known";
}

TEST_F(IndexFolder, AFileThatBecomesBinaryLeavesTheIndex) {
  write_file(docs() / "a.md", "about wings");
  index();
  write_file(docs() / "a.md", std::string("\0\1\2\3\0", 5));
  const auto report = index();
  EXPECT_EQ(report.deleted, 1U);
  EXPECT_EQ(report.skipped.size(), 1U);
  EXPECT_EQ(store_->counts().chunks, 0U);
}

TEST_F(IndexFolder, ManyBatchesGiveTheSameAsOne) {
  write_many(120);
  index({.batch_files = 7, .load_concurrency = 3});
  const auto other = Store::open(folder_ / "b.baton");
  sync_wait(index_folder(docs(), other, embedder_, {.batch_files = 1000, .load_concurrency = 1}, {}));
  EXPECT_EQ(dump(*store_), dump(*other));
}

TEST_F(IndexFolder, DoesNotIndexItself) {
  write_file(docs() / "a.md", "about wings");
  store_ = Store::open(docs() / ".index.baton");
  EXPECT_EQ(index().files, 1U);
  EXPECT_EQ(index().files, 1U);
}

TEST_F(IndexFolder, AnotherEmbedderIsRefusedUnlessItIsMadeAnew) {
  write_many(5);
  index();
  embedder_ = hashing_embedder({.dimensions = 32});
  const std::string before = dump(*store_);
  try {
    index();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::schema_mismatch);
    EXPECT_NE(error.message().find("rebuild"), std::string::npos);
  }
  EXPECT_EQ(dump(*store_), before);
  EXPECT_EQ(index({.rebuild = true}).added, 5U);
  EXPECT_EQ(store_->embedder()->dimensions, 32U);
}

TEST_F(IndexFolder, OtherSplitOptionsMakeItAnew) {
  write_many(5);
  index();
  const auto report = index({.split = SplitOptions{.chunk_bytes = 200, .overlap_bytes = 20}});
  EXPECT_EQ(report.added, 5U);
  EXPECT_EQ(store_->counts().documents, 5U);
}

TEST_F(IndexFolder, ReportsItsProgress) {
  write_many(50);
  std::vector<IndexProgress> seen;
  index({.batch_files = 10, .on_progress = [&](const IndexProgress& progress) { seen.push_back(progress); }});
  ASSERT_GE(seen.size(), 6U);
  EXPECT_EQ(seen.front().done, 0U);
  std::size_t last = 0;
  for (const auto& progress : seen) {
    if (progress.phase != IndexProgress::Phase::files) continue;
    EXPECT_EQ(progress.total, 50U);
    EXPECT_GE(progress.done, last);
    last = progress.done;
  }
  EXPECT_EQ(last, 50U);
}

TEST_F(IndexFolder, CancelledBetweenBatchesItIsWholeAndGoesOn) {
  write_many(80);
  std::stop_source stop;
  IndexOptions options{.batch_files = 10, .on_progress = [&](const IndexProgress& progress) {
                         if (progress.done >= 20) stop.request_stop();
                       }};
  EXPECT_EQ(code_of([&] { index(options, Context().with_stop(stop.get_token())); }), ErrorCode::cancelled);
  const auto counts = store_->counts();
  EXPECT_GE(counts.documents, 20U);
  EXPECT_LT(counts.documents, 80U);
  const auto report = index();
  EXPECT_EQ(report.unchanged, counts.documents);
  EXPECT_EQ(store_->counts().documents, 80U);
}

TEST_F(IndexFolder, AFolderThatIsNotThereDeletesNothing) {
  write_many(3);
  index();
  EXPECT_EQ(code_of([&] {
              sync_wait(index_folder(folder_ / "no such folder", store_, embedder_, {}, {}));
            }),
            ErrorCode::not_found);
  EXPECT_EQ(store_->counts().documents, 3U);
}

class FailingEmbedder : public Embedder {
 public:
  [[nodiscard]] std::string name() const override { return "test/failing"; }
  [[nodiscard]] std::size_t dimensions() const override { return 0; }
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string>, EmbedPurpose, Context) const override {
    throw Error(ErrorCode::overloaded, "try later");
    co_return std::vector<Embedding>();
  }
};

TEST_F(IndexFolder, AFailingEmbedderEndsTheRunAndTheNextOneGoesOn) {
  write_many(5);
  EXPECT_EQ(code_of([&] {
              sync_wait(index_folder(docs(), store_, std::make_shared<FailingEmbedder>(), {.retry = {.attempts = 1}}, {}));
            }),
            ErrorCode::overloaded);
  EXPECT_EQ(index().added, 5U);
}

TEST_F(IndexFolder, WhatCannotBeMadeAnewStaysAsItWas) {
  write_many(5);
  index();
  const std::string before = dump(*store_);
  const IndexOptions options{.rebuild = true, .retry = {.attempts = 1}};
  const auto run = [&](const std::filesystem::path& root, std::shared_ptr<const Embedder> embedder) {
    sync_wait(index_folder(root, store_, std::move(embedder), options, {}));
  };
  EXPECT_EQ(code_of([&] { run(docs(), std::make_shared<FailingEmbedder>()); }), ErrorCode::overloaded);
  EXPECT_EQ(code_of([&] { run(folder_ / "no such folder", embedder_); }), ErrorCode::not_found);
  EXPECT_EQ(dump(*store_), before);
}

/// Fails now and then, and knows how many texts it was given at once.
class MoodyEmbedder : public Embedder {
 public:
  explicit MoodyEmbedder(std::shared_ptr<const Embedder> inner) : inner_(std::move(inner)) {}
  [[nodiscard]] std::string name() const override { return inner_->name(); }
  [[nodiscard]] std::size_t dimensions() const override { return inner_->dimensions(); }
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose purpose,
                                                   Context context) const override {
    if (calls++ % 2 == 0) throw Error(ErrorCode::overloaded, "try later").with_retry(true, std::nullopt);
    co_return co_await inner_->embed(std::move(texts), purpose, std::move(context));
  }
  mutable std::atomic<int> calls = 0;

 private:
  std::shared_ptr<const Embedder> inner_;
};

TEST_F(IndexFolder, TriesAgainWhatIsWorthIt) {
  write_many(40);
  const auto moody = std::make_shared<MoodyEmbedder>(embedder_);
  const RetryOptions retry{.attempts = 4, .base = std::chrono::milliseconds(1), .cap = std::chrono::milliseconds(2)};
  const IndexOptions options{.batch_files = 10, .embed_concurrency = 1, .retry = retry};
  EXPECT_EQ(sync_wait(index_folder(docs(), store_, moody, options, {})).added, 40U);
  EXPECT_EQ(moody->calls, 8);  // four batches, each at the second attempt
}

TEST_F(IndexFolder, ModesTakeInAndDropWhatTheySay) {
  const auto change = [&] {
    for (const char* folder : {"x", "y"}) {
      write_file(docs() / folder / "new.md", "new text");
      write_file(docs() / folder / "changed.md", "changed text");
      std::filesystem::remove(docs() / folder / "gone.md");
    }
  };
  struct Case {
    IndexOptions options;
    std::size_t added, updated, deleted, documents;
  };
  const std::vector<Case> cases = {{{.mode = IndexMode::none}, 2, 0, 0, 6},
                                   {{.mode = IndexMode::incremental}, 2, 2, 0, 6},
                                   {{.mode = IndexMode::full}, 2, 2, 2, 4},
                                   {{.mode = IndexMode::scoped, .scope = {"x"}}, 1, 1, 1, 4},
                                   {{.mode = IndexMode::scoped, .scope = {"y/gone.md"}}, 0, 0, 1, 3}};
  for (const Case& each : cases) {
    std::filesystem::remove_all(docs());
    for (const char* name : {"x/changed.md", "x/gone.md", "y/changed.md", "y/gone.md"}) {
      write_file(docs() / name, std::string("first text of ") + name);
    }
    index();
    change();
    const auto report = index(each.options);
    EXPECT_EQ(report.added, each.added);
    EXPECT_EQ(report.updated, each.updated);
    EXPECT_EQ(report.deleted, each.deleted);
    EXPECT_EQ(store_->counts().documents, each.documents) << static_cast<int>(each.options.mode);
    index();
    EXPECT_EQ(store_->counts().documents, 4U);
  }
}

TEST_F(IndexFolder, RefusesOptionsThatCannotWork) {
  write_many(2);
  index();
  const auto code = [&](IndexOptions options) { return code_of([&] { index(std::move(options)); }); };
  EXPECT_EQ(code({.mode = IndexMode::scoped}), ErrorCode::invalid_argument);
  EXPECT_EQ(code({.scope = {"x"}}), ErrorCode::invalid_argument);
  EXPECT_EQ(code({.mode = IndexMode::incremental, .rebuild = true}), ErrorCode::invalid_argument);
  EXPECT_EQ(code({.retry = {.attempts = 0}}), ErrorCode::invalid_argument);
  EXPECT_EQ(code({.mode = IndexMode::incremental, .split = CodeSplit{}}), ErrorCode::schema_mismatch);
  EXPECT_EQ(code_of([&] { sync_wait(index_folder(docs(), store_, nullptr, {}, {})); }), ErrorCode::invalid_argument);
  EXPECT_EQ(index().unchanged, 2U);
}

TEST_F(IndexFolder, ASecondProcessIsBusyAtOnce) {
  write_many(3);
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto store = Store::open(file());
    IndexOptions options{.on_progress = [&](const IndexProgress&) {
      static_cast<void>(::write(ready[1], "x", 1));
      ::pause();
    }};
    Runtime runtime;
    static_cast<void>(capture([&] {
      sync_wait(index_folder(docs(), store, embedder_, options, Context().with_runtime(runtime)));
    }));
    ::_exit(0);
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  EXPECT_EQ(code_of([&] { index(); }), ErrorCode::busy);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(index().added, 3U);
  ::close(ready[0]);
  ::close(ready[1]);
}

/// Indexes in a child process and kills it after so many microseconds; whether it was still at work.
bool index_and_kill(const std::filesystem::path& docs, const std::filesystem::path& file,
                    const std::shared_ptr<const Embedder>& embedder, unsigned microseconds) {
  const pid_t child = ::fork();
  if (child == 0) {
    Runtime runtime;
    const auto done = capture([&] {
      sync_wait(index_folder(docs, Store::open(file, {.exact_below = 100}), embedder, {.batch_files = 8},
                             Context().with_runtime(runtime)));
    });
    ::_exit(done ? 0 : 1);
  }
  ::usleep(microseconds);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << status;
  return WIFSIGNALED(status);
}

TEST_F(IndexFolder, KilledAtAnyMomentTheNextRunsReachTheSameState) {
  write_many(150);
  index();
  const std::string expected = dump(*store_);
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  int killed = 0;
  for (int round = 0; round < 8; ++round) {
    const auto path = folder_ / ("killed" + std::to_string(round));
    unsigned delay = 20'000;
    for (int attempt = 0; attempt < 4; ++attempt, delay *= 2) {
      if (!index_and_kill(docs(), path, embedder_, delay + static_cast<unsigned>(random() % delay))) break;
      ++killed;
      const auto survivor = Store::open(path, {.exact_below = 100});
      for (const auto& record : survivor->documents()) {
        ASSERT_FALSE(survivor->chunks(record.source).empty()) << "half a document";
      }
    }
    const auto store = Store::open(path, {.exact_below = 100});
    sync_wait(index_folder(docs(), store, embedder_, {}, {}));
    EXPECT_EQ(dump(*store), expected);
    const auto first = store->chunks("d0/0.md").at(0);
    EXPECT_NEAR(store->search_vectors(*store->vector(first.id), 1).at(0).score, 1.0, 1e-4);
    EXPECT_FALSE(store->search_keywords("wing1 turbine2 lift3", 5).empty());
  }
  std::printf("killed %d times\n", killed);
  EXPECT_GE(killed, 10);
}

}  // namespace
}  // namespace baton
