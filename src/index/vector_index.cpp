#include <baton/index/vector_index.hpp>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include <baton/core/error.hpp>

#include "dot.hpp"
#include "hnsw_graph.hpp"
#include "vector_file.hpp"

namespace baton::inline v0 {
namespace {

using Slot = HnswGraph::Slot;

[[noreturn]] void refuse(std::string message) {
  throw Error(ErrorCode::invalid_argument, std::move(message));
}

std::vector<float> normalised(std::span<const float> vector, std::size_t dimensions) {
  if (vector.size() != dimensions) {
    refuse("a vector of " + std::to_string(vector.size()) + " dimensions was given, and the index has " +
           std::to_string(dimensions) + ": use the embedder the index was made with");
  }
  double squares = 0.0;
  for (const float x : vector) squares += double{x} * double{x};
  if (!std::isfinite(squares)) refuse("a vector holds NaN or an infinity: check the embedder");
  if (squares == 0.0) refuse("a zero vector has no direction: leave such texts out");
  const double scale = 1.0 / std::sqrt(squares);
  std::vector<float> unit;
  unit.reserve(dimensions);
  for (const float x : vector) unit.push_back(static_cast<float>(x * scale));
  return unit;
}

bool better(const VectorMatch& a, const VectorMatch& b) {
  return a.score != b.score ? a.score > b.score : a.id < b.id;
}

/// The best `top` of the matches offered.
class Best {
 public:
  explicit Best(std::size_t top) : top_(top) {}
  void offer(const VectorMatch& match) {
    if (heap_.size() == top_ && !better(match, heap_.front())) return;
    if (heap_.size() == top_) {
      std::ranges::pop_heap(heap_, better);
      heap_.pop_back();
    }
    heap_.push_back(match);
    std::ranges::push_heap(heap_, better);
  }
  std::vector<VectorMatch> take() {
    std::ranges::sort(heap_, better);
    return std::move(heap_);
  }

 private:
  std::size_t top_;
  std::vector<VectorMatch> heap_;
};

/// A shared mutex whose writers are not starved: readers that come later wait behind a waiting writer,
/// where glibc's lets them overtake it for ever.
class FairMutex {
 public:
  std::unique_lock<std::shared_mutex> for_change() {
    const std::lock_guard turn(turnstile_);
    return std::unique_lock(mutex_);
  }
  std::shared_lock<std::shared_mutex> for_reading() {
    { const std::lock_guard turn(turnstile_); }
    return std::shared_lock(mutex_);
  }

 private:
  std::mutex turnstile_;
  std::shared_mutex mutex_;
};

void check_options(std::size_t dimensions, const VectorIndexOptions& options) {
  if (dimensions == 0 || dimensions > VectorFile::most_dimensions) {
    refuse("an index of " + std::to_string(dimensions) + " dimensions cannot be made: 1 to " +
           std::to_string(VectorFile::most_dimensions) + " are possible");
  }
  if (options.links < 2 || options.links > VectorFile::most_links) {
    refuse("VectorIndexOptions::links must be from 2 to " + std::to_string(VectorFile::most_links));
  }
}

}  // namespace

struct VectorIndex::Impl {
  Impl(std::size_t size, VectorIndexOptions given) : dimensions(size), options(given) {}

  const std::size_t dimensions;
  const VectorIndexOptions options;
  mutable FairMutex mutex;
  std::vector<std::int64_t> ids;    // by slot
  std::vector<std::uint8_t> alive;  // by slot; removed vectors stay in the graph as way marks
  std::unordered_map<std::int64_t, Slot> slots;  // of what is alive
  std::vector<float> flat;                       // all vectors, as long as there is no graph
  std::optional<HnswGraph> graph;

  [[nodiscard]] HnswGraph::Shape shape() const {
    return {.dimensions = dimensions,
            .links = options.links,
            .ef_construction = options.ef_construction};
  }
  [[nodiscard]] const float* vector(Slot slot) const {
    return graph ? graph->vector(slot) : flat.data() + slot * dimensions;
  }

  void append(std::int64_t id, const float* unit) {
    const auto slot = static_cast<Slot>(ids.size());
    if (!graph && ids.size() >= options.exact_below) link_all();
    if (graph) {
      graph->add(unit);
    } else {
      flat.insert(flat.end(), unit, unit + dimensions);
    }
    ids.push_back(id);
    alive.push_back(1);
    slots.emplace(id, slot);
  }

  void link_all() {
    HnswGraph linked(shape(), ids.size() * 2);
    for (Slot slot = 0; slot < ids.size(); ++slot) linked.add(vector(slot));
    graph.emplace(std::move(linked));
    flat = {};
  }

  void compact_if_sparse() {
    const auto removed = static_cast<double>(ids.size() - slots.size());
    if (removed <= options.most_removed * static_cast<double>(ids.size())) return;
    Impl dense(dimensions, options);
    for (Slot slot = 0; slot < ids.size(); ++slot) {
      if (alive[slot] != 0) dense.append(ids[slot], vector(slot));
    }
    ids = std::move(dense.ids);
    alive = std::move(dense.alive);
    slots = std::move(dense.slots);
    flat = std::move(dense.flat);
    graph = std::move(dense.graph);
  }

  [[nodiscard]] std::vector<VectorMatch> search_all(const float* query, std::size_t top) const {
    const DotProduct dot = dot_product();
    Best best(top);
    for (Slot slot = 0; slot < ids.size(); ++slot) {
      if (alive[slot] != 0) best.offer({ids[slot], dot(query, vector(slot), dimensions)});
    }
    return best.take();
  }

