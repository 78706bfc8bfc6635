#include <baton/index/index_folder.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/sha256.hpp>
#include <baton/core/when_all.hpp>

#include "folder_plan.hpp"

namespace baton::inline v0 {
namespace {

using Records = std::map<std::string, DocumentRecord>;

constexpr const char* recipe_note = "baton.recipe";

/// What decides, beside the files and the embedder, how the chunks come out.
std::string recipe_of(const SplitOptions& options) {
  return "2 chunk_bytes=" + std::to_string(options.chunk_bytes) +
         " overlap_bytes=" + std::to_string(options.overlap_bytes);
}

/// A file on its way into the store.
struct Item {
  DocumentUpdate update;
  std::uint64_t bytes = 0;
  bool known = false;             // the store has this source
  bool same = false;              // read, and found to be what the store has
  std::optional<Error> unreadable;  // for now: not recorded, so that the next run tries again
  std::vector<SkippedSource> skipped_parts;
};
using Batch = std::vector<Item>;

bool may_pass(const Error& error) {
  return error.code() == ErrorCode::permission_denied || error.code() == ErrorCode::io_error ||
         error.code() == ErrorCode::not_found;
}

/// Over everything that is indexed of a file with its parts.
std::string fingerprint(const std::vector<Document>& documents) {
  std::string all;
  for (const Document& document : documents) {
    all += document.source + '\n' + document.media_type + '\n' + document.title + '\n' +
           document.text + '\0';
  }
  return to_hex(sha256(all));
}

void append_chunks(const std::vector<Document>& documents, const SplitOptions& options, std::vector<Chunk>& chunks) {
  for (const Document& document : documents) {
    std::ranges::move(split(document, options), std::back_inserter(chunks));
  }
}

/// Loads and splits one file. Runs on a pool thread.
Item load_item(const FsRoot& root, const FolderFile& file, const Records& records,
               const IndexOptions& options, const Context& context) {
  Item item;
  DocumentRecord& record = item.update.record;
  FileStat stat = file.stat;
  const auto loaded = load_file(root, file.path, options.load, context, &stat);
  context.check();  // a file that was given up is not one that cannot be read
  record.source = file.path;
  record.state = state_of(stat);
  item.bytes = stat.size;
  const auto present = records.find(file.path);
  item.known = present != records.end();
  if (!loaded) {
    record.skipped = loaded.error().message();
    if (may_pass(loaded.error())) item.unreadable = loaded.error();
    return item;
  }
  for (const SkippedPart& part : loaded->skipped) item.skipped_parts.push_back({part.source, part.reason.message()});
  record.sha256 = fingerprint(loaded->documents);
  item.same = item.known && present->second.skipped.empty() && present->second.sha256 == record.sha256;
  if (item.same) return item;
  if (!loaded->documents.empty()) {
    const Document& first = loaded->documents.front();
    record.media_type = first.media_type;
    record.title = first.title;
    record.metadata = first.metadata;
  }
  append_chunks(loaded->documents, options.split, item.update.chunks);
  return item;
}

void load_slice(const FsRoot& root, std::span<const FolderFile> files, std::size_t first, std::size_t step,
                const Records& records, const IndexOptions& options, const Context& context, Batch& into) {
  for (std::size_t i = first; i < files.size(); i += step) {
    into[i] = load_item(root, files[i], records, options, context);
  }
}

/// One run of `index_folder`. Its parts are coroutines that live no longer than the run.
class FolderRun {
 public:
  FolderRun(const std::string& root, std::shared_ptr<Store> store,
            std::shared_ptr<const Embedder> embedder, IndexOptions options, Context context)
      : path_(root),
        root_(root),
        store_(std::move(store)),
        embedder_(std::move(embedder)),
        options_(std::move(options)),
        context_(std::move(context)) {}

  Task<IndexReport> run() {
    const auto start = std::chrono::steady_clock::now();
    co_await blocking([this] { prepare(); });
    co_await work_through(make_batches(std::move(plan_.load), options_.batch_files));
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
    writer_.emplace(store_->writer());
    if (options_.rebuild || store_->note(recipe_note) != recipe_of(options_.split)) start_anew();
    check_embedder();
    for (DocumentRecord& record : store_->documents()) {
      std::string source = record.source;
      records_.emplace(std::move(source), std::move(record));
    }
    const FolderScan scan = scan_folder(root_, options_.folder, context_);
    plan_ = plan_folder(scan, records_, own_files(path_, store_->path()));
    report_.unchanged = plan_.unchanged;
    report_.skipped = std::move(plan_.skipped);
    report_.deleted = plan_.remove.size();
    report_.files = plan_.unchanged + report_.skipped.size() + plan_.load.size();
    total_ = plan_.load.size();
    if (!plan_.remove.empty()) {
      StoreChanges changes;
      changes.remove = std::move(plan_.remove);
      writer_->apply(changes);
    }
  }

  void start_anew() {
    const bool wrong_recipe = !options_.rebuild && store_->counts().documents > 0;
    if (wrong_recipe) check_embedder();  // whoever changes both shall hear of the embedder first
    writer_->clear();
    writer_->set_note(recipe_note, recipe_of(options_.split));
  }

