#include "record_parts.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_records_at_once = 500;
constexpr std::size_t most_bytes_at_once = std::size_t{8} << 20;  // Qdrant takes 32 MiB unless told otherwise
// It goes in quotes, and with terms for each of its values.
constexpr std::size_t bytes_of_a_metadata_byte = 4;

}  // namespace

std::size_t records_at_once(std::span<const VectorRecord> records, std::size_t number_bytes) {
  std::size_t count = 0;
  for (std::size_t bytes = 0; count < std::min(records.size(), most_records_at_once) && bytes < most_bytes_at_once; ++count) {
    bytes += records[count].text.size() + number_bytes * records[count].vector.size();
    bytes += bytes_of_a_metadata_byte * records[count].metadata.dump().size();
  }
  return count;
}

std::vector<VectorRecord> in_order_of(std::span<const std::string> ids, std::vector<VectorRecord> records) {
  std::unordered_map<std::string, VectorRecord> by_id;
  for (VectorRecord& record : records) {
    std::string id = record.id;
    by_id.insert_or_assign(std::move(id), std::move(record));
  }
  std::vector<VectorRecord> result;
  for (const std::string& id : ids) {
    if (const auto at = by_id.find(id); at != by_id.end()) result.push_back(at->second);
  }
  return result;
}

}  // namespace baton::inline v0
