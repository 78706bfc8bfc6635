#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/core/limits.hpp>
#include <baton/http/http.hpp>
#include <baton/message/chat.hpp>
#include <baton/provider/capabilities.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// How the events of a stream are told apart.
enum class Framing : std::uint8_t {
  server_sent_events,
  ndjson,            ///< one JSON value a line
  aws_event_stream,  ///< binary messages; exceptions come as the type "error"
};

/// Reads the events of one streamed answer of a vendor. No I/O. After an error it must not be used
/// further; every error it throws carries the text so far.
class StreamDecoder {
 public:
  virtual ~StreamDecoder() = default;

  /// Takes one event; `type` is empty where the framing has no names. Throws the error that it carries, `stream_truncated` for half an
  /// event, or `bad_response` for what contradicts the protocol; what is not known is passed over.
  virtual void feed(std::string_view type, std::string_view data) = 0;
  /// The next event that what was fed has made.
  [[nodiscard]] virtual std::optional<ChatEvent> next() = 0;
  /// Whether the terminal event has come: nothing more needs to be read.
  [[nodiscard]] virtual bool done() const noexcept = 0;
  /// The response, at the end of the input. Throws `stream_truncated` when the end came too early.
  [[nodiscard]] virtual ChatResponse finish() = 0;
  /// `error` with the vendor's name and what had arrived.
  [[nodiscard]] virtual Error broken(const Error& error) const = 0;
};

/// How a vendor is asked for the tokens of a request, and which member of its answer has them.
struct CountCall {
  HttpRequest request;
  const char* member = "";
  /// A part of the refusal by which a vendor says that it cannot count for the model: then it is estimated.
  std::string_view cannot{};
};

/// A vendor's chat protocol: values to bytes and back, without any I/O. One implementation a
/// vendor; `wire_model` makes the model of it that does the calls. Immutable; any number of
/// threads.
///
/// The request is given again with the answer, because some answers can be read only with the
/// question in hand.
class Wire {
 public:
  virtual ~Wire() = default;

  /// Who is called, for errors: and whose key must never be in one.
  [[nodiscard]] virtual const Peer& peer() const noexcept = 0;
  /// What follows the vendor in the model's name.
  [[nodiscard]] virtual const std::string& model() const noexcept = 0;
  [[nodiscard]] virtual const Limits& limits() const noexcept = 0;
  /// What the model can be asked for; checked before `request` is called.
  [[nodiscard]] virtual const Capabilities& capabilities() const noexcept = 0;
  /// Of a stream.
  [[nodiscard]] virtual Framing framing() const noexcept { return Framing::server_sent_events; }

  /// With the key, unless the peer has `tokens`: then the model adds one. Throws `invalid_argument` for
  /// what can never work and `unsupported` for what the protocol cannot carry.
  [[nodiscard]] virtual HttpRequest request(const ChatRequest& request, bool stream) const = 0;
  /// The response of a whole answer with a status of success. Throws the error it carries instead.
  [[nodiscard]] virtual ChatResponse response(const ChatRequest& request, const HttpHead& head,
                                              std::string_view body) const = 0;
  /// `request` and this outlive the decoder.
  [[nodiscard]] virtual std::unique_ptr<StreamDecoder> decoder(const ChatRequest& request,
                                                               const HttpHead& head) const = 0;

  /// Counts what `request` would send, with the key as there. Nothing where the vendor has no call that
  /// counts a whole request.
  [[nodiscard]] virtual std::optional<CountCall> counting(const ChatRequest&) const { return std::nullopt; }
};

}  // namespace baton::inline v0::detail
