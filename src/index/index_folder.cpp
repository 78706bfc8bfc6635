#include <baton/index/index_folder.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <exception>
#include <iterator>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/when_all.hpp>

#include "bounded_queue.hpp"
#include "embed_retry.hpp"
#include "folder_duplicates.hpp"
#include "folder_item.hpp"
#include "folder_options.hpp"
#include "folder_plan.hpp"
#include "store_impl.hpp"

namespace baton::inline v0 {
namespace {

constexpr const char* recipe_note = "baton.recipe";

/// One run of `index_folder`. Its parts are coroutines that live no longer than the run.
class FolderRun {
 public:
  FolderRun(const std::string& root, std::shared_ptr<Store> store,
            std::shared_ptr<const Embedder> embedder, IndexOptions options, const Context& context)
      : path_(root),
        root_(root),
        store_(std::move(store)),
        embedder_(std::move(embedder)),
        options_(std::move(options)),
        stop_(context.stop_token()),
        context_(context.with_stop(stop_.token())),
        loaders_(std::max<std::size_t>(1, options_.load_concurrency)),
        embedders_(std::max<std::size_t>(1, options_.embed_concurrency)),
        lanes_(options_.duplicate_files ? embedders_ : 1) {
    const bool in_order = options_.duplicate_files.has_value();
    if (in_order) kept_.emplace(*options_.duplicate_files);
    for (std::size_t i = 0; in_order && i < loaders_; ++i) in_turn_.emplace_back(options_.queued_batches, 1);
    for (std::size_t i = 0; i < lanes_; ++i) loaded_.emplace_back(options_.queued_batches, in_order ? 1 : loaders_);
    for (std::size_t i = 0; i < lanes_; ++i) embedded_.emplace_back(options_.queued_batches, in_order ? 1 : embedders_);
  }

  Task<IndexReport> run() {
    const auto start = std::chrono::steady_clock::now();
    co_await blocking([this] { prepare(); });
    tell();
    co_await work_through();
    co_await blocking([this] { finish(); });
    report_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    co_return std::move(report_);
  }

 private:
  template <class F>
  Task<void> blocking(F function) {
    return context_.runtime().blocking(std::move(function), context_);
  }

  /// Becomes the writer, checks that the store fits, and finds out what is to do.
  void prepare() {
    writer_.emplace(store_->writer(context_));
    std::vector<DocumentRecord> present = store_->documents();
    const auto recipe = store_->note(recipe_note);
    anew_ = options_.rebuild || (recipe && *recipe != recipe_of(options_));
    check_embedder(present);
    if (anew_ && options_.mode != IndexMode::full) {
      throw Error(ErrorCode::schema_mismatch,
                  "index '" + store_->path() + "' was split otherwise (" + recipe.value_or("unknown") +
                      "): index the whole folder again with IndexOptions::rebuild, or use those options");
    }
    for (DocumentRecord& record : present) {
      if (anew_) old_.push_back(record.source);
      std::string source = record.source;
      if (!anew_) records_.emplace(std::move(source), std::move(record));
    }
    plan();
  }

  void plan() {
    const FolderScan scan = scan_folder(root_, options_.folder, context_);
    FolderPlan plan = plan_folder(scan, records_, own_files(path_, store_->path()),
                                  {options_.mode, options_.scope});
    report_.unchanged = plan.unchanged;
    report_.skipped = std::move(plan.skipped);
    report_.deleted = plan.remove.size();
    report_.duplicates = std::move(plan.duplicates);
    report_.files = plan.unchanged + report_.skipped.size() + report_.duplicates.size() + plan.load.size();
    total_ = plan.load.size();
    if (kept_) {
      put_known_first(plan.load, records_);
      remember_kept(plan);
    }
    batches_ = make_batches(std::move(plan.load), options_.batch_files);
    if (anew_) return;
    writer_->set_note(recipe_note, recipe_of(options_));
    if (plan.remove.empty()) return;
    StoreChanges changes;
    changes.remove = std::move(plan.remove);
    writer_->apply(changes);
  }

