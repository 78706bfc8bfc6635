#include <baton/index/vector_index.hpp>

#include <algorithm>
#include <mutex>
#include <unordered_set>
#include <utility>

#include <baton/core/error.hpp>

#include "shared_work.hpp"
#include "turn_lock.hpp"
#include "vector_rows.hpp"
#include "vector_state.hpp"

namespace baton::inline v0 {
namespace {

// Vectors that are linked together before searches see them; also how often progress is told.
constexpr std::size_t batch = 1024;

void check_options(std::size_t dimensions, const VectorIndexOptions& options) {
  if (dimensions == 0 || dimensions > VectorFile::most_dimensions) {
    throw Error(ErrorCode::invalid_argument, "an index of " + std::to_string(dimensions) + " dimensions cannot be made: 1 to " +
                                                 std::to_string(VectorFile::most_dimensions) + " are possible");
  }
  if (options.links < 2 || options.links > VectorFile::most_links) {
    throw Error(ErrorCode::invalid_argument,
                "VectorIndexOptions::links must be from 2 to " + std::to_string(VectorFile::most_links));
  }
  if (options.ef_construction == 0 || options.ef_construction > VectorFile::most_candidates) {
    throw Error(ErrorCode::invalid_argument, "VectorIndexOptions::ef_construction must be from 1 to " +
                                                 std::to_string(VectorFile::most_candidates));
  }
  if (options.quantisation == VectorQuantisation::binary && options.metric == VectorMetric::l2) {
    throw Error(ErrorCode::invalid_argument, "signs say nothing of distances: quantise to int8, or compare by cosine");
  }
}

void one_after_another(std::size_t count, const std::function<void(std::size_t)>& work) {
  for (std::size_t at = 0; at < count; ++at) work(at);
}

/// Work on as many threads as there are helpers, in batches between which progress is told.
VectorState::Share in_batches(const VectorBuildOptions& build, const Context& context) {
  return [&](std::size_t count, const std::function<void(std::size_t)>& work) {
    for (std::size_t done = 0; done < count; done += batch) {
      if (build.progress) build.progress(done, count);
      share_work(std::min(batch, count - done), build.helpers, [&](std::size_t at) { work(done + at); }, context);
    }
    if (build.progress) build.progress(count, count);
  };
}

}  // namespace

struct VectorIndex::Impl {
  Impl(std::size_t size, const VectorIndexOptions& given)
      : dimensions(size), options(given), state(std::make_unique<VectorState>(size, given, given.exact_below == 0)) {}

  // All of these are only for whoever holds `writing`.

  void refuse_taken(std::span<const std::int64_t> ids) const;
  /// Links what is there once there is more than is to be compared, and makes room.
  void prepare_for(std::size_t more, const VectorState::Share& share);
  /// Searches go on with the old state until the new one is ready.
  void replace_state(std::unique_ptr<VectorState> by) {
    const auto turn = turns.to_change();
    state.swap(by);
  }
  void insert(VectorState::Slot slot) {
    if (!state->linked()) return;
    const auto turn = turns.to_change();
    state->insert(slot);
  }
  /// Adds vectors that were checked, those at `from` to `from + count` of all.
  template <class VectorAt>
  void add_batch(std::span<const std::int64_t> ids, VectorAt vector_at, const VectorState::Share& share);

