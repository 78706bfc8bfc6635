#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/error.hpp>
#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/result.hpp>
#include <baton/document/document.hpp>
#include <baton/document/fs_root.hpp>

namespace baton::inline v0 {

struct LoadOptions;

/// What is left for one file and everything that is unpacked from it. Loaders count it down.
struct LoadBudget {
  std::size_t bytes = 0;    ///< that may still be unpacked
  std::size_t parts = 0;    ///< parts that may still be loaded
  std::size_t nesting = 0;  ///< how many containers may still stand within each other
};

/// What a loader is given. The views live for the call.
struct LoadInput {
  std::string_view source;       ///< path or URL, for the document and for messages
  std::string_view bytes;        ///< as stored, gzip already taken off
  std::string_view media_type;   ///< one that the loader takes
  LoadBudget* budget = nullptr;  ///< shared by the whole file; null when there is no more than it
};

/// A part of a file that was not taken, and why. `source` is "FILE!/PART".
struct SkippedPart {
  std::string source;
  Error reason;
};

/// What a file holds: its own text, the texts of its parts (members of an archive, attachments,
/// sheets), or both. A part's source is "FILE!/PART", and nested parts are "FILE!/PART!/PART". A
/// part that cannot be read is in `skipped` and does not keep the others from being read.
struct Loaded {
  std::vector<Document> documents = {};
  std::vector<SkippedPart> skipped = {};
};

/// Turns the bytes of one kind of file into documents. Implement it for a format of your own.
///
/// A loader has no state that changes: it is shared by threads. For each document it sets text,
/// title, metadata and, if it renders, `source_lines` and `page_starts`; an empty source and an
/// empty media type are filled in by the caller. Parts in formats of their own go through
/// `load_part`. It keeps to `options.limits` and calls `context.check()` now and then.
class BATON_EXPORT Loader {
 public:
  Loader() = default;
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;
  virtual ~Loader();

  /// Whether it reads files of `media_type`.
  [[nodiscard]] virtual bool takes(std::string_view media_type) const = 0;
  /// Reads one file. Fails with `unsupported` for what is no such file, `limit_exceeded`,
  /// `parse_error`, `data_corrupt`. Blocks.
  [[nodiscard]] virtual Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                            const Context& context) const = 0;
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
  std::size_t max_file_bytes = std::size_t{16} << 20;  ///< as stored
  /// `bytes` bounds what is unpacked from one file in all, `ratio` that by what was packed,
  /// `items` the elements of one format; HTML nests as deep as browsers let it.
  Limits limits = {.depth = 512};
  std::size_t max_parts = 10'000;  ///< parts of one file, those of its parts included
  std::size_t max_nesting = 4;     ///< containers within containers
  bool main_content = true;        ///< of HTML pages: without menus, heads and feet of the site
};

/// Reads one file beneath `root`; `path` becomes the source of its document.
///
/// The loader is chosen by media type, see `media_type()`; a name ending in ".gz" is taken for a
/// compressed file of the name before it. The encoding is found out, see `decode_text()`, and is in
/// the metadata ("encoding") when it is not UTF-8; "replaced" is true when bytes were lost. A
/// document that is a part names it in the metadata ("part").
///
/// A result is an error that tells why the file was not taken: `not_found` (vanished since the
/// scan), `permission_denied`, `io_error`, `unsupported` (binary, or no loader for it; not read if
/// the name tells), `limit_exceeded`, `data_corrupt` (broken gzip or archive), `parse_error`;
/// `cancelled` and `deadline_exceeded` when the context ended. When `stat` is given it receives the
/// state of the file that was read, for the next incremental run. Blocks. Thread-safe.
///
///     for (const auto& file : scan_folder(root).files) {
///       if (auto loaded = load_file(root, file.path)) store(loaded->documents);
///       else report(loaded.error());
///     }
[[nodiscard]] BATON_EXPORT Result<Loaded> load_file(const FsRoot& root, std::string_view path,
                                                    const LoadOptions& options = {},
                                                    const Context& context = {},
                                                    FileStat* stat = nullptr);

/// The same for bytes that are already in memory: `source` stands for the path. The media type is that of the
/// name and the bytes unless `type` tells it.
[[nodiscard]] BATON_EXPORT Result<Loaded> load_bytes(std::string_view source,
                                                     std::string_view bytes,
                                                     const LoadOptions& options = {},
                                                     const Context& context = {},
                                                     std::string_view type = {});

/// For loaders of containers: loads the part `name`, whose bytes are `bytes`, and appends it to
/// `into`, or to `into.skipped` when it cannot be read. The media type is that of the name unless
/// `type` tells it.
///
/// Throws `limit_exceeded` when the parts of the whole file become too many, too large or too deep,
/// and when the context ends: that is the end of the file.
BATON_EXPORT void load_part(const LoadInput& container, std::string_view name,
                            std::string_view bytes, const LoadOptions& options,
                            const Context& context, Loaded& into, std::string_view type = {});

}  // namespace baton::inline v0