  /// What the run leaves in the index as it is comes before all others.
  void remember_kept(const FolderPlan& plan) {
    make_hash_table(StoreAccess::database(*writer_));
    const std::set<std::string> changing = changing_sources(plan);
    for (const auto& [source, record] : records_) {
      if (!record.skipped.empty() || changing.contains(source)) continue;
      kept_->keep({source, record.sha256}, find_hash(StoreAccess::database(*writer_), record.sha256));
    }
  }

  /// Refuses another embedder than the one that made the vectors, before anything is changed.
  void check_embedder(const std::vector<DocumentRecord>& present) {
    info_ = store_->embedder();
    const auto& info = info_;
    const StoreCounts counts = store_->counts();
    const auto own = std::ranges::count_if(present, [](const auto& each) { return each.skipped.empty(); });
    foreign_ = counts.documents > static_cast<std::size_t>(own);
    const std::size_t dimensions = embedder_->dimensions();
    if (!info || counts.vectors == 0 ||
        (info->name == embedder_->name() && (dimensions == 0 || dimensions == info->dimensions))) {
      return;
    }
    const std::string what = "index '" + store_->path() + "' was made with the embedder " + info->name + " (" +
                             std::to_string(info->dimensions) + " dimensions), not " + embedder_->name();
    if (options_.rebuild && foreign_) {
      throw Error(ErrorCode::schema_mismatch,
                  what + ", and has records of other namespaces with such vectors: use that one, or remove "
                         "the records first. Nothing was changed");
    }
    if (options_.rebuild) return;
    throw Error(ErrorCode::schema_mismatch,
                what + ": use that one, or set IndexOptions::rebuild to make the index anew");
  }

  /// Every stage runs until the one before has no more. The first failure stops them all.
  Task<void> work_through() {
    std::vector<Task<void>> stages;
    for (std::size_t i = 0; i < loaders_; ++i) stages.push_back(guarded(load_stage(i)));
    if (kept_) stages.push_back(guarded(compare_stage()));
    for (std::size_t i = 0; i < embedders_; ++i) stages.push_back(guarded(embed_stage(i % lanes_)));
    stages.push_back(guarded(write_stage()));
    co_await when_all(std::move(stages));
    if (failure_) std::rethrow_exception(failure_);
  }

  Task<void> guarded(Task<void> stage) {
    try {
      co_await std::move(stage);
    } catch (...) {
      {
        const std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::current_exception();
      }
      stop_.request_stop();
    }
  }

  /// Takes the next batch; where files are compared, each loader has its own, so that they can be put in order again.
  Task<void> load_stage(std::size_t loader) {
    BoundedQueue<FolderBatch>& next = kept_ ? in_turn_[loader] : loaded_.front();
    for (std::size_t i = kept_ ? loader : next_batch_++; i < batches_.size(); i = kept_ ? i + loaders_ : next_batch_++) {
      FolderBatch batch;
      co_await blocking([this, &batch, &i] {
        for (const FolderFile& file : batches_[i]) {
          batch.push_back(load_item(root_, file, records_, options_, context_));
        }
      });
      co_await next.push(std::move(batch), context_);
    }
    next.done();
  }

  /// Compares the files in the order of the plan, whichever was loaded first.
  Task<void> compare_stage() {
    for (std::size_t i = 0; i < batches_.size(); ++i) {
      std::optional<FolderBatch> batch = co_await in_turn_[i % loaders_].pop(context_);
      if (!batch) break;
      co_await blocking([this, &batch] {
        for (FolderItem& item : *batch) compare(item);
      });
      co_await loaded_[i % lanes_].push(std::move(*batch), context_);
    }
    for (BoundedQueue<FolderBatch>& lane : loaded_) lane.done();
  }

