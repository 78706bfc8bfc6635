#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <baton/message/chat.hpp>

#include "provider/frame_reader.hpp"
#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Reads the body of a streamed call from blocks cut anywhere, whatever the server made of it: an
/// stream in the framing of the wire, a whole JSON answer where the server ignored `stream`, an error
/// object, or a proxy's page. What it is shows in its first bytes; the declared content type is often
/// wrong. No I/O.
///
///     body.feed(block); while (auto event = body.next()) …;   // until complete() or the input
///     ends body.end();       while (auto event = body.next()) …;   // the last one is ChatEnd
class StreamBody {
 public:
  /// `wire` and `request` must outlive the body. `input_tokens` is the estimate for a vendor that
  /// counts nothing.
  StreamBody(const Wire& wire, const ChatRequest& request, HttpHead head,
             std::int64_t input_tokens);

  void feed(std::string_view block);
  /// The same without copying the block.
  void feed(std::string&& block);
  [[nodiscard]] std::optional<ChatEvent> next();
  /// Whether the answer is whole, so that nothing more needs to be read.
  [[nodiscard]] bool complete() const noexcept { return decoder_->done(); }
  /// The input has ended. What it lacked is thrown here or, after its last events, by `next`.
  void end();
  /// `error` with the text so far.
  [[nodiscard]] Error broken(const Error& error) const { return decoder_->broken(error); }

 private:
  enum class Form : std::uint8_t { unknown, events, whole };

  void recognise();
  [[nodiscard]] std::optional<Frame> next_frame();
  void take(const Frame& event);
  void end_whole();
  void close(ChatResponse response);

  const Wire& wire_;
  const ChatRequest& request_;
  HttpHead head_;
  std::int64_t input_tokens_;
  Framing framing_;
  FrameReader events_;
  std::unique_ptr<StreamDecoder> decoder_;
  Form form_ = Form::unknown;
  std::string text_;  // the body so far, while it is not known to be events
  bool any_event_ = false;
  bool begun_ = false;  // whether the first bytes are those of an event
  bool ended_ = false;
  std::vector<ChatEvent> last_;
  std::size_t taken_ = 0;
};

}  // namespace baton::inline v0::detail
