#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/http/line_buffer.hpp>

namespace baton::inline v0 {

/// Decodes newline-delimited JSON (`application/x-ndjson`) from blocks cut anywhere into the texts of its
/// values, one a line; it does not parse them. Blank lines, a "\r" before "\n" and a byte order mark at
/// the start are dropped. A line over `Limits::line_bytes` throws `limit_exceeded`. Not thread-safe.
///
///     decoder.feed(std::move(block));
///     while (auto text = decoder.next()) handle(Json::parse(*text));
///     // at the end of the input:
///     if (auto text = decoder.finish()) handle(Json::parse(*text));
class BATON_EXPORT NdjsonDecoder {
 public:
  explicit NdjsonDecoder(Limits limits = {}) : lines_(LineBuffer::Ending::lf, limits.line_bytes) {}

  /// Copies `block` in; views given before are no longer valid.
  void feed(std::string_view block) { lines_.feed(block); }
  /// Takes `block` over.
  void feed(std::string&& block) { lines_.feed(std::move(block)); }
  void feed(const char* block) { feed(std::string_view(block)); }

  /// The next value's text, or `nullopt` when more input is needed. Valid until the next `feed`.
  [[nodiscard]] std::optional<std::string_view> next();
  /// The last value when the input did not end with a newline. Call it once, when `next` has nothing more.
  [[nodiscard]] std::optional<std::string_view> finish();

 private:
  [[nodiscard]] std::string_view trim(std::string_view line) noexcept;

  LineBuffer lines_;
  bool first_line_ = true;
};

}  // namespace baton::inline v0
