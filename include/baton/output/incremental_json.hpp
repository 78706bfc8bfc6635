#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/limits.hpp>

namespace baton::inline v0 {

/// Where JSON begins in the text fed to `IncrementalJson`.
enum class JsonStart {
  text,       ///< at once: the text is JSON and nothing else
  container,  ///< at the first `{` or `[`; prose and code fences around the value are skipped
  object,     ///< at the first `{`
};

/// Parses JSON (RFC 8259) as it arrives, in pieces cut anywhere, even inside a character.
///
/// `value()` is at any time a valid value of what has arrived: strings grow, open arrays and objects
/// are closed, while numbers, literals and keys that are still being written are left out. Every way of
/// cutting a text gives the same final value, the one of `Json::parse`; of equal keys the last wins.
/// The value is built in place: feeding a text of n bytes takes O(n) in all.
///
/// With `container` and `object`, a bracket that cannot begin JSON (as in "[see below]") is taken for
/// prose, and what follows the value is ignored. Move-only, one thread at a time.
///
///     IncrementalJson json;
///     json.feed(R"({"city":"Os)");     // value(): {"city":"Os"}
///     json.feed(R"(lo","year":20)");   // value(): {"city":"Oslo"}
class BATON_EXPORT IncrementalJson {
 public:
  explicit IncrementalJson(JsonStart start = JsonStart::text, const Limits& limits = {});
  IncrementalJson(IncrementalJson&&) noexcept;
  IncrementalJson& operator=(IncrementalJson&&) noexcept;
  ~IncrementalJson();

  /// Takes the next piece and tells whether `value()` has changed. Throws `parse_error` with the byte
  /// offset, or `limit_exceeded` (bytes, depth, items); after that it must not be fed again.
  bool feed(std::string_view piece);
  /// Says that nothing more comes. Throws `parse_error` when the value is not complete.
  void finish();

  /// Whether a value has begun.
  [[nodiscard]] bool started() const noexcept;
  /// Whether the value is whole. A bare number is so only after `finish`.
  [[nodiscard]] bool complete() const noexcept;
  /// What has arrived; null before anything has. Valid until the next call.
  [[nodiscard]] const Json& value() const noexcept;

 private:
  class Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace baton::inline v0
