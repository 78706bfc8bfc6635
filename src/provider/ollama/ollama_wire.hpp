#pragma once

#include <memory>
#include <string>

#include <baton/provider/ollama.hpp>

#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Ollama's chat protocol.
class OllamaWire : public Wire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit OllamaWire(OllamaOptions options);

  [[nodiscard]] const Peer& peer() const noexcept override { return peer_; }
  [[nodiscard]] const std::string& model() const noexcept override { return options_.model; }
  [[nodiscard]] const Limits& limits() const noexcept override { return options_.limits; }
  [[nodiscard]] const Capabilities& capabilities() const noexcept override {
    return options_.capabilities;
  }
  [[nodiscard]] Framing framing() const noexcept override { return Framing::ndjson; }
  [[nodiscard]] HttpRequest request(const ChatRequest& request, bool stream) const override;
  [[nodiscard]] ChatResponse response(const ChatRequest& request, const HttpHead& head,
                                      std::string_view body) const override;
  [[nodiscard]] std::unique_ptr<StreamDecoder> decoder(const ChatRequest& request,
                                                       const HttpHead& head) const override;

 private:
  OllamaOptions options_;
  Peer peer_;
};

}  // namespace baton::inline v0::detail
