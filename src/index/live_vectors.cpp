#include <algorithm>
#include <chrono>
#include <cstring>
#include <iterator>
#include <system_error>

#include <baton/core/error.hpp>

#include "store_impl.hpp"

namespace baton::inline v0 {
namespace {

// What is read ahead of linking, beside the index itself. At least one vector.
constexpr std::size_t most_read_ahead = std::size_t{16} << 20;  // bytes

std::vector<std::int64_t> stored_ids(sqlite::Database& database) {
  std::vector<std::int64_t> ids;
  sqlite::Rows rows = database.query("SELECT id FROM vectors ORDER BY id");
  while (rows.next()) ids.push_back(rows.integer(0));
  return ids;
}

std::vector<std::int64_t> missing(const std::vector<std::int64_t>& from,
                                  const std::vector<std::int64_t>& in) {
  std::vector<std::int64_t> result;
  std::ranges::set_difference(from, in, std::back_inserter(result));
  return result;
}

VectorStamp stamp_of(sqlite::Database& database, const EmbedderInfo& info, std::int64_t generation) {
  sqlite::Rows rows = database.query("SELECT value FROM state WHERE key='id'");
  return {.store_id = rows.next() ? std::string(rows.text(0)) : std::string(),
          .embedder = info.name,
          .generation = static_cast<std::uint64_t>(generation)};
}

void append_numbers(std::vector<float>& numbers, sqlite::Blob bytes, std::size_t dimensions) {
  if (bytes.size() != dimensions * sizeof(float)) {
    throw Error(ErrorCode::data_corrupt, "a stored vector has the wrong size: delete the index and index again");
  }
  numbers.resize(numbers.size() + dimensions);
  std::memcpy(numbers.data() + numbers.size() - dimensions, bytes.data(), bytes.size());
}

/// Adds the vectors of `ids`, which are in ascending order. Ids grow, so that those which are missing follow one
/// another, as a rule: one pass over the rows between them reads hardly any other.
void add_vectors(sqlite::Database& database, VectorIndex& index, const std::vector<std::int64_t>& ids,
                 const VectorBuildOptions& build, const Context& context) {
  if (ids.empty()) return;
  std::size_t done = 0;
  std::vector<std::int64_t> ahead;
  std::vector<float> numbers;
  VectorBuildOptions part{.helpers = build.helpers};
  if (build.progress) part.progress = [&](std::size_t of_part, std::size_t) { build.progress(done + of_part, ids.size()); };
  const auto link = [&] {
    index.add_all(ahead, numbers, part, context);
    done += ahead.size();
    ahead.clear();
    numbers.clear();
  };
  sqlite::Rows rows = database.query("SELECT id, value FROM vectors WHERE id BETWEEN ? AND ? ORDER BY id", ids.front(), ids.back());
  while (rows.next()) {
    if (rows.integer(0) != ids[done + ahead.size()]) continue;
    ahead.push_back(rows.integer(0));
    append_numbers(numbers, rows.blob(1), index.dimensions());
    if ((numbers.size() + index.dimensions()) * sizeof(float) > most_read_ahead) link();
  }
  if (!ahead.empty()) link();
}

}  // namespace

std::int64_t stored_generation(sqlite::Database& database) {
  return database.integer("SELECT value FROM state WHERE key='generation'");
}

Embedding to_embedding(sqlite::Blob bytes, std::size_t dimensions) {
  Embedding vector;
  append_numbers(vector, bytes, dimensions);
  return vector;
}

class LiveVectors::Hold {
 public:
  Hold(LiveVectors& of, const Context& context) : of_(of) {
    constexpr std::chrono::milliseconds between_looks{20};  // at the context
    std::unique_lock lock(of_.mutex_);
    while (of_.held_) {
      context.check();
      of_.let_go_.wait_for(lock, between_looks);
    }
    of_.held_ = true;
  }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
  ~Hold() {
    {
      const std::lock_guard lock(of_.mutex_);
      of_.held_ = false;
    }
    of_.let_go_.notify_one();
  }

 private:
  LiveVectors& of_;
};

std::shared_ptr<VectorIndex> LiveVectors::first(const VectorStamp& stamp, std::size_t dimensions,
                                                std::size_t count) const {
  if (count > options_.exact_below) {
    auto loaded = VectorIndex::load(file_, stamp, dimensions, options_);
    // A file newer than the rows was made before a crash took some of them back.
    if (loaded && loaded->generation <= stamp.generation) {
      return std::make_shared<VectorIndex>(std::move(loaded->index));
    }
  }
  VectorIndexOptions options = options_;
  if (count > options.exact_below) options.exact_below = 0;  // link from the start, with progress
  return std::make_shared<VectorIndex>(dimensions, options);
}

void LiveVectors::catch_up(sqlite::Database& database, std::int64_t generation, const VectorBuildOptions& build,
                           const Context& context) {
  const auto info = stored_embedder(database);
  const std::vector<std::int64_t> ids = stored_ids(database);
  if (!info || ids.empty()) {
    index_.reset();
    return;
  }
  const VectorStamp stamp = stamp_of(database, *info, generation);
  const std::string owner = stamp.store_id + '\n' + stamp.embedder;
  if (!index_ || owner != owner_ || index_->dimensions() != info->dimensions) {
    index_ = first(stamp, info->dimensions, ids.size());
    owner_ = owner;
  }
  const std::vector<std::int64_t> known = index_->ids();
  index_->remove_all(missing(known, ids), {.helpers = build.helpers}, context);
  add_vectors(database, *index_, missing(ids, known), build, context);
}

std::shared_ptr<const VectorIndex> LiveVectors::current(sqlite::Database& database, const VectorBuildOptions& build,
                                                        const Context& context) {
  const Hold hold(*this, context);
  sqlite::Transaction snapshot(database, sqlite::Transaction::Kind::read);
  const std::int64_t generation = stored_generation(database);
  if (generation != generation_) {
    generation_ = -1;  // ended early, it is of none
    catch_up(database, generation, build, context);
    generation_ = generation;
  }
  return index_;
}

std::shared_ptr<const VectorIndex> LiveVectors::at_hand(std::int64_t generation) {
  const std::lock_guard lock(mutex_);
  return !held_ && generation == generation_ ? index_ : nullptr;
}

void LiveVectors::save(sqlite::Database& database, const VectorBuildOptions& build, const Context& context) {
  // Few vectors are read back faster than they are worth saving.
  const std::int64_t count = database.integer("SELECT count(*) FROM vectors");
  if (static_cast<std::size_t>(count) <= options_.exact_below) {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
    return;
  }
  const auto index = current(database, build, context);
  if (!index) return;
  const auto info = stored_embedder(database);
  if (info) index->save(file_, stamp_of(database, *info, stored_generation(database)));
}

void LiveVectors::clear() {
  const Hold hold(*this, {});
  index_.reset();
  generation_ = -1;
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

}  // namespace baton::inline v0