  void compare(FolderItem& item) {
    DocumentRecord& record = item.update.record;
    if (!record.skipped.empty()) return;
    item.repeats = kept_->take({record.source, record.sha256}, item.hash);
    if (!item.repeats) return;
    item.same = false;
    item.update.chunks.clear();
    note_duplicate(*item.repeats, record);
  }

  Task<void> embed_stage(std::size_t lane) {
    for (;;) {
      std::optional<FolderBatch> batch = co_await loaded_[lane].pop(context_);
      if (!batch) break;
      co_await embed(*batch);
      co_await embedded_[lane].push(std::move(*batch), context_);
    }
    embedded_[lane].done();
  }

  Task<void> embed(FolderBatch& batch) {
    std::vector<std::string> texts;
    for (const FolderItem& item : batch) {
      for (const Chunk& chunk : item.update.chunks) texts.push_back(chunk.text);
    }
    if (texts.empty()) co_return;
    auto vectors = co_await embed_with_retry(embedder_, std::move(texts), options_.retry, context_);
    auto next = vectors.begin();
    for (FolderItem& item : batch) {
      const auto end = next + static_cast<std::ptrdiff_t>(item.update.chunks.size());
      item.update.vectors.assign(std::make_move_iterator(next), std::make_move_iterator(end));
      next = end;
    }
  }

  /// Where files are compared, a file is written before those that repeat it: whenever a run is killed, the next one does
  /// not begin with theirs again.
  Task<void> write_stage() {
    for (std::size_t i = 0;; ++i) {
      std::optional<FolderBatch> batch = co_await embedded_[i % lanes_].pop(context_);
      if (!batch) break;
      co_await blocking([this, &batch] { store_batch(*batch); });
      tell();
    }
  }

  void store_batch(FolderBatch& batch) {
    check_dimensions(batch);
    start_anew();
    if (kept_) store_hashes(batch);
    StoreChanges changes;
    for (FolderItem& item : batch) {
      count(item);
      if (item.same) {
        changes.touch.push_back(std::move(item.update.record));
      } else if (item.unreadable) {
        changes.remove.push_back(item.update.record.source);
      } else {
        changes.put.push_back(std::move(item.update));
      }
    }
    declare_embedder(changes);
    writer_->apply(changes);
  }

  /// Before the files themselves, so that no run finds a file without.
  void store_hashes(FolderBatch& batch) {
    std::vector<std::pair<std::string, MinHash>> hashes;
    for (FolderItem& item : batch) {
      if (item.update.record.skipped.empty()) hashes.emplace_back(item.update.record.sha256, std::move(item.hash));
    }
    put_hashes(StoreAccess::database(*writer_), hashes);
  }

  /// Refuses vectors that cannot stand beside those of records, before starting anew drops anything.
  void check_dimensions(const FolderBatch& batch) const {
    if (!anew_ || !foreign_ || !info_) return;
    for (const FolderItem& item : batch) {
      if (item.update.vectors.empty() || item.update.vectors.front().size() == info_->dimensions) continue;
      throw Error(ErrorCode::schema_mismatch,
                  "index '" + store_->path() + "' has records of namespaces with vectors of " +
                      std::to_string(info_->dimensions) + " dimensions, and " + embedder_->name() + " makes " +
                      std::to_string(item.update.vectors.front().size()) + ". Nothing was changed");
    }
  }

  /// Drops what the store had, now that something takes its place.
  void start_anew() {
    if (!anew_) return;
    anew_ = false;
    drop_all_hashes(StoreAccess::database(*writer_));
    if (kept_) make_hash_table(StoreAccess::database(*writer_));
    if (foreign_) {
      StoreChanges changes;
      changes.remove = std::move(old_);
      writer_->apply(changes);
    } else {
      writer_->clear();
    }
    writer_->set_note(recipe_note, recipe_of(options_));
  }

  void declare_embedder(const StoreChanges& changes) {
    if (declared_) return;
    for (const DocumentUpdate& update : changes.put) {
      if (update.vectors.empty()) continue;
      writer_->set_embedder({embedder_->name(), update.vectors.front().size()});
      declared_ = true;
      return;
    }
  }

