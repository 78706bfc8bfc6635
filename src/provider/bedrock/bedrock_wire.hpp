#pragma once

#include <memory>
#include <optional>
#include <string>

#include <baton/provider/bedrock.hpp>

#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Bedrock's Converse protocol.
class BedrockWire : public Wire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit BedrockWire(BedrockOptions options);

  [[nodiscard]] const Peer& peer() const noexcept override { return peer_; }
  [[nodiscard]] const std::string& model() const noexcept override { return options_.model; }
  [[nodiscard]] const Limits& limits() const noexcept override { return options_.limits; }
  [[nodiscard]] const Capabilities& capabilities() const noexcept override {
    return options_.capabilities;
  }
  [[nodiscard]] Framing framing() const noexcept override { return Framing::aws_event_stream; }
  /// Signed for now where there are access keys.
  [[nodiscard]] HttpRequest request(const ChatRequest& request, bool stream) const override;
  [[nodiscard]] ChatResponse response(const ChatRequest& request, const HttpHead& head,
                                      std::string_view body) const override;
  [[nodiscard]] std::unique_ptr<StreamDecoder> decoder(const ChatRequest& request,
                                                       const HttpHead& head) const override;
  /// Of Anthropic's models only.
  [[nodiscard]] std::optional<CountCall> counting(const ChatRequest& request) const override;

 private:
  BedrockOptions options_;
  Peer peer_;
};

}  // namespace baton::inline v0::detail