  [[nodiscard]] std::vector<VectorMatch> search_graph(const float* query, std::size_t top) const {
    // Removed vectors take places among the candidates.
    const double crowd = static_cast<double>(ids.size()) / static_cast<double>(slots.size());
    const auto wanted = static_cast<double>(std::max(options.ef_search, top)) * crowd;
    Best best(top);
    std::size_t found = 0;
    for (const auto& [score, slot] : graph->search(query, static_cast<std::size_t>(wanted) + 1)) {
      if (alive[slot] == 0) continue;
      best.offer({ids[slot], score});
      ++found;
    }
    return found >= std::min(top, slots.size()) ? best.take() : search_all(query, top);
  }
};

VectorIndex::VectorIndex(std::size_t dimensions, VectorIndexOptions options) {
  check_options(dimensions, options);
  impl_ = std::make_unique<Impl>(dimensions, options);
}
VectorIndex::VectorIndex(VectorIndex&&) noexcept = default;
VectorIndex& VectorIndex::operator=(VectorIndex&&) noexcept = default;
VectorIndex::~VectorIndex() = default;

void VectorIndex::add(std::int64_t id, std::span<const float> vector) {
  const std::vector<float> unit = normalised(vector, impl_->dimensions);
  const auto lock = impl_->mutex.for_change();
  if (impl_->slots.contains(id)) {
    throw Error(ErrorCode::already_exists,
                "the index has a vector " + std::to_string(id) + " already: remove it first");
  }
  impl_->append(id, unit.data());
}

bool VectorIndex::remove(std::int64_t id) {
  const auto lock = impl_->mutex.for_change();
  const auto found = impl_->slots.find(id);
  if (found == impl_->slots.end()) return false;
  impl_->alive[found->second] = 0;
  impl_->slots.erase(found);
  impl_->compact_if_sparse();
  return true;
}

std::vector<VectorMatch> VectorIndex::search(std::span<const float> query, std::size_t top) const {
  const std::vector<float> unit = normalised(query, impl_->dimensions);
  const auto lock = impl_->mutex.for_reading();
  top = std::min(top, impl_->slots.size());
  if (top == 0) return {};
  return impl_->graph ? impl_->search_graph(unit.data(), top) : impl_->search_all(unit.data(), top);
}

std::size_t VectorIndex::dimensions() const noexcept { return impl_->dimensions; }

std::size_t VectorIndex::size() const {
  const auto lock = impl_->mutex.for_reading();
  return impl_->slots.size();
}

bool VectorIndex::exact() const {
  const auto lock = impl_->mutex.for_reading();
  return !impl_->graph;
}

std::vector<std::int64_t> VectorIndex::ids() const {
  const auto lock = impl_->mutex.for_reading();
  std::vector<std::int64_t> result;
  result.reserve(impl_->slots.size());
  for (const auto& [id, slot] : impl_->slots) result.push_back(id);
  std::ranges::sort(result);
  return result;
}

void VectorIndex::save(const std::string& file, const VectorStamp& stamp) const {
  const auto lock = impl_->mutex.for_reading();
  VectorFile header;
  header.dimensions = impl_->dimensions;
  header.links = impl_->options.links;
  header.ef_construction = impl_->options.ef_construction;
  header.count = impl_->ids.size();
  header.generation = stamp.generation;
  ByteWriter payload;
  payload.put_all(std::span<const std::int64_t>(impl_->ids));
  payload.put_all(std::span<const std::uint8_t>(impl_->alive));
  for (Slot slot = 0; slot < impl_->ids.size(); ++slot) {
    payload.put_all(std::span(impl_->vector(slot), impl_->dimensions));
  }
  if (impl_->graph) {
    header.has_graph = true;
    header.top = impl_->graph->top();
    impl_->graph->write_links(payload);
  }
  write_vector_file(file, header, stamp, payload.bytes());
}

Result<VectorIndex::Loaded> VectorIndex::load(const std::string& file, const VectorStamp& expected,
                                              std::size_t dimensions, VectorIndexOptions options) {
  return capture([&] {
    const VerifiedVectorFile verified = read_vector_file(file, expected, dimensions);
    const VectorFile& header = verified.header;
    options.links = header.links;
    Loaded loaded{VectorIndex(dimensions, options), header.generation};
    Impl& impl = *loaded.index.impl_;
    ByteReader payload(verified.payload());
    impl.ids.resize(header.count);
    impl.alive.resize(header.count);
    impl.flat.resize(header.count * dimensions);
    payload.take_all(std::span(impl.ids));
    payload.take_all(std::span(impl.alive));
    payload.take_all(std::span(impl.flat));
    check_vectors(impl.flat, dimensions);
    for (Slot slot = 0; slot < header.count; ++slot) {
      if (impl.alive[slot] != 0 && !impl.slots.emplace(impl.ids[slot], slot).second) {
        throw Error(ErrorCode::data_corrupt, "the saved vector index has an id twice");
      }
    }
    if (header.has_graph) {
      impl.graph.emplace(
          HnswGraph::read(impl.shape(), header.count, header.top, impl.flat.data(), payload));
      impl.flat = {};
    }
    if (payload.left() != 0) throw Error(ErrorCode::data_corrupt, "the saved vector index is too long");
    return loaded;
  });
}

}  // namespace baton::inline v0
