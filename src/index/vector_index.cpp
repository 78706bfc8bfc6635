#include <baton/index/vector_index.hpp>

#include <mutex>
#include <utility>

#include <baton/core/error.hpp>

#include "fair_mutex.hpp"
#include "vector_state.hpp"

namespace baton::inline v0 {
namespace {

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
  void make_room() {
    if (state->has_room()) return;
    const auto lock = layout.for_change();
    state->reserve(state->slots().used() + 1);
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
  if (impl_->state->slots().contains(id)) {
    throw Error(ErrorCode::already_exists,
                "the index has a vector " + std::to_string(id) + " already: remove it first");
  }
  impl_->make_room();
  impl_->state->append(id, row);
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