  void check_embedder() {
    const auto present = store_->embedder();
    const std::size_t dimensions = embedder_->dimensions();
    if (!present || (present->name == embedder_->name() &&
                     (dimensions == 0 || dimensions == present->dimensions))) {
      return;
    }
    throw Error(ErrorCode::schema_mismatch,
                "index '" + store_->path() + "' was made with the embedder " + present->name +
                    " (" + std::to_string(present->dimensions) + " dimensions), not " + embedder_->name() +
                    ": use that one, or set IndexOptions::rebuild to make the index anew");
  }

  /// Three stages at a time: while one batch is written, the next is embedded and the one after loaded.
  Task<void> work_through(std::vector<std::vector<FolderFile>> batches) {
    Batch loaded;
    Batch embedded;
    tell();
    for (std::size_t i = 0; i < batches.size() + 2; ++i) {
      context_.check();
      Batch writing = std::exchange(embedded, std::exchange(loaded, {}));
      std::vector<Task<void>> stages;
      stages.push_back(write(writing));
      if (i < batches.size()) stages.push_back(load(batches[i], loaded));
      stages.push_back(embed(embedded));
      co_await when_all(std::move(stages));
      if (!writing.empty()) tell();
    }
  }

  Task<void> load(const std::vector<FolderFile>& files, Batch& into) {
    into.resize(files.size());
    const std::size_t slices = std::clamp<std::size_t>(options_.load_concurrency, 1, files.size());
    std::vector<Task<void>> tasks;
    for (std::size_t slice = 0; slice < slices; ++slice) {
      tasks.push_back(blocking([this, &files, &into, slice, slices] {
        load_slice(root_, files, slice, slices, records_, options_, context_, into);
      }));
    }
    co_await when_all(std::move(tasks));
  }

  Task<void> embed(Batch& batch) {
    std::vector<std::string> texts;
    for (const Item& item : batch) {
      for (const Chunk& chunk : item.update.chunks) texts.push_back(chunk.text);
    }
    const std::size_t count = texts.size();
    if (count == 0) co_return;
    auto vectors = co_await embedder_->embed(std::move(texts), EmbedPurpose::document, context_);
    if (vectors.size() != count) {
      throw Error(ErrorCode::bad_response, "the embedder " + embedder_->name() + " gave " +
                                               std::to_string(vectors.size()) + " vectors for " +
                                               std::to_string(count) + " texts");
    }
    auto next = vectors.begin();
    for (Item& item : batch) {
      const auto end = next + static_cast<std::ptrdiff_t>(item.update.chunks.size());
      item.update.vectors.assign(std::make_move_iterator(next), std::make_move_iterator(end));
      next = end;
    }
  }

  Task<void> write(Batch& batch) {
    if (batch.empty()) co_return;
    co_await blocking([this, &batch] { store_batch(batch); });
  }

  void store_batch(Batch& batch) {
    StoreChanges changes;
    for (Item& item : batch) {
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

  void declare_embedder(const StoreChanges& changes) {
    if (declared_) return;
    for (const DocumentUpdate& update : changes.put) {
      if (update.vectors.empty()) continue;
      writer_->set_embedder({embedder_->name(), update.vectors.front().size()});
      declared_ = true;
      return;
    }
  }

  void count(const Item& item) {
    const DocumentRecord& record = item.update.record;
    ++done_;
    report_.bytes += item.bytes;
    report_.chunks += item.update.chunks.size();
    std::ranges::copy(item.skipped_parts, std::back_inserter(report_.skipped_parts));
    if (!record.skipped.empty()) {
      report_.skipped.push_back({record.source, record.skipped});
      const auto present = records_.find(record.source);
      if (present != records_.end() && present->second.skipped.empty()) ++report_.deleted;
      return;
    }
    ++(item.same ? report_.unchanged : item.known ? report_.updated : report_.added);
  }

  void finish() {
    writer_->save_vectors([this](std::size_t done, std::size_t total) {
      context_.check();
      if (!options_.on_progress) return;
      options_.on_progress({IndexProgress::Phase::vectors, done, total, report_.bytes});
    });
    writer_.reset();
    std::ranges::sort(report_.skipped, {}, &SkippedSource::source);
    std::ranges::sort(report_.skipped_parts, {}, &SkippedSource::source);
  }

  void tell() const {
    if (!options_.on_progress) return;
    options_.on_progress({IndexProgress::Phase::files, done_, total_, report_.bytes});
  }

  const std::string path_;
  const FsRoot root_;
  const std::shared_ptr<Store> store_;
  const std::shared_ptr<const Embedder> embedder_;
  const IndexOptions options_;
  const Context context_;
  std::optional<StoreWriter> writer_;
  Records records_;
  FolderPlan plan_;
  IndexReport report_;
  std::size_t done_ = 0;
  std::size_t total_ = 0;
  bool declared_ = false;
};

}  // namespace

Task<IndexReport> index_folder(std::string root, std::shared_ptr<Store> store,
                               std::shared_ptr<const Embedder> embedder, IndexOptions options,
                               Context context) {
  FolderRun run(root, std::move(store), std::move(embedder), std::move(options), std::move(context));
  co_return co_await run.run();
}

}  // namespace baton::inline v0
