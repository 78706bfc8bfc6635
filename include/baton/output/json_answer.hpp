#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/limits.hpp>
#include <baton/message/chat.hpp>
#include <baton/output/incremental_json.hpp>

namespace baton::inline v0 {

/// Reads the JSON value in a model's answer, whole or as it streams: what `json` and `structured<T>`
/// are made of.
///
/// Prose before the value, a code fence around it and whatever follows it are skipped. An answer
/// without any bracket may also be a bare JSON scalar, unless it begins with an object. All errors are
/// `model_output_invalid` with the text so far in `partial()`, or `content_filtered`. One answer, one
/// thread.
class BATON_EXPORT JsonAnswer {
 public:
  explicit JsonAnswer(JsonStart start, const Limits& limits = {});

  /// Takes an event and tells whether there is a new state of the value worth showing. That is so at
  /// each change while the value is small; of a long one, often enough that showing every state costs
  /// time in proportion to its length.
  bool feed(const ChatEvent& event);
  /// Says that the stream has ended. Throws when the value is not whole.
  void finish();
  /// `feed` and `finish` of a whole answer.
  void read(const ChatResponse& response);
  void read(std::string_view text);

  [[nodiscard]] const Json& value() const noexcept { return scalar_.is_null() ? json_.value() : scalar_; }
  /// The text so far.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  void add(std::string_view piece);
  void end(const ChatResponse& response);
  bool due();
  void finish_scalar();

  JsonStart start_;
  Limits limits_;
  IncrementalJson json_;
  Json scalar_;
  std::string text_;
  FinishReason reason_ = FinishReason::stop;
  bool changed_ = false;
  std::size_t shown_ = 0;
};

}  // namespace baton::inline v0
