#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/reranker.hpp>

namespace baton::inline v0 {

namespace detail {
struct Tape;
}  // namespace detail

/// When a replayed answer comes: at once, or as late as it came when it was recorded, piece by piece.
enum class Timing : std::uint8_t { immediate, recorded };

/// How a cassette is written and read.
struct CassetteOptions {
  /// Gives what is stored in place of a text, to keep names or tokens out of the file. Applied to
  /// every string of requests and answers before they are written, and to requests before they are
  /// looked up, so replay with the function that recorded. Called from any thread.
  std::function<std::string(std::string)> redact{};
  Timing timing = Timing::immediate;  ///< of replays
  Limits limits = {.line_bytes = std::size_t{16} << 20};
};

/// A file of recorded calls of models: record once, then run tests, demonstrations and bug reports
/// from it, without key, network or cost.
///
/// The file is JSON Lines, made to be read and reviewed (docs/replay.md has the format). It never
/// holds a credential, because requests have none; images and files above 1,024 bytes are stored as
/// their SHA-256. Text that is not UTF-8 is stored with U+FFFD.
///
/// **Recording** appends each call when it ends, so that a process that is killed leaves all calls
/// before. Errors are recorded too, and so are streams that the application stopped reading.
///
/// **Replaying** is strict: a request that was not recorded throws `not_found` with the nearest one
/// and what differs. Requests are found by their content, not by their order, so calls may be
/// concurrent; each recorded call answers once, equal ones in the order they were recorded. Errors
/// are thrown again as they were.
///
/// A handle: copies share the cassette, and so do the models made from it. Thread-safe.
///
///     const Cassette cassette = Cassette::open("fixtures/chat.cassette");
///     auto answer = prompt<"{question}"> | cassette.model("openai/gpt-4.1-mini") | text;
class BATON_EXPORT Cassette {
 public:
  /// Starts the file anew and records into it; makes its folders. Throws `io_error`, or `busy` when
  /// somebody else records into it. A call that cannot be written fails with that error, and so do
  /// all after it.
  [[nodiscard]] static Cassette record(const std::string& path, CassetteOptions options = {});
  /// Reads the file and answers from it. Throws `not_found` when there is none, `version_mismatch`
  /// for another version of the format, `data_corrupt` with the line for anything else that it should
  /// not hold, `limit_exceeded`, and `io_error`.
  [[nodiscard]] static Cassette replay(const std::string& path, CassetteOptions options = {});
  /// Replays the file when there is one, and records it otherwise: delete it to record again.
  [[nodiscard]] static Cassette open(const std::string& path, CassetteOptions options = {});

  [[nodiscard]] bool recording() const noexcept;

  /// The model of that name, as from `model()`, recorded; or its replay, for which neither the vendor
  /// nor its key is needed and `settings` are ignored.
  [[nodiscard]] Model model(std::string_view name, ModelSettings settings = {}) const;
  /// The same for embedders. A replay has the recorded length of vectors.
  [[nodiscard]] std::shared_ptr<const Embedder> embedder(std::string_view name,
                                                         ModelSettings settings = {}) const;

  /// A model around another: calls `inner` and records, or replays and never calls it.
  [[nodiscard]] Model wrap(Model inner) const;
  [[nodiscard]] std::shared_ptr<const Embedder> wrap(std::shared_ptr<const Embedder> inner) const;
  [[nodiscard]] std::shared_ptr<const Reranker> wrap(std::shared_ptr<const Reranker> inner) const;

  /// For the end of a test. Throws the first miss again, which the application may have swallowed, or
  /// `invalid_state` with the recorded calls that nobody made. Does nothing while recording.
  void check_all_used() const;

 private:
  explicit Cassette(std::shared_ptr<detail::Tape> tape) noexcept;

  std::shared_ptr<detail::Tape> tape_;
};

}  // namespace baton::inline v0
