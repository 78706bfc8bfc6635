#pragma once

#include <memory>
#include <string>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/document/loader.hpp>

namespace baton::inline v0 {

/// Which members of the records in a data file become what. Members are named by JSON pointers (RFC 6901).
struct RecordFields {
  /// Where the records are, "/items". Empty: the file is the array of them, or one record, or JSON Lines.
  std::string records = {};
  /// Of a record, its text: these members one after the other, with a blank line between. Empty: the whole
  /// record, as lines "name: value".
  std::vector<std::string> text = {};
  std::string title = {};                  ///< of a record; empty: none
  std::vector<std::string> metadata = {};  ///< of a record, kept under the last name of each pointer
};

/// Reads JSON, JSON Lines and YAML files record by record: each is a document of its own with the source
/// "FILE!/items/3", or "FILE!/LINE" for JSON Lines, whose chunks lead to that line.
///
/// Without this loader such files are indexed as they are written. A record that is malformed, or has no such
/// text, is skipped and reported, and the others are read; there may be as many as `LoadOptions::max_parts`.
/// A title or metadata that a record has not is left out. Throws `invalid_argument` for what is no pointer.
///
///     options.loaders = options.loaders.with(record_loader({.records = "/faq", .text = {"/question", "/answer"}}));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Loader> record_loader(RecordFields fields);

}  // namespace baton::inline v0