  void count(const FolderItem& item) {
    const DocumentRecord& record = item.update.record;
    ++done_;
    report_.bytes += item.bytes;
    report_.chunks += item.update.chunks.size();
    std::ranges::copy(item.skipped_parts, std::back_inserter(report_.skipped_parts));
    if (!record.skipped.empty()) {
      if (item.repeats) found_.push_back({record.source, item.repeats->source});
      else report_.skipped.push_back({record.source, record.skipped});
      const auto present = records_.find(record.source);
      if (present != records_.end() && present->second.skipped.empty()) ++report_.deleted;
      return;
    }
    ++(item.same ? report_.unchanged : item.known ? report_.updated : report_.added);
  }

  void finish() {
    start_anew();  // nothing was there to be written
    const auto progress = [this](std::size_t done, std::size_t total) {
      if (options_.on_progress) options_.on_progress({IndexProgress::Phase::vectors, done, total, report_.bytes});
    };
    writer_->save_vectors({.helpers = std::max<std::size_t>(1, options_.link_concurrency) - 1, .progress = progress}, context_);
    if (kept_) drop_unused_hashes(StoreAccess::database(*writer_));
    writer_.reset();
    std::ranges::sort(report_.skipped, {}, &SkippedSource::source);
    std::ranges::sort(report_.duplicates, {}, &DuplicateFile::source);
    std::ranges::sort(report_.skipped_parts, {}, &SkippedSource::source);
  }

  void tell() {
    std::ranges::copy(found_, std::back_inserter(report_.duplicates));
    std::vector<DuplicateFile> found = std::exchange(found_, {});
    if (!options_.on_progress) return;
    options_.on_progress({IndexProgress::Phase::files, done_, total_, report_.bytes, std::move(found)});
  }

  const std::string path_;
  const FsRoot root_;
  const std::shared_ptr<Store> store_;
  const std::shared_ptr<const Embedder> embedder_;
  const IndexOptions options_;
  LinkedStop stop_;
  const Context context_;  ///< of the stages: also stops when one of them fails
  const std::size_t loaders_;
  const std::size_t embedders_;
  std::optional<StoreWriter> writer_;
  FolderRecords records_;
  std::vector<std::vector<FolderFile>> batches_;
  std::atomic<std::size_t> next_batch_ = 0;
  std::optional<FolderDuplicates> kept_;           ///< where files are compared
  std::deque<BoundedQueue<FolderBatch>> in_turn_;  ///< of each loader then
  std::vector<DuplicateFile> found_;               ///< and not told yet
  const std::size_t lanes_;                         ///< one; where files are compared, one for each embedder, used in turn
  std::deque<BoundedQueue<FolderBatch>> loaded_;    ///< of each lane
  std::deque<BoundedQueue<FolderBatch>> embedded_;  ///< of each lane
  std::mutex mutex_;
  std::exception_ptr failure_;  ///< the first; those that follow from stopping are of no interest
  std::optional<EmbedderInfo> info_;  ///< who made the vectors so far
  IndexReport report_;
  std::vector<std::string> old_;  ///< what starting anew drops
  std::size_t done_ = 0;
  std::size_t total_ = 0;
  bool anew_ = false;
  bool foreign_ = false;  ///< the store also has records of namespaces
  bool declared_ = false;
};

}  // namespace

Task<IndexReport> index_folder(std::string root, std::shared_ptr<Store> store,
                               std::shared_ptr<const Embedder> embedder, IndexOptions options,
                               Context context) {
  if (!store || !embedder) throw Error(ErrorCode::invalid_argument, "index_folder needs a store and an embedder");
  check_index_options(options);
  FolderRun run(root, std::move(store), std::move(embedder), std::move(options), context);
  co_return co_await run.run();
}

}  // namespace baton::inline v0