  const std::size_t dimensions;
  const VectorIndexOptions options;
  std::mutex writing;      // whoever changes something holds it
  mutable TurnLock turns;  // keeps searches from insertions, growth and the swap of the state
  std::unique_ptr<VectorState> state;
};

void VectorIndex::Impl::refuse_taken(std::span<const std::int64_t> ids) const {
  const std::unordered_set<std::int64_t> once(ids.begin(), ids.end());
  if (once.size() != ids.size()) throw Error(ErrorCode::already_exists, "an id came twice: each vector needs its own");
  for (const std::int64_t id : ids) {
    if (!state->slots().contains(id)) continue;
    throw Error(ErrorCode::already_exists, "the index has a vector " + std::to_string(id) + " already: remove it first");
  }
}

void VectorIndex::Impl::prepare_for(std::size_t more, const VectorState::Share& share) {
  const std::size_t needed = state->slots().used() + more;
  if (!state->linked() && needed > options.exact_below) replace_state(state->relinked(true, share));
  if (needed <= state->capacity()) return;
  const auto turn = turns.to_change();
  state->reserve(std::max(needed, needed + needed / 2));
}

template <class VectorAt>
void VectorIndex::Impl::add_batch(std::span<const std::int64_t> ids, VectorAt vector_at, const VectorState::Share& share) {
  prepare_for(ids.size(), share);
  std::vector<VectorState::Slot> slots;
  for (std::size_t at = 0; at < ids.size(); ++at) slots.push_back(state->put(ids[at], vector_at(at).data()));
  // What this throws leaves slots that are never shown: some have links by now, and a slot is linked once.
  share(slots.size(), [&](std::size_t at) { insert(slots[at]); });
  for (const VectorState::Slot slot : slots) state->publish(slot);
}

VectorIndex::VectorIndex(std::size_t dimensions, VectorIndexOptions options) {
  check_options(dimensions, options);
  impl_ = std::make_unique<Impl>(dimensions, options);
}
VectorIndex::VectorIndex(VectorIndex&&) noexcept = default;
VectorIndex& VectorIndex::operator=(VectorIndex&&) noexcept = default;
VectorIndex::~VectorIndex() = default;

void VectorIndex::add(std::int64_t id, std::span<const float> vector) {
  const std::vector<float> row = prepared(vector, impl_->dimensions, impl_->options.metric);
  const std::lock_guard lock(impl_->writing);
  impl_->refuse_taken({&id, 1});
  impl_->add_batch({&id, 1}, [&](std::size_t) { return std::span(row); }, one_after_another);
}

void VectorIndex::add_all(std::span<const std::int64_t> ids, std::span<const float> vectors,
                          const VectorBuildOptions& build, const Context& context) {
  const std::size_t dimensions = impl_->dimensions;
  if (vectors.size() / dimensions != ids.size() || vectors.size() % dimensions != 0) {
    throw Error(ErrorCode::invalid_argument, std::to_string(ids.size()) + " ids came with " + std::to_string(vectors.size()) +
                                                 " numbers: give " + std::to_string(dimensions) + " for each id");
  }
  const auto row = [&](std::size_t at) { return prepared(vectors.subspan(at * dimensions, dimensions), dimensions, impl_->options.metric); };
  for (std::size_t at = 0; at < ids.size(); ++at) static_cast<void>(row(at));
  const auto share = [&](std::size_t count, const auto& work) { share_work(count, build.helpers, work, context); };
  const std::lock_guard lock(impl_->writing);
  impl_->refuse_taken(ids);
  for (std::size_t done = 0; done < ids.size();) {
    context.check();
    if (build.progress) build.progress(done, ids.size());
    const std::size_t count = std::min(batch, ids.size() - done);
    impl_->add_batch(ids.subspan(done, count), [&](std::size_t at) { return row(done + at); }, share);
    done += count;
  }
  if (build.progress) build.progress(ids.size(), ids.size());
}

bool VectorIndex::remove(std::int64_t id) { return remove_all({&id, 1}, {}, {}) != 0; }

std::size_t VectorIndex::remove_all(std::span<const std::int64_t> ids, const VectorBuildOptions& build, const Context& context) {
  const std::lock_guard lock(impl_->writing);
  VectorState& state = *impl_->state;
  const auto removed = std::ranges::count_if(ids, [&](std::int64_t id) { return state.remove(id); });
  if (state.sparse()) {
    impl_->replace_state(state.relinked(state.slots().live() > impl_->options.exact_below, in_batches(build, context)));
  }
  return static_cast<std::size_t>(removed);
}

std::vector<VectorMatch> VectorIndex::search(std::span<const float> query, std::size_t top) const {
  const std::vector<float> row = prepared(query, impl_->dimensions, impl_->options.metric);
  const auto turn = impl_->turns.to_search();
  return impl_->state->search(row.data(), top);
}

std::vector<VectorMatch> VectorIndex::search(std::span<const float> query, std::size_t top, const IdSet& only) const {
  const std::vector<float> row = prepared(query, impl_->dimensions, impl_->options.metric);
  const auto turn = impl_->turns.to_search();
  return impl_->state->search(row.data(), top, only);
}

std::size_t VectorIndex::dimensions() const noexcept { return impl_->dimensions; }

std::size_t VectorIndex::size() const {
  const auto turn = impl_->turns.to_search();
  return impl_->state->slots().live();
}

bool VectorIndex::exact() const {
  const auto turn = impl_->turns.to_search();
  return !impl_->state->linked();
}

std::vector<std::int64_t> VectorIndex::ids() const {
  const auto turn = impl_->turns.to_search();
  return impl_->state->slots().ids();
}

void VectorIndex::save(const std::string& file, const VectorStamp& stamp) const {
  const std::lock_guard lock(impl_->writing);
  impl_->state->save(file, stamp);
}

Result<VectorIndex::Loaded> VectorIndex::load(const std::string& file, const VectorStamp& expected,
                                              std::size_t dimensions, VectorIndexOptions options) {
  return capture([&] {
    MappedFile mapped(file);
    const VerifiedVectorFile verified = verify_vector_file(mapped.bytes(), {expected, dimensions, options});
    options.links = verified.header.links;
    options.ef_construction = verified.header.ef_construction;
    Loaded loaded{VectorIndex(dimensions, options), verified.header.generation};
    loaded.index.impl_->state = VectorState::load(std::move(mapped), verified, options);
    return loaded;
  });
}

}  // namespace baton::inline v0
