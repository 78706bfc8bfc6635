#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include <baton/index/keywords.hpp>
#include <baton/index/vector_store.hpp>

#include "core/cosine.hpp"
#include "index/text_words.hpp"
#include "record_check.hpp"

namespace baton::inline v0 {
namespace {

using RecordsById = std::map<std::string, VectorRecord>;

VectorRecord without_vector(const VectorRecord& record) {
  return {.id = record.id, .source = record.source, .text = record.text, .metadata = record.metadata};
}

void keep_best(std::vector<FoundRecord>& found, std::size_t top) {
  std::ranges::stable_sort(found, std::greater(), &FoundRecord::score);
  if (found.size() > top) found.resize(top);
}

/// The records of one namespace that a filter lets through.
using Candidates = std::vector<const VectorRecord*>;

std::vector<FoundRecord> nearest_of(const Candidates& candidates, const VectorQuery& query) {
  std::vector<FoundRecord> found;
  if (!has_direction(query.vector)) return found;
  for (const VectorRecord* record : candidates) {
    if (!has_direction(record->vector)) continue;
    found.push_back({.record = without_vector(*record), .score = cosine_of(query.vector, record->vector).value_or(0.0)});
  }
  keep_best(found, query.top);
  return found;
}

/// BM25 with the usual k1 = 1.2 and b = 0.75 over the candidates.
std::vector<FoundRecord> worded_of(const Candidates& candidates, const VectorQuery& query) {
  const std::vector<WeightedWord> wanted = keywords_of(query.words);
  std::vector<std::vector<std::string>> texts;
  double words_in_all = 0.0;
  for (const VectorRecord* record : candidates) {
    texts.push_back(text_words(record->text));
    words_in_all += static_cast<double>(texts.back().size());
  }
  std::vector<double> scores(candidates.size(), 0.0);
  const double count = static_cast<double>(candidates.size());
  for (const auto& [word, repeats] : wanted) {
    std::vector<double> times;
    for (const auto& text : texts) times.push_back(static_cast<double>(std::ranges::count(text, word)));
    const auto holders = static_cast<double>(std::ranges::count_if(times, [](double n) { return n > 0.0; }));
    const double weight = repeats * std::log(1.0 + (count - holders + 0.5) / (holders + 0.5));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const double length = static_cast<double>(texts[i].size()) * count / std::max(words_in_all, 1.0);
      scores[i] += weight * times[i] * 2.2 / (times[i] + 1.2 * (0.25 + 0.75 * length));
    }
  }
  std::vector<FoundRecord> found;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (scores[i] > 0.0) found.push_back({.record = without_vector(*candidates[i]), .score = scores[i]});
  }
  keep_best(found, query.top);
  return found;
}

class MemoryVectorStore : public VectorStore {
 public:
  explicit MemoryVectorStore(EmbedderInfo embedder) : embedder_(std::move(embedder)) {}

  Task<void> upsert(StoreNamespace space, std::vector<VectorRecord> records, Context context) override {
    check_upsert(records, embedder_);
    context.check();
    const std::unique_lock lock(mutex_);
    RecordsById& present = spaces_[space.name()];
    for (VectorRecord& record : records) {
      std::string id = record.id;
      present.insert_or_assign(std::move(id), std::move(record));
    }
    co_return;
  }

  Task<void> remove(StoreNamespace space, RecordSelection selection, Context context) override {
    check_selection(selection);
    context.check();
    const std::unique_lock lock(mutex_);
    const auto present = spaces_.find(space.name());
    if (present == spaces_.end()) co_return;
    if (const auto* ids = std::get_if<RecordIds>(&selection)) {
      for (const std::string& id : ids->ids) present->second.erase(id);
    } else if (const auto* source = std::get_if<RecordSource>(&selection)) {
      std::erase_if(present->second, [&](const auto& entry) { return entry.second.source == source->source; });
    } else {
      const Filter& filter = std::get<Filter>(selection);
      std::erase_if(present->second, [&](const auto& entry) { return matches(filter, entry.second.metadata); });
    }
    if (present->second.empty()) spaces_.erase(present);
  }

  Task<std::vector<VectorRecord>> get(StoreNamespace space, std::vector<std::string> ids,
                                      Context context) const override {
    check_ids(ids, most_got);
    context.check();
    std::vector<VectorRecord> result;
    const std::shared_lock lock(mutex_);
    const RecordsById& present = records_of(space);
    for (const std::string& id : ids) {
      if (const auto found = present.find(id); found != present.end()) result.push_back(found->second);
    }
    co_return result;
  }

  Task<RecordPage> list(StoreNamespace space, PageRequest request, Context context) const override {
    check_page(request);
    context.check();
    RecordPage page;
    const std::shared_lock lock(mutex_);
    const RecordsById& present = records_of(space);
    for (auto at = present.upper_bound(request.after); at != present.end(); ++at) {
      if (!matches(request.filter, at->second.metadata)) continue;
      if (page.records.size() == request.limit) {
        page.next = page.records.back().id;
        break;
      }
      page.records.push_back(without_vector(at->second));
    }
    co_return page;
  }

  Task<std::vector<FoundRecord>> search(StoreNamespace space, VectorQuery query,
                                        Context context) const override {
    check_query(query, embedder_);
    context.check();
    const std::shared_lock lock(mutex_);
    Candidates candidates;
    for (const auto& [id, record] : records_of(space)) {
      if (matches(query.filter, record.metadata)) candidates.push_back(&record);
    }
    if (query.words.empty()) co_return nearest_of(candidates, query);
    if (query.vector.empty()) co_return worded_of(candidates, query);
    co_return fuse_ranks(nearest_of(candidates, query), worded_of(candidates, query), query.top);
  }

 private:
  /// Call with the lock held.
  [[nodiscard]] const RecordsById& records_of(const StoreNamespace& space) const {
    static const RecordsById none;
    const auto found = spaces_.find(space.name());
    return found == spaces_.end() ? none : found->second;
  }

  const EmbedderInfo embedder_;
  mutable std::shared_mutex mutex_;
  std::map<std::string, RecordsById> spaces_;
};

}  // namespace

std::shared_ptr<VectorStore> memory_vector_store(VectorStoreOptions options) {
  check_embedder(options.embedder);
  return std::make_shared<MemoryVectorStore>(std::move(options.embedder));
}

}  // namespace baton::inline v0
