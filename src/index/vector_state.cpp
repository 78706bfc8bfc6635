#include "vector_state.hpp"

#include <cstring>

#include <baton/core/error.hpp>

#include "graph_file.hpp"

namespace baton::inline v0 {

namespace {

void one_after_another(std::size_t count, const std::function<void(std::size_t)>& work) {
  for (std::size_t i = 0; i < count; ++i) work(i);
}

}  // namespace

VectorState::VectorState(std::size_t dimensions, const VectorIndexOptions& options)
    : dimensions_(dimensions),
      options_(options),
      rows_(padded_floats(dimensions) * sizeof(float)),
      codes_(dimensions, options.metric, options.quantisation),
      graph_(std::make_unique<HnswGraph>(shape())) {}

void VectorState::reserve(std::size_t vectors) {
  if (vectors > VectorFile::most_vectors) {
    throw Error(ErrorCode::limit_exceeded, "a vector index holds at most " + std::to_string(VectorFile::most_vectors) +
                                               " vectors, removed ones included: divide them among several");
  }
  rows_.reserve(vectors);
  codes_.reserve(vectors);
  graph_->reserve(vectors);
  slots_.reserve(vectors);
}

void VectorState::put(Slot slot, std::int64_t id, std::span<const float> row) {
  std::memcpy(rows_.row(slot), row.data(), row.size_bytes());
  codes_.set(slot, row.data());
  slots_.set_id(slot, id);
}

void VectorState::append(std::int64_t id, std::span<const float> row) {
  const Slot slot = slots_.next();
  put(slot, id, row);
  if (!linked() && slot >= options_.exact_below) link_all(one_after_another);
  if (linked()) link(slot);
  slots_.publish();
}

void VectorState::append_all(std::span<const std::int64_t> ids, std::span<const std::vector<float>> rows,
                             const Share& share) {
  const Slot first = slots_.next();
  if (!linked() && first + ids.size() > options_.exact_below) link_all(share);
  for (std::size_t i = 0; i < ids.size(); ++i) put(static_cast<Slot>(first + i), ids[i], rows[i]);
  try {
    if (linked()) share(ids.size(), [&](std::size_t i) { link(static_cast<Slot>(first + i)); });
  } catch (...) {
    // Some have links by now, and a slot is linked once.
    for (std::size_t i = 0; i < ids.size(); ++i) slots_.publish_removed();
    throw;
  }
  for (std::size_t i = 0; i < ids.size(); ++i) slots_.publish();
}

void VectorState::link(Slot slot) { graph_->insert(space(), slot, *scratches_.lend()); }

void VectorState::link_all(const Share& share) {
  // Anew, should an earlier attempt have been given up; no search looks at the graph yet.
  graph_ = std::make_unique<HnswGraph>(shape());
  graph_->reserve(slots_.capacity());
  share(slots_.used(), [&](std::size_t slot) { link(static_cast<Slot>(slot)); });
  linked_.store(true, std::memory_order_release);
}

bool VectorState::sparse() const noexcept {
  const auto removed = static_cast<double>(slots_.used() - slots_.live());
  return removed > options_.most_removed * static_cast<double>(slots_.used());
}

std::unique_ptr<VectorState> VectorState::compacted() const {
  auto dense = std::make_unique<VectorState>(dimensions_, options_);
  dense->reserve(slots_.live());
  for (Slot slot = 0; slot < slots_.used(); ++slot) {
    if (slots_.alive(slot)) dense->append(slots_.id(slot), {rows_.as<float>(slot), padded_floats(dimensions_)});
  }
  return dense;
}

void VectorState::save(const std::string& file, const VectorStamp& stamp) const {
  VectorFile header;
  header.metric = options_.metric;
  header.dimensions = dimensions_;
  header.links = options_.links;
  header.ef_construction = options_.ef_construction;
  header.count = slots_.used();
  header.generation = stamp.generation;
  header.has_graph = linked();
  ByteWriter structure;
  for (Slot slot = 0; slot < header.count; ++slot) structure.put(slots_.id(slot));
  for (Slot slot = 0; slot < header.count; ++slot) structure.put(static_cast<std::uint8_t>(slots_.alive(slot)));
  if (header.has_graph) {
    header.top = graph_->top();
    write_links(*graph_, header.count, structure);
  }
  write_vector_file(file, header, stamp, rows_.pieces(header.count), structure.bytes());
}

void VectorState::adopt(MappedFile file, const VerifiedVectorFile& verified) {
  const VectorFile& header = verified.header;
  check_vectors(header, verified.vectors);
  mapped_ = std::move(file);
  rows_.adopt(verified.vectors);
  reserve(header.count);
  for (Slot slot = 0; slot < header.count; ++slot) codes_.set(slot, rows_.as<float>(slot));
  ByteReader in(verified.structure);
  for (Slot slot = 0; slot < header.count; ++slot) slots_.set_id(slot, in.take<std::int64_t>());
  for (Slot slot = 0; slot < header.count; ++slot) {
    if (in.take<std::uint8_t>() == 0) {
      slots_.publish_removed();
    } else if (slots_.contains(slots_.id(slot))) {
      throw Error(ErrorCode::data_corrupt, "the saved vector index has an id twice; it has to be rebuilt");
    } else {
      slots_.publish();
    }
  }
  if (header.has_graph) read_links(*graph_, header.count, header.top, in);
  if (in.left() != 0) throw Error(ErrorCode::data_corrupt, "the saved vector index is too long; it has to be rebuilt");
  linked_.store(header.has_graph, std::memory_order_release);
}

}  // namespace baton::inline v0
