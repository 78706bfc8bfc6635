#include "index/postgres/record_text.hpp"

#include <array>
#include <charconv>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/cosine.hpp"
#include "index/postgres/postgres_filter.hpp"
#include "index/postgres/word_text.hpp"
#include "index/record_check.hpp"

namespace baton::inline v0 {

std::string vector_text(std::span<const float> vector, VectorKind kind) {
  const double length = length_of(vector);
  std::string text(1, kind == VectorKind::pgvector ? '[' : '{');
  for (const float x : vector) {
    std::array<char, 32> digits{};
    const auto scaled = static_cast<float>(static_cast<double>(x) / length);
    text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), scaled).ptr);
    text += ',';
  }
  text.back() = kind == VectorKind::pgvector ? ']' : '}';
  return text;
}

Embedding vector_from_text(std::string_view text) {
  Embedding vector;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at != end && ++at != end) {  // behind the bracket or comma
    float number = 0.0F;
    const auto [next, fault] = std::from_chars(at, end, number);
    if (fault != std::errc()) break;
    vector.push_back(number);
    at = next;
  }
  return vector;
}

std::string records_text(std::span<const VectorRecord> records, VectorKind kind, const WordForms& forms) {
  nlohmann::json all = nlohmann::json::array();
  for (const VectorRecord& record : records) {
    nlohmann::json one = {{"id", record.id},
                          {"source", record.source},
                          {"content", record.text},
                          {"metadata", record.metadata.dump()},
                          {"fields", postgres_fields(record.metadata)},
                          {"words", words_text(record.text, forms)}};
    if (has_direction(record.vector)) one["embedding"] = vector_text(record.vector, kind);
    all.push_back(std::move(one));
  }
  return all.dump();
}

VectorRecord record_from_row(const postgres::Rows& rows, std::size_t row) {
  return {.id = std::string(rows.text(row, 0)),
          .source = std::string(rows.text(row, 1)),
          .text = std::string(rows.text(row, 2)),
          .metadata = Json::parse(rows.text(row, 3))};
}

}  // namespace baton::inline v0
