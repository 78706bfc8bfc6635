#include <baton/retrieval/surroundings.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include <baton/core/runtime.hpp>

#include "composed.hpp"
#include "passages.hpp"

namespace baton::inline v0 {
namespace {

using RetrieverPointer = std::shared_ptr<const Retriever>;
using StorePointer = std::shared_ptr<const Store>;
using Places = std::vector<std::size_t>;  // among the chunks of a document, best first
/// What is wanted around each of the found places.
using WidenAll = std::function<std::vector<ChunkRange>(const FoundChunks& chunks, const Places& found)>;

struct WidenParts {
  RetrieverPointer retriever;
  StorePointer store;
  WidenAll widen;
  bool touching;
  std::size_t reach;  ///< how many chunks before and behind a found one may be wanted
};

constexpr std::size_t farthest = 1'000'000;

std::optional<std::size_t> place_of(const FoundChunks& chunks, std::int64_t id) {
  const auto found = std::ranges::find(chunks, id, &ScoredChunk::id);
  if (found == chunks.end()) return std::nullopt;
  return static_cast<std::size_t>(found - chunks.begin());
}

/// Those of a document that may be wanted, in the order of its text.
FoundChunks chunks_around(const WidenParts& parts, const FoundChunks& found, const std::vector<std::size_t>& members) {
  const auto id_of = [&](std::size_t member) { return found[member].id; };
  const auto [first, last] = std::ranges::minmax(members, {}, id_of);
  const auto reach = static_cast<std::int64_t>(std::min(parts.reach, farthest));
  ChunkIdRange near;  // the ids may be of another store, any numbers
  near.first = std::max(id_of(first), near.first) - reach;
  near.last = std::min(id_of(last), near.last - reach) + reach;
  return parts.store->chunks(found[members.front()].chunk.source, near);
}

/// The found chunks of one document widened; `members` are their indexes in `found`, best first.
void widen_document(const WidenParts& parts, FoundChunks& found, const std::vector<std::size_t>& members,
                    std::vector<bool>& kept) {
  const FoundChunks chunks = chunks_around(parts, found, members);
  Places places;
  std::vector<std::size_t> owners;
  for (const std::size_t member : members) {
    const auto place = place_of(chunks, found[member].id);
    if (!place) continue;
    places.push_back(*place);
    owners.push_back(member);
    kept[member] = false;
  }
  if (places.empty()) return;
  const Ranges ranges = joined_ranges(parts.widen(chunks, places), parts.touching);
  for (std::size_t i = 0; i < ranges.ranges.size(); ++i) {
    const std::size_t owner = owners[ranges.owner[i]];
    found[owner].chunk = joined_chunks(chunks, ranges.ranges[i]);
    kept[owner] = true;
  }
}

FoundChunks widen_all(const WidenParts& parts, FoundChunks found, const Context& context) {
  std::map<std::string, std::vector<std::size_t>> documents;
  for (std::size_t i = 0; i < found.size(); ++i) documents[found[i].chunk.source].push_back(i);
  std::vector<bool> kept(found.size(), true);
  for (const auto& [source, members] : documents) {
    context.check();
    widen_document(parts, found, members, kept);
  }
  FoundChunks result;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (kept[i]) result.push_back(std::move(found[i]));
  }
  return result;
}

Task<FoundChunks> find_widened(std::shared_ptr<const WidenParts> parts, Query query, Context context) {
  FoundChunks found = co_await parts->retriever->retrieve(std::move(query), context);
  co_return co_await context.runtime().blocking([&] { return widen_all(*parts, std::move(found), context); },
                                                context);
}

RetrieverPointer make_widening(const char* name, WidenParts given) {
  require_part(given.retriever, "a retriever of surroundings needs a retriever to begin with");
  require_part(given.store, "a retriever of surroundings needs the store of the chunks");
  const auto parts = std::make_shared<const WidenParts>(std::move(given));
  return composed(name, [parts](Query query, Context context) {
    return find_widened(parts, std::move(query), std::move(context));
  });
}

std::size_t bytes_of(const FoundChunks& chunks, ChunkRange range) {
  std::size_t bytes = 0;
  for (std::size_t i = range.first; i <= range.last; ++i) bytes += chunks[i].chunk.text.size();
  return bytes;
}

std::vector<ChunkRange> parents_of(const FoundChunks& chunks, const Places& found, const ParentOptions& options) {
  std::vector<ChunkRange> ranges;
  for (const std::size_t place : found) {
    const ChunkRange parent = siblings_of(chunks, place, options.key);
    const auto inside = std::ranges::count_if(
        found, [&](std::size_t other) { return other >= parent.first && other <= parent.last; });
    const auto children = static_cast<double>(parent.last - parent.first + 1);
    const bool enough = static_cast<double>(inside) >= options.share * children;
    const bool fits = bytes_of(chunks, parent) <= options.max_bytes;
    ranges.push_back(enough && fits ? parent : ChunkRange{place, place});
  }
  return ranges;
}

}  // namespace

RetrieverPointer window_retriever(RetrieverPointer retriever, StorePointer store, WindowOptions options) {
  auto widen = [options](const FoundChunks& chunks, const Places& found) {
    std::vector<ChunkRange> ranges;
    for (const std::size_t place : found) {
      ranges.push_back({place - std::min(place, options.before),
                        place + std::min(chunks.size() - 1 - place, options.after)});
    }
    return ranges;
  };
  const std::size_t reach = std::max(options.before, options.after);
  return make_widening("retrieve windows", {std::move(retriever), std::move(store), std::move(widen), true, reach});
}

RetrieverPointer parent_retriever(RetrieverPointer retriever, StorePointer store, ParentOptions options) {
  require_that(options.share >= 0.0 && options.share <= 1.0, "ParentOptions::share must be from 0 to 1");
  const std::size_t reach = options.max_bytes;  // a chunk has a byte at least, and one more tells that a parent is too long
  auto widen = [options = std::move(options)](const FoundChunks& chunks, const Places& found) {
    return parents_of(chunks, found, options);
  };
  return make_widening("retrieve parents", {std::move(retriever), std::move(store), std::move(widen), false, reach});
}

}  // namespace baton::inline v0
