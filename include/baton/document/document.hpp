#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <baton/core/json.hpp>

namespace baton::inline v0 {

/// A half-open range of a document's text in bytes, and the lines of the source it came from,
/// counted from 1.
struct TextSpan {
  std::size_t begin = 0;       ///< first byte
  std::size_t end = 0;         ///< one past the last byte
  std::size_t first_line = 1;  ///< line of the first byte
  std::size_t last_line = 1;   ///< line of the last byte
  bool operator==(const TextSpan&) const = default;
};

/// A text with its origin. UTF-8.
///
/// The lines of `text` are the lines of the source, except where a loader rendered the source into
/// other text (HTML): then `source_lines` says where each line came from, so that citations of file
/// and line open the right place.
struct Document {
  /// Where it came from: a path relative to the loaded folder, or a URL; "FILE!/PART" for a part.
  std::string source = {};
  std::string text = {};    ///< what is indexed
  std::string media_type = {};  ///< "text/markdown", "text/html", "text/x-c++", …
  std::string title = {};       ///< empty when the text names none
  Json metadata = {};           ///< an object, or null
  std::vector<std::uint32_t> source_lines =
      {};  ///< the source's line of every line of `text`; empty: the same
  /// Where in `text` each page or slide begins, ascending from 0; empty when there are none.
  std::vector<std::size_t> page_starts = {};
};

/// A passage of a document: the unit that is embedded, found and cited.
struct Chunk {
  std::string source = {};
  std::string text = {};
  TextSpan span = {};  ///< in `Document::text`
  /// The document's, and the splitter's "heading": "Install > Linux", and "page", counted from 1.
  Json metadata = {};
};

/// A chunk as a search found it. Scores of different retrievers are not comparable.
struct ScoredChunk {
  std::int64_t id = 0;  ///< in the store it came from
  Chunk chunk = {};
  double score = 0.0;  ///< higher is better
};

}  // namespace baton::inline v0
