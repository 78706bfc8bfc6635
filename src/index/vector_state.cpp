#include "vector_state.hpp"

#include <algorithm>
#include <cstring>

#include <baton/core/error.hpp>

namespace baton::inline v0 {

VectorState::VectorState(std::size_t dimensions, const VectorIndexOptions& options, bool linked)
    : dimensions_(dimensions),
      options_(options),
      exact_(float_space(dimensions, options.metric)),
      rows_(exact_.row_bytes) {
  if (!linked) return;
  const HnswGraph::Shape shape{.links = options.links, .ef_construction = options.ef_construction};
  graph_ = std::make_unique<HnswGraph>(row_space(dimensions, options.metric, options.quantisation), shape);
}

std::size_t VectorState::capacity() const noexcept {
  const std::size_t beside = rows_beside() ? rows_.capacity() : slots_.capacity();
  return std::min({slots_.capacity(), beside, graph_ ? graph_->capacity() : beside});
}

void VectorState::reserve(std::size_t vectors) {
  if (vectors > VectorFile::most_vectors) {
    throw Error(ErrorCode::limit_exceeded, "a vector index holds at most " + std::to_string(VectorFile::most_vectors) +
                                               " vectors, removed ones included: divide them among several");
  }
  if (rows_beside()) rows_.reserve(vectors);
  if (graph_) graph_->reserve(vectors);
  slots_.reserve(vectors);
}

VectorState::Slot VectorState::put(std::int64_t id, const float* vector) {
  if (graph_) write_row(vector, dimensions_, options_.quantisation, graph_->append());
  if (rows_beside()) std::memcpy(rows_.row(static_cast<Slot>(slots_.used())), vector, exact_.row_bytes);
  return slots_.append(id);
}

void VectorState::insert(Slot slot) {
  if (graph_) graph_->insert(slot, *scratches_.lend());
}

const float* VectorState::vector(Slot slot) const noexcept {
  return rows_beside() ? rows_.as<float>(slot) : reinterpret_cast<const float*>(graph_->row(slot));
}

bool VectorState::sparse() const noexcept {
  const auto removed = static_cast<double>(slots_.used() - slots_.live());
  return removed > options_.most_removed * static_cast<double>(slots_.used());
}

std::unique_ptr<VectorState> VectorState::relinked(bool linked, const Share& share) const {
  auto dense = std::make_unique<VectorState>(dimensions_, options_, linked);
  dense->reserve(slots_.live() + slots_.live() / 2);
  for (Slot slot = 0; slot < slots_.used(); ++slot) {
    if (!slots_.alive(slot)) continue;
    dense->publish(dense->put(slots_.id(slot), vector(slot)));
  }
  if (linked) share(dense->slots_.used(), [&](std::size_t slot) { dense->insert(static_cast<Slot>(slot)); });
  return dense;
}

}  // namespace baton::inline v0
