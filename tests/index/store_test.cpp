#include <baton/index/store.hpp>

#include <csignal>
#include <limits>
#include <thread>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::document;
using testing::put;
using testing::TempFolder;
using testing::write_file;

const EmbedderInfo embedder{.name = "test/embedder", .dimensions = 2};

DocumentUpdate with_vectors(DocumentUpdate update, std::vector<Embedding> vectors) {
  update.vectors = std::move(vectors);
  return update;
}

void run_sql(const std::filesystem::path& file, const char* sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
  sqlite3_close(handle);
}

class StoreTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "a.baton"; }
  std::vector<std::string> sources(const std::vector<ScoredChunk>& found) {
    std::vector<std::string> result;
    for (const auto& hit : found) result.push_back(hit.chunk.source);
    return result;
  }
  TempFolder folder_;
  std::shared_ptr<Store> store_ = Store::open(file());
};

using Sources = std::vector<std::string>;

TEST_F(StoreTest, GivesBackWhatWasPut) {
  auto update = document("a.md", {"first passage", "second passage"});
  update.record.title = "Title";
  update.record.media_type = "text/markdown";
  update.record.state = {.size = 5, .modified_ns = 6, .inode = 7};
  update.record.metadata = Json::parse(R"({"k":1})");
  update.chunks[1].metadata = Json::parse(R"({"heading":"A > B"})");
  store_->writer().apply(put(update));
  const auto record = store_->document("a.md");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->title, "Title");
  EXPECT_EQ(record->media_type, "text/markdown");
  EXPECT_EQ(record->state, update.record.state);
  EXPECT_EQ(record->metadata, update.record.metadata);
  const auto chunks = store_->chunks("a.md");
  ASSERT_EQ(chunks.size(), 2U);
  EXPECT_EQ(chunks[1].chunk.text, "second passage");
  EXPECT_EQ(chunks[1].chunk.span, update.chunks[1].span);
  EXPECT_EQ(chunks[1].chunk.metadata, update.chunks[1].metadata);
  EXPECT_EQ(store_->chunk(chunks[0].id)->chunk.text, "first passage");
  EXPECT_EQ(store_->counts(), (StoreCounts{.documents = 1, .chunks = 2, .vectors = 0}));
}

TEST_F(StoreTest, ReplacesADocumentWithItsChunksAndWords) {
  auto writer = store_->writer();
  writer.apply(put(document("a.md", {"old turbine", "old wing"})));
  writer.apply(put(document("a.md", {"new propeller"})));
  EXPECT_EQ(store_->counts().chunks, 1U);
  EXPECT_TRUE(store_->search_keywords("turbine", 5).empty());
  EXPECT_EQ(store_->search_keywords("propeller", 5).size(), 1U);
}

TEST_F(StoreTest, RemovesDocuments) {
  auto writer = store_->writer();
  writer.apply(put(document("a.md", {"turbine"})));
  StoreChanges changes;
  changes.remove = {"a.md", "never there"};
  writer.apply(changes);
  EXPECT_EQ(store_->counts(), StoreCounts{});
  EXPECT_TRUE(store_->search_keywords("turbine", 5).empty());
}

TEST_F(StoreTest, TouchesADocumentWithoutItsChunks) {
  auto writer = store_->writer();
  auto update = document("a.md", {"turbine"});
  writer.apply(put(update));
  update.record.state.modified_ns = 99;
  StoreChanges changes;
  changes.touch = {update.record};
  writer.apply(changes);
  EXPECT_EQ(store_->document("a.md")->state.modified_ns, 99);
  EXPECT_EQ(store_->counts().chunks, 1U);
}

TEST_F(StoreTest, RanksByWordsStemmedAndWithoutAccents) {
  auto writer = store_->writer();
  writer.apply(put(document("wing.md", {"The wings of a glider generate lift."})));
  writer.apply(put(document("cafe.md", {"A café near the airport."})));
  EXPECT_EQ(sources(store_->search_keywords("what generates lifting?", 5)), Sources{"wing.md"});
  EXPECT_EQ(sources(store_->search_keywords("cafe", 5)), Sources{"cafe.md"});
  EXPECT_GT(store_->search_keywords("glider", 5)[0].score, 0.0);
}

