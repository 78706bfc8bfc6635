#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <baton/core/json.hpp>

namespace baton::inline v0 {

/// A half-open range of a document's text, in bytes and in lines counted from 1.
struct TextSpan {
  std::size_t begin = 0;       ///< first byte
  std::size_t end = 0;         ///< one past the last byte
  std::size_t first_line = 1;  ///< line of the first byte
  std::size_t last_line = 1;   ///< line of the last byte
  bool operator==(const TextSpan&) const = default;
};

/// A text with its origin. UTF-8.
struct Document {
  std::string source;      ///< where it came from: a path relative to the loaded folder, or a URL
  std::string text;        ///< what is indexed; line numbers refer to it
  std::string media_type;  ///< "text/markdown", "text/html", "text/x-c++", …
  std::string title;
  Json metadata;           ///< an object, or null
};

/// A passage of a document: the unit that is embedded, found and cited.
struct Chunk {
  std::string source;
  std::string text;
  TextSpan span;  ///< in `Document::text`
  Json metadata;  ///< the document's, and the splitter's (heading path)
};

/// A chunk as a search found it. Scores of different retrievers are not comparable.
struct ScoredChunk {
  std::int64_t id = 0;  ///< in the store it came from
  Chunk chunk;
  double score = 0.0;   ///< higher is better
};

}  // namespace baton::inline v0
