#include <baton/index/vector_index.hpp>

#include <algorithm>
#include <mutex>
#include <unordered_set>
#include <utility>

#include <baton/core/error.hpp>

#include "fair_mutex.hpp"
#include "shared_work.hpp"
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

}  // namespace

struct VectorIndex::Impl {
  Impl(std::size_t size, const VectorIndexOptions& given)
      : dimensions(size), options(given), state(std::make_unique<VectorState>(size, given)) {}

  /// Only for whoever holds `writing`.
  void make_room(std::size_t more) {
    const std::size_t needed = state->slots().used() + more;
    if (needed <= state->slots().capacity()) return;
    const auto lock = layout.for_change();
    state->reserve(needed);
  }
  void refuse_taken(std::span<const std::int64_t> ids) const {
    const std::unordered_set<std::int64_t> once(ids.begin(), ids.end());
    if (once.size() != ids.size()) throw Error(ErrorCode::already_exists, "an id came twice: each vector needs its own");
    for (const std::int64_t id : ids) {
      if (!state->slots().contains(id)) continue;
      throw Error(ErrorCode::already_exists,
                  "the index has a vector " + std::to_string(id) + " already: remove it first");
    }
  }
  void compact_if_sparse() {
    if (!state->sparse()) return;
    auto dense = state->compacted();
    const auto lock = layout.for_change();
    state.swap(dense);
  }

  const std::size_t dimensions;
  const VectorIndexOptions options;
  std::mutex writing;        // whoever changes something holds it
  mutable FairMutex layout;  // searches share it; only growing and swapping the state exclude them
  std::unique_ptr<VectorState> state;
};

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
  impl_->make_room(1);
  impl_->state->append(id, row);
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
  const std::lock_guard lock(impl_->writing);
  impl_->refuse_taken(ids);
  impl_->make_room(ids.size());
  for (std::size_t done = 0; done < ids.size();) {
    context.check();
    if (build.progress) build.progress(done, ids.size());
    std::vector<std::vector<float>> rows;
    for (std::size_t at = done; at < std::min(done + batch, ids.size()); ++at) rows.push_back(row(at));
    impl_->state->append_all(ids.subspan(done, rows.size()), rows, [&](std::size_t count, const auto& work) {
      share_work(count, build.helpers, work, context);
    });
    done += rows.size();
  }
  if (build.progress) build.progress(ids.size(), ids.size());
}

bool VectorIndex::remove(std::int64_t id) {
  const std::lock_guard lock(impl_->writing);
  if (!impl_->state->remove(id)) return false;
  impl_->compact_if_sparse();
  return true;
}

std::vector<VectorMatch> VectorIndex::search(std::span<const float> query, std::size_t top) const {
  const std::vector<float> row = prepared(query, impl_->dimensions, impl_->options.metric);
  const auto lock = impl_->layout.for_reading();
  return impl_->state->search(row, top);
}

std::vector<VectorMatch> VectorIndex::search(std::span<const float> query, std::size_t top, const IdSet& only) const {
  const std::vector<float> row = prepared(query, impl_->dimensions, impl_->options.metric);
  const auto lock = impl_->layout.for_reading();
  return impl_->state->search(row, top, only);
}

std::size_t VectorIndex::dimensions() const noexcept { return impl_->dimensions; }

std::size_t VectorIndex::size() const {
  const auto lock = impl_->layout.for_reading();
  return impl_->state->slots().live();
}

bool VectorIndex::exact() const {
  const auto lock = impl_->layout.for_reading();
  return !impl_->state->linked();
}

std::vector<std::int64_t> VectorIndex::ids() const {
  const auto lock = impl_->layout.for_reading();
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
    const VerifiedVectorFile verified = verify_vector_file(mapped.bytes(), expected, dimensions, options.metric);
    options.links = verified.header.links;
    Loaded loaded{VectorIndex(dimensions, options), verified.header.generation};
    loaded.index.impl_->state->adopt(std::move(mapped), verified);
    return loaded;
  });
}

}  // namespace baton::inline v0