TEST_F(StoreTest, AWordInTitleOrHeadingCounts) {
  auto update = document("a.md", {"nothing of note"});
  update.record.title = "Propulsion";
  update.chunks[0].metadata = Json::parse(R"({"heading":"Afterburner"})");
  store_->writer().apply(put(update));
  EXPECT_EQ(store_->search_keywords("propulsion", 5).size(), 1U);
  EXPECT_EQ(store_->search_keywords("afterburner", 5).size(), 1U);
}

TEST_F(StoreTest, AnyTextIsAValidKeywordQuery) {
  store_->writer().apply(put(document("a.md", {"lift and drag"})));
  std::mt19937 random(2);
  const std::string_view alphabet("\"'*():^-+{}\\ ANDORNTE%;\0\xff\xc3\xa9lift", 34);
  for (int round = 0; round < 2000; ++round) {
    std::string query;
    for (std::size_t i = 0; i < random() % 30; ++i) query += alphabet[random() % alphabet.size()];
    EXPECT_NO_THROW(static_cast<void>(store_->search_keywords(query, 5))) << query;
  }
}

TEST_F(StoreTest, SourcesMayHoldAnyBytes) {
  auto writer = store_->writer();
  for (const std::string& source : {std::string("it's \"quoted\"; DROP TABLE chunks;--"),
                                    std::string("nul\0inside", 10), std::string("nul"), std::string()}) {
    writer.apply(put(document(source, {"turbine"})));
    ASSERT_TRUE(store_->document(source));
    EXPECT_EQ(store_->chunks(source).size(), 1U);
    EXPECT_EQ(store_->chunks(source)[0].chunk.source, source);
  }
  EXPECT_EQ(store_->counts().documents, 4U);
}

TEST_F(StoreTest, FindsTheNearestVectors) {
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  writer.apply(put(with_vectors(document("a.md", {"x", "y"}), {{1.0F, 0.0F}, {0.0F, 2.0F}})));
  const auto found = store_->search_vectors(std::vector{1.0F, 0.1F}, 1);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].chunk.text, "x");
  EXPECT_NEAR(found[0].score, 0.995, 1e-3);
  EXPECT_EQ(store_->vector(store_->chunks("a.md")[1].id), (Embedding{0.0F, 2.0F}));
  writer.apply(put(document("a.md", {"z"})));
  EXPECT_TRUE(store_->search_vectors(std::vector{1.0F, 0.1F}, 1).empty());
}

TEST_F(StoreTest, ALaterProcessFindsThemToo) {
  {
    auto writer = store_->writer();
    writer.set_embedder(embedder);
    writer.apply(put(with_vectors(document("a.md", {"x"}), {{1.0F, 0.0F}})));
    writer.save_vectors();
  }
  store_ = Store::open(file(), {.create = false});
  EXPECT_EQ(store_->embedder(), embedder);
  EXPECT_EQ(store_->search_vectors(std::vector{1.0F, 0.0F}, 3).size(), 1U);
}

TEST_F(StoreTest, AZeroVectorIsNotStored) {
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  writer.apply(put(with_vectors(document("a.md", {"x", "y", "z"}), {{1.0F, 0.0F}, {0.0F, 0.0F}, {}})));
  EXPECT_EQ(store_->counts().vectors, 1U);
}

TEST_F(StoreTest, RefusesVectorsThatDoNotFitAndStoresNothing) {
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const std::vector<Embedding>& bad :
       {std::vector<Embedding>{{1.0F, 2.0F, 3.0F}}, {{1.0F, nan}}, {{1.0F, 0.0F}, {1.0F, 0.0F}}}) {
    EXPECT_EQ(code_of([&] { writer.apply(put(with_vectors(document("a.md", {"x"}), bad))); }),
              ErrorCode::invalid_argument);
  }
  EXPECT_EQ(store_->counts(), StoreCounts{});
}

TEST_F(StoreTest, RefusesAnotherEmbedderNamingBoth) {
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  writer.set_embedder({.name = "test/other", .dimensions = 3});  // no vectors yet
  writer.set_embedder(embedder);
  writer.apply(put(with_vectors(document("a.md", {"x"}), {{1.0F, 0.0F}})));
  try {
    writer.set_embedder({.name = "test/other", .dimensions = 3});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::schema_mismatch);
    EXPECT_NE(error.message().find("test/embedder"), std::string::npos);
    EXPECT_NE(error.message().find("test/other"), std::string::npos);
  }
}

