#include "index/record_parts.hpp"

#include <gtest/gtest.h>

namespace baton {
namespace {

TEST(RecordParts, AreBoundedByNumberTextVectorAndMetadata) {
  const auto at_once = [](const VectorRecord& record, std::size_t count = 20) {
    const std::vector<VectorRecord> records(count, record);
    return records_at_once(records, 20);
  };
  EXPECT_EQ(at_once({.id = "x"}, 600), 500U);
  EXPECT_EQ(at_once({.id = "x", .text = std::string(std::size_t{1} << 20, 'x')}), 8U);
  EXPECT_EQ(at_once({.id = "x", .text = std::string(std::size_t{16} << 20, 'x')}, 2), 1U) << "one at least";
  EXPECT_EQ(at_once({.id = "x", .vector = Embedding(65'536)}), 7U);
  Json metadata = Json::parse("{\"a\":\"" + std::string(200'000, 'x') + "\"}");
  EXPECT_EQ(at_once({.id = "x", .metadata = std::move(metadata)}), 11U);
  EXPECT_EQ(records_at_once({}, 20), 0U);
}

}  // namespace
}  // namespace baton
