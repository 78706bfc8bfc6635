#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include <baton/index/keywords.hpp>
#include <baton/index/vector_store.hpp>

#include "core/cosine.hpp"
#include "languages.hpp"
#include "record_check.hpp"
#include "word_forms.hpp"

namespace baton::inline v0 {
namespace {

/// A record, with how often its text has each word.
struct KeptRecord {
  VectorRecord record;
  std::unordered_map<std::string, double> words;
  double word_count = 0.0;
};

using RecordsById = std::map<std::string, KeptRecord>;

KeptRecord kept(VectorRecord record, const WordForms& forms) {
  KeptRecord result;
  for_each_filed_word(record.text, forms, [&](const std::string& word) {
    result.words[word] += 1.0;
    result.word_count += 1.0;
    return true;
  });
  result.record = std::move(record);
  return result;
}

VectorRecord without_vector(const VectorRecord& record) {
  return {.id = record.id, .source = record.source, .text = record.text, .metadata = record.metadata};
}

void keep_best(std::vector<FoundRecord>& found, std::size_t top) {
  std::ranges::stable_sort(found, std::greater(), &FoundRecord::score);
  if (found.size() > top) found.resize(top);
}

/// The records of one namespace that a filter lets through.
using Candidates = std::vector<const KeptRecord*>;

std::vector<FoundRecord> nearest_of(const Candidates& candidates, const VectorQuery& query) {
  std::vector<FoundRecord> found;
  if (!has_direction(query.vector)) return found;
  for (const KeptRecord* candidate : candidates) {
    const VectorRecord& record = candidate->record;
    if (!has_direction(record.vector)) continue;
    found.push_back({.record = without_vector(record), .score = cosine_of(query.vector, record.vector).value_or(0.0)});
  }
  keep_best(found, query.top);
  return found;
}

double times_in(const KeptRecord& candidate, const std::vector<std::string>& forms) {
  double times = 0.0;
  for (const std::string& form : forms) {
    if (const auto held = candidate.words.find(form); held != candidate.words.end()) times += held->second;
  }
  return times;
}

/// BM25 with the usual k1 = 1.2 and b = 0.75 over the candidates.
std::vector<FoundRecord> worded_of(const Candidates& candidates, const VectorQuery& query, const WordForms& forms) {
  double words_in_all = 0.0;
  for (const KeptRecord* candidate : candidates) words_in_all += candidate->word_count;
  std::vector<double> scores(candidates.size(), 0.0);
  const double count = static_cast<double>(candidates.size());
  for (const auto& [word, repeats] : keywords_of(query.words, {.languages = forms.languages()})) {
    const std::vector<std::string> forms_of_word = forms.all_forms(word);
    std::vector<double> times;
    for (const KeptRecord* candidate : candidates) times.push_back(times_in(*candidate, forms_of_word));
    const auto holders = static_cast<double>(std::ranges::count_if(times, [](double n) { return n > 0.0; }));
    const double weight = repeats * std::log(1.0 + (count - holders + 0.5) / (holders + 0.5));
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const double length = candidates[i]->word_count * count / std::max(words_in_all, 1.0);
      scores[i] += weight * times[i] * 2.2 / (times[i] + 1.2 * (0.25 + 0.75 * length));
    }
  }
  std::vector<FoundRecord> found;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (scores[i] > 0.0) found.push_back({.record = without_vector(candidates[i]->record), .score = scores[i]});
  }
  keep_best(found, query.top);
  return found;
}

class MemoryVectorStore : public VectorStore {
 public:
  MemoryVectorStore(EmbedderInfo embedder, std::vector<std::string> languages)
      : embedder_(std::move(embedder)), languages_(std::move(languages)) {}

  Task<void> upsert(StoreNamespace space, std::vector<VectorRecord> records, Context context) override {
    check_upsert(records, embedder_);
    const WordForms forms(languages_);
    std::vector<KeptRecord> added;
    for (VectorRecord& record : records) {
      context.check();
      added.push_back(kept(std::move(record), forms));
    }
    const std::unique_lock lock(mutex_);
    RecordsById& present = spaces_[space.name()];
    for (KeptRecord& one : added) {
      std::string id = one.record.id;
      present.insert_or_assign(std::move(id), std::move(one));
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
      std::erase_if(present->second, [&](const auto& entry) { return entry.second.record.source == source->source; });
    } else {
      const Filter& filter = std::get<Filter>(selection);
      std::erase_if(present->second, [&](const auto& entry) { return matches(filter, entry.second.record.metadata); });
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
      if (const auto found = present.find(id); found != present.end()) result.push_back(found->second.record);
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
      if (!matches(request.filter, at->second.record.metadata)) continue;
      if (page.records.size() == request.limit) {
        page.next = page.records.back().id;
        break;
      }
      page.records.push_back(without_vector(at->second.record));
    }
    co_return page;
  }

  Task<std::vector<FoundRecord>> search(StoreNamespace space, VectorQuery query,
                                        Context context) const override {
    check_query(query, embedder_);
    context.check();
    const std::shared_lock lock(mutex_);
    Candidates candidates;
    for (const auto& [id, one] : records_of(space)) {
      if (matches(query.filter, one.record.metadata)) candidates.push_back(&one);
    }
    if (query.words.empty()) co_return nearest_of(candidates, query);
    const WordForms forms(languages_);
    if (query.vector.empty()) co_return worded_of(candidates, query, forms);
    co_return fuse_ranks(nearest_of(candidates, query), worded_of(candidates, query, forms), query.top);
  }

 private:
  /// Call with the lock held.
  [[nodiscard]] const RecordsById& records_of(const StoreNamespace& space) const {
    static const RecordsById none;
    const auto found = spaces_.find(space.name());
    return found == spaces_.end() ? none : found->second;
  }

  const EmbedderInfo embedder_;
  const std::vector<std::string> languages_;
  mutable std::shared_mutex mutex_;
  std::map<std::string, RecordsById> spaces_;
};

}  // namespace

std::shared_ptr<VectorStore> memory_vector_store(VectorStoreOptions options) {
  check_options(options);
  return std::make_shared<MemoryVectorStore>(std::move(options.embedder), languages_or_english(std::move(options.languages)));
}

}  // namespace baton::inline v0
