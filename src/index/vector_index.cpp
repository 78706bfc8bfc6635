#include <baton/index/vector_index.hpp>

#include <algorithm>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include <baton/core/error.hpp>

#include "best_matches.hpp"
#include "fair_mutex.hpp"
#include "hnsw_graph.hpp"
#include "vector_file.hpp"
#include "vector_rows.hpp"

namespace baton::inline v0 {
namespace {

using Slot = HnswGraph::Slot;

[[noreturn]] void refuse(std::string message) {
  throw Error(ErrorCode::invalid_argument, std::move(message));
}

void check_options(std::size_t dimensions, const VectorIndexOptions& options) {
  if (dimensions == 0 || dimensions > VectorFile::most_dimensions) {
    refuse("an index of " + std::to_string(dimensions) + " dimensions cannot be made: 1 to " +
           std::to_string(VectorFile::most_dimensions) + " are possible");
  }
  if (options.links < 2 || options.links > VectorFile::most_links) {
    refuse("VectorIndexOptions::links must be from 2 to " + std::to_string(VectorFile::most_links));
  }
  if (options.ef_construction == 0 || options.ef_construction > VectorFile::most_candidates) {
    refuse("VectorIndexOptions::ef_construction must be from 1 to " + std::to_string(VectorFile::most_candidates));
  }
}

}  // namespace

struct VectorIndex::Impl {
  Impl(std::size_t size, VectorIndexOptions given)
      : dimensions(size), options(given), space(float_space(size, given.metric)) {}

  const std::size_t dimensions;
  const VectorIndexOptions options;
  const RowSpace space;
  mutable FairMutex mutex;
  std::vector<std::int64_t> ids;    // by slot
  std::vector<std::uint8_t> alive;  // by slot; removed vectors stay in the graph as way marks
  std::unordered_map<std::int64_t, Slot> slots;  // of what is alive
  std::vector<float> flat;                       // all vectors, as long as there is no graph
  std::optional<HnswGraph> graph;
  mutable ScratchPool scratches;

  [[nodiscard]] HnswGraph::Shape shape() const {
    return {.links = options.links, .ef_construction = options.ef_construction};
  }
  [[nodiscard]] const float* vector(Slot slot) const {
    return graph ? static_cast<const float*>(graph->row(slot)) : flat.data() + slot * dimensions;
  }

  void append(std::int64_t id, const float* row) {
    const auto slot = static_cast<Slot>(ids.size());
    if (!graph && ids.size() >= options.exact_below) link_all();
    if (graph) {
      graph->add(row, *scratches.lend());
    } else {
      flat.insert(flat.end(), row, row + dimensions);
    }
    ids.push_back(id);
    alive.push_back(1);
    slots.emplace(id, slot);
  }

  void link_all() {
    HnswGraph linked(space, shape(), ids.size() * 2);
    const auto scratch = scratches.lend();
    for (Slot slot = 0; slot < ids.size(); ++slot) linked.add(vector(slot), *scratch);
    graph.emplace(std::move(linked));
    flat = {};
  }

  void adopt(const VerifiedVectorFile& file) {
    const std::size_t count = file.header.count;
    ByteReader payload(file.payload());
    ids.resize(count);
    alive.resize(count);
    payload.take_all(std::span(ids));
    payload.take_all(std::span(alive));
    if (file.header.has_graph) {
      graph.emplace(HnswGraph::read(space, shape(), count, file.header.top, payload));
    } else {
      flat.resize(count * dimensions);
      payload.take_all(std::span(flat));
    }
    if (payload.left() != 0) throw Error(ErrorCode::data_corrupt, "the saved vector index is too long; it has to be rebuilt");
    for (Slot slot = 0; slot < count; ++slot) {
      if (alive[slot] != 0 && !slots.emplace(ids[slot], slot).second) {
        throw Error(ErrorCode::data_corrupt, "the saved vector index has an id twice; it has to be rebuilt");
      }
      if (!is_prepared({vector(slot), dimensions}, options.metric)) {
        throw Error(ErrorCode::data_corrupt, "the saved vector index has a vector that cannot be compared; it has to be rebuilt");
      }
    }
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

  void offer(BestMatches& best, Slot slot, float distance) const {
    if (alive[slot] != 0) best.offer({ids[slot], score_of(distance, options.metric)});
  }

  [[nodiscard]] std::vector<VectorMatch> search_all(const float* query, std::size_t top) const {
    BestMatches best(top);
    for (Slot slot = 0; slot < ids.size(); ++slot) offer(best, slot, space.distance(query, vector(slot)));
    return best.take();
  }

  [[nodiscard]] std::vector<VectorMatch> search_graph(const float* query, std::size_t top) const {
    // Removed vectors take places among the candidates.
    const double crowd = static_cast<double>(ids.size()) / static_cast<double>(slots.size());
    const auto wanted = static_cast<double>(std::max(options.ef_search, top)) * crowd;
    BestMatches best(top);
    const auto scratch = scratches.lend();
    for (const Near& near : graph->search(query, static_cast<std::size_t>(wanted) + 1, *scratch)) {
      offer(best, near.slot, near.distance);
    }
    return best.size() == top ? best.take() : search_all(query, top);
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
  const std::vector<float> row = prepared(vector, impl_->dimensions, impl_->options.metric);
  const auto lock = impl_->mutex.for_change();
  if (impl_->slots.contains(id)) {
    throw Error(ErrorCode::already_exists,
                "the index has a vector " + std::to_string(id) + " already: remove it first");
  }
  impl_->append(id, row.data());
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
  const std::vector<float> row = prepared(query, impl_->dimensions, impl_->options.metric);
  const auto lock = impl_->mutex.for_reading();
  top = std::min(top, impl_->slots.size());
  if (top == 0) return {};
  return impl_->graph ? impl_->search_graph(row.data(), top) : impl_->search_all(row.data(), top);
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
  header.metric = impl_->options.metric;
  header.dimensions = impl_->dimensions;
  header.links = impl_->options.links;
  header.ef_construction = impl_->options.ef_construction;
  header.count = impl_->ids.size();
  header.generation = stamp.generation;
  header.has_graph = impl_->graph.has_value();
  ByteWriter payload;
  payload.put_all(std::span<const std::int64_t>(impl_->ids));
  payload.put_all(std::span<const std::uint8_t>(impl_->alive));
  if (impl_->graph) {
    header.top = impl_->graph->top();
    impl_->graph->write(payload);
  } else {
    payload.put_all(std::span<const float>(impl_->flat));
  }
  write_vector_file(file, header, stamp, payload.bytes());
}

Result<VectorIndex::Loaded> VectorIndex::load(const std::string& file, const VectorStamp& expected,
                                              std::size_t dimensions, VectorIndexOptions options) {
  return capture([&] {
    const VerifiedVectorFile verified = read_vector_file(file, expected, dimensions, options.metric);
    options.links = verified.header.links;
    Loaded loaded{VectorIndex(dimensions, options), verified.header.generation};
    loaded.index.impl_->adopt(verified);
    return loaded;
  });
}

}  // namespace baton::inline v0
