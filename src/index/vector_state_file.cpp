#include <string>

#include <baton/core/error.hpp>

#include "vector_rows.hpp"
#include "vector_state.hpp"

namespace baton::inline v0 {
namespace {

[[noreturn]] void corrupt_state(const std::string& what) {
  throw Error(ErrorCode::data_corrupt, "the saved vector index has " + what + "; it has to be rebuilt");
}

}  // namespace

void VectorState::save(const std::string& file, const VectorStamp& stamp) const {
  VectorFile header;
  header.has_graph = linked();
  header.metric = options_.metric;
  header.quantisation = linked() ? options_.quantisation : VectorQuantisation::none;
  header.dimensions = dimensions_;
  header.links = options_.links;
  header.ef_construction = options_.ef_construction;
  header.count = slots_.used();
  header.generation = stamp.generation;
  std::vector<std::string_view> pieces;
  if (rows_beside()) pieces = rows_.pieces(header.count);
  ByteWriter rest;
  if (graph_) {
    header.top = graph_->top();
    pieces.push_back(graph_->lowest_bytes());
    graph_->write_upper(rest);
  }
  for (Slot slot = 0; slot < header.count; ++slot) rest.put(slots_.id(slot));
  for (Slot slot = 0; slot < header.count; ++slot) rest.put(static_cast<std::uint8_t>(slots_.alive(slot)));
  pieces.push_back(rest.bytes());
  write_vector_file(file, header, stamp, pieces);
}

std::unique_ptr<VectorState> VectorState::load(MappedFile file, const VerifiedVectorFile& verified,
                                               const VectorIndexOptions& options) {
  const VectorFile& header = verified.header;
  auto state = std::make_unique<VectorState>(header.dimensions, options, header.has_graph);
  if (state->rows_beside()) state->mapped_ = std::move(file);  // else all is copied, and the file let go at the end
  ByteReader in(text_of(verified.payload));
  if (state->rows_beside()) {
    const std::size_t bytes = header.count * state->exact_.row_bytes;
    static_cast<void>(in.skip(bytes));
    state->rows_.adopt(verified.payload.first(bytes));
  }
  if (header.has_graph) state->graph_->read(header.count, header.top, in);
  state->reserve(header.count);
  state->read_ids(header.count, in);
  if (in.left() != 0) corrupt_state("something at its end");
  state->check_vectors();
  return state;
}

void VectorState::read_ids(std::size_t count, ByteReader& in) {
  for (std::size_t i = 0; i < count; ++i) slots_.append(in.take<std::int64_t>());
  for (Slot slot = 0; slot < count; ++slot) {
    if (in.take<std::uint8_t>() == 0) continue;
    if (slots_.contains(slots_.id(slot))) corrupt_state("an id twice");
    slots_.publish(slot);
  }
}

void VectorState::check_vectors() const {
  for (Slot slot = 0; slot < slots_.used(); ++slot) {
    if (!is_prepared({vector(slot), dimensions_}, options_.metric)) corrupt_state("a vector that cannot be compared");
  }
}

}  // namespace baton::inline v0
