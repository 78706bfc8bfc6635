#pragma once

#include <memory>
#include <optional>
#include <string>

#include <baton/provider/anthropic.hpp>

#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Anthropic's Messages protocol.
class AnthropicWire : public Wire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit AnthropicWire(AnthropicOptions options);

  [[nodiscard]] const Peer& peer() const noexcept override { return peer_; }
  [[nodiscard]] const std::string& model() const noexcept override { return options_.model; }
  [[nodiscard]] const Limits& limits() const noexcept override { return options_.limits; }
  [[nodiscard]] const Capabilities& capabilities() const noexcept override { return profile_.can; }
  [[nodiscard]] HttpRequest request(const ChatRequest& request, bool stream) const override;
  [[nodiscard]] ChatResponse response(const ChatRequest& request, const HttpHead& head,
                                      std::string_view body) const override;
  [[nodiscard]] std::unique_ptr<StreamDecoder> decoder(const ChatRequest& request,
                                                       const HttpHead& head) const override;
  [[nodiscard]] std::optional<CountCall> counting(const ChatRequest& request) const override;

 private:
  [[nodiscard]] HttpRequest post(const char* path, const ChatRequest& request, std::string body, bool stream) const;

  AnthropicOptions options_;
  AnthropicProfile profile_;
  Peer peer_;
};

}  // namespace baton::inline v0::detail