TEST_F(StoreTest, ClearEmptiesEverything) {
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  writer.set_note("k", "v");
  EXPECT_EQ(store_->note("k"), "v");
  writer.apply(put(with_vectors(document("a.md", {"x"}), {{1.0F, 0.0F}})));
  ASSERT_EQ(store_->search_vectors(std::vector{1.0F, 0.0F}, 3).size(), 1U);
  writer.clear();
  EXPECT_EQ(store_->counts(), StoreCounts{});
  EXPECT_FALSE(store_->embedder());
  EXPECT_FALSE(store_->note("k"));
  EXPECT_TRUE(store_->search_vectors(std::vector{1.0F, 0.0F}, 3).empty());
  writer.set_embedder({.name = "test/other", .dimensions = 3});
}

class GraphStore : public StoreTest {
 protected:
  GraphStore() {
    store_ = Store::open(file(), options_);
    auto writer = store_->writer();
    writer.set_embedder({.name = "test/embedder", .dimensions = 8});
    std::mt19937 random(1);
    for (int i = 0; i < 200; ++i) {
      vectors_.push_back(testing::random_vector(8, random));
      writer.apply(put(with_vectors(document(std::to_string(i), {"x"}), {vectors_.back()})));
    }
    writer.save_vectors();
  }
  void expect_all_found() {
    for (std::size_t i = 0; i < vectors_.size(); ++i) {
      EXPECT_EQ(store_->search_vectors(vectors_[i], 1)[0].chunk.source, std::to_string(i));
    }
  }
  [[nodiscard]] std::filesystem::path graph() const { return folder_ / "a.baton.vectors"; }
  StoreOptions options_{.exact_below = 50};
  std::vector<Embedding> vectors_;
};

TEST_F(GraphStore, SavesTheGraphAndLoadsIt) {
  ASSERT_TRUE(std::filesystem::exists(graph()));
  expect_all_found();
  store_ = Store::open(file(), options_);
  expect_all_found();
}

TEST_F(GraphStore, RebuildsADamagedMissingOrForeignGraph) {
  const std::string good = testing::read_file(graph());
  std::string flipped = good;
  flipped[good.size() / 2] = static_cast<char>(flipped[good.size() / 2] ^ 1);
  for (const std::string& bad : {flipped, std::string("x"), std::string(), good.substr(0, 1000)}) {
    write_file(graph(), bad);
    store_ = Store::open(file(), options_);
    expect_all_found();
  }
  std::filesystem::remove(graph());
  store_ = Store::open(file(), options_);
  expect_all_found();
}

TEST_F(GraphStore, CatchesUpWithAnOlderGraph) {
  const std::string old = testing::read_file(graph());
  store_->writer().apply({.put = {}, .touch = {}, .remove = {"7"}});
  {
    auto writer = store_->writer();
    writer.apply(put(with_vectors(document("new", {"x"}), {vectors_[7]})));
  }
  write_file(graph(), old);
  store_ = Store::open(file(), options_);
  EXPECT_EQ(store_->search_vectors(vectors_[7], 1)[0].chunk.source, "new");
}

TEST(StoreOpen, RefusesForeignFilesUntouched) {
  const TempFolder folder;
  write_file(folder / "text", std::string(3000, 'x'));
  run_sql(folder / "other.db", "CREATE TABLE t(a); INSERT INTO t VALUES(1)");
  for (const char* name : {"text", "other.db"}) {
    const std::string before = testing::read_file(folder / name);
    EXPECT_EQ(code_of([&] { static_cast<void>(Store::open(folder / name)); }), ErrorCode::data_corrupt) << name;
    EXPECT_EQ(testing::read_file(folder / name), before) << name;
  }
}

