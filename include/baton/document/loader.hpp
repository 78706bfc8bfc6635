#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/result.hpp>
#include <baton/document/document.hpp>
#include <baton/document/fs_root.hpp>

namespace baton::inline v0 {

/// What a loader is given. The views live for the call.
struct LoadInput {
  std::string_view source;      ///< path or URL, for the document and for messages
  std::string_view bytes;       ///< as stored, gzip already taken off
  std::string_view media_type;  ///< one that the loader takes
};

/// Turns the bytes of one kind of file into a document. Implement it for a format of your own.
///
/// A loader has no state that changes: it is shared by threads. It sets text, title, metadata and,
/// if it renders, `source_lines`; source and media type are filled in by the caller.
class BATON_EXPORT Loader {
 public:
  Loader() = default;
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;
  virtual ~Loader();

  /// Whether it reads files of `media_type`.
  [[nodiscard]] virtual bool takes(std::string_view media_type) const = 0;
  /// Reads one file. Fails with `unsupported` for what is no such text, `limit_exceeded`,
  /// `parse_error`.
  [[nodiscard]] virtual Result<Document> load(const LoadInput& input,
                                              const Limits& limits) const = 0;
};

/// The loaders of an application: an immutable value, cheap to copy, safe to share.
///
///     auto loaders = Loaders::defaults().with(std::make_shared<WikiLoader>());
class BATON_EXPORT Loaders {
 public:
  /// No loaders.
  Loaders() = default;
  /// HTML, and every other "text/…" type as text: plain, Markdown, source code, structured text.
  [[nodiscard]] static const Loaders& defaults();

  /// A copy with one more, which is asked before the others.
  [[nodiscard]] Loaders with(std::shared_ptr<const Loader> loader) const;
  /// The last added that takes `media_type`, or null.
  [[nodiscard]] const Loader* find(std::string_view media_type) const;

 private:
  std::vector<std::shared_ptr<const Loader>> loaders_;
};

struct LoadOptions {
  Loaders loaders = Loaders::defaults();
  std::size_t max_file_bytes = std::size_t{16}
                               << 20;  ///< as stored; `limits.bytes` bounds the gunzipped
  Limits limits = {.depth = 512};      ///< HTML nests as deep as browsers let it
};

/// Reads one file beneath `root` as a document; `path` becomes its source.
///
/// The loader is chosen by media type, see `media_type()`; a name ending in ".gz" is taken for a
/// compressed file of the name before it. The encoding is found out, see `decode_text()`, and is in
/// the metadata ("encoding") when it is not UTF-8; "replaced" is true when bytes were lost.
///
/// A result is an error that tells why the file was not taken: `not_found` (vanished since the
/// scan), `permission_denied`, `io_error`, `unsupported` (binary, or no loader for it; not read if
/// the name tells), `limit_exceeded`, `data_corrupt` (broken gzip), `parse_error`. When `stat` is
/// given it receives the state of the file that was read, for the next incremental run.
/// Thread-safe.
///
///     for (const auto& file : scan_folder(root).files) {
///       if (auto document = load_file(root, file.path)) store(*document); else
///       report(document.error());
///     }
[[nodiscard]] BATON_EXPORT Result<Document> load_file(const FsRoot& root, std::string_view path,
                                                      const LoadOptions& options = {},
                                                      FileStat* stat = nullptr);

/// The same for bytes that are already in memory: `source` stands for the path.
[[nodiscard]] BATON_EXPORT Result<Document> load_bytes(std::string_view source,
                                                       std::string_view bytes,
                                                       const LoadOptions& options = {});

}  // namespace baton::inline v0
