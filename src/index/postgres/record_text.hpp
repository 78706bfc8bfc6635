#pragma once

#include <span>
#include <string>
#include <string_view>

#include <baton/index/vector_store.hpp>

#include "index/word_forms.hpp"
#include "postgres/rows.hpp"

namespace baton::inline v0 {

/// How a table keeps its vectors.
enum class VectorKind {
  pgvector,  ///< of the extension's type `vector`
  array,     ///< of `real[]`, where there is no extension
};

/// The vector with length 1 as the type reads it; it must have a direction.
[[nodiscard]] std::string vector_text(std::span<const float> vector, VectorKind kind);
[[nodiscard]] Embedding vector_from_text(std::string_view text);

/// Records as one JSON text, which `json_to_recordset` reads.
[[nodiscard]] std::string records_text(std::span<const VectorRecord> records, VectorKind kind, const WordForms& forms);
/// From the columns id, source, content and metadata.
[[nodiscard]] VectorRecord record_from_row(const postgres::Rows& rows, std::size_t row);

}  // namespace baton::inline v0