TEST(StoreOpen, RefusesANewerVersionSayingWhatToDo) {
  const TempFolder folder;
  static_cast<void>(Store::open(folder / "a"));
  run_sql(folder / "a", "PRAGMA user_version=99");
  try {
    static_cast<void>(Store::open(folder / "a"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::version_mismatch);
    EXPECT_NE(error.message().find("update baton"), std::string::npos);
  }
}

TEST(StoreOpen, AMissingFileIsNotFoundUnlessItMayBeMade) {
  const TempFolder folder;
  EXPECT_EQ(code_of([&] { static_cast<void>(Store::open(folder / "a", {.create = false})); }), ErrorCode::not_found);
  EXPECT_EQ(code_of([&] { static_cast<void>(Store::open(folder / "no/such/a")); }), ErrorCode::io_error);
  write_file(folder / "empty", "");
  EXPECT_NO_THROW(static_cast<void>(Store::open(folder / "empty")));
}

TEST(StoreOpen, DamagedPagesAreAnErrorNotACrash) {
  const TempFolder folder;
  {
    const auto store = Store::open(folder / "a");
    auto writer = store->writer();
    for (int i = 0; i < 50; ++i) writer.apply(put(document(std::to_string(i), {std::string(2000, 'x')})));
    writer.checkpoint();
  }
  const std::string good = testing::read_file(folder / "a");
  std::mt19937 random(8);
  for (int round = 0; round < 30; ++round) {
    std::string bad = good;
    for (int i = 0; i < 500; ++i) bad[100 + random() % (bad.size() - 100)] = static_cast<char>(random());
    std::filesystem::remove(folder / "a-wal");
    std::filesystem::remove(folder / "a-shm");
    write_file(folder / "a", bad);
    try {
      const auto store = Store::open(folder / "a");
      static_cast<void>(store->documents());
      static_cast<void>(store->search_keywords("xxx", 5));
      store->writer().apply(put(document("0", {"y"})));
    } catch (const Error& error) {
      EXPECT_NE(error.code(), ErrorCode::busy) << error.what();
    }
  }
}

TEST_F(StoreTest, AFullDiskLosesNothing) {
  store_->writer().apply(put(document("a.md", {"turbine"})));
  const StoreCounts before = store_->counts();
  const pid_t child = ::fork();
  if (child == 0) {
    // The kernel refuses growth beyond this size as it does on a full disk.
    const rlimit limit{200'000, 200'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, SIG_IGN);
    const auto store = Store::open(file());
    auto writer = store->writer();
    const auto code = code_of([&] { writer.apply(put(document("big", {std::string(3'000'000, 'x')}))); });
    ::_exit(code == ErrorCode::io_error && store->counts() == before ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(store_->counts(), before);
  store_->writer().apply(put(document("big", {std::string(3'000'000, 'x')})));
  EXPECT_EQ(store_->counts().documents, 2U);
}

TEST_F(StoreTest, OnlyOneWriterAmongThreads) {
  auto first = store_->writer();
  EXPECT_EQ(code_of([&] { static_cast<void>(store_->writer()); }), ErrorCode::busy);
  EXPECT_EQ(code_of([&] { static_cast<void>(Store::open(file())->writer()); }), ErrorCode::busy);
  { const auto gone = std::move(first); }
  EXPECT_NO_THROW(static_cast<void>(store_->writer()));
}

TEST_F(StoreTest, OnlyOneWriterAmongProcesses) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto writer = Store::open(file())->writer();
    static_cast<void>(::write(ready[1], "x", 1));
    ::pause();
    ::_exit(0);
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  EXPECT_EQ(code_of([&] { static_cast<void>(store_->writer()); }), ErrorCode::busy);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_NO_THROW(static_cast<void>(store_->writer()));
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_F(StoreTest, AWriterWaitsWhenItMay) {
  auto first = std::make_unique<StoreWriter>(store_->writer());
  const auto patient = Store::open(file(), {.writer_wait = std::chrono::minutes(1)});
  std::thread later([&] { first.reset(); });
  EXPECT_NO_THROW(static_cast<void>(patient->writer()));
  later.join();
}

TEST_F(StoreTest, ReadersSeeWholeTransactionsWhileItIsWritten) {
  std::atomic<bool> done{false};
  std::atomic<int> reads{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const std::size_t chunks = store_->chunks("a.md").size();
        EXPECT_TRUE(chunks == 0 || chunks == 10) << chunks;
        EXPECT_LE(store_->search_keywords("turbine", 20).size(), 10U);
        EXPECT_LE(store_->search_vectors(std::vector{1.0F, 0.5F}, 20).size(), 10U);
        ++reads;
      }
    });
  }
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  for (int round = 0; round < 50 || reads < 10; ++round) {
    const float x = static_cast<float>(round) + 1.0F;
    writer.apply(put(with_vectors(document("a.md", std::vector<std::string>(10, "turbine")),
                                  std::vector<Embedding>(10, {x, 1.0F}))));
  }
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(store_->counts(), (StoreCounts{.documents = 1, .chunks = 10, .vectors = 10}));
}

}  // namespace
}  // namespace baton
