#pragma once

#include <memory>
#include <optional>
#include <string>

#include "provider/gemini/gemini_server.hpp"
#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// The protocol of the Gemini API and of Vertex AI.
class GeminiWire : public Wire {
 public:
  explicit GeminiWire(GeminiServer server);

  [[nodiscard]] const Peer& peer() const noexcept override { return peer_; }
  [[nodiscard]] const std::string& model() const noexcept override { return server_.model; }
  [[nodiscard]] const Limits& limits() const noexcept override { return server_.limits; }
  [[nodiscard]] const Capabilities& capabilities() const noexcept override { return server_.profile.can; }
  [[nodiscard]] HttpRequest request(const ChatRequest& request, bool stream) const override;
  [[nodiscard]] ChatResponse response(const ChatRequest& request, const HttpHead& head,
                                      std::string_view body) const override;
  [[nodiscard]] std::unique_ptr<StreamDecoder> decoder(const ChatRequest& request,
                                                       const HttpHead& head) const override;
  [[nodiscard]] std::optional<CountCall> counting(const ChatRequest& request) const override;

 private:
  GeminiServer server_;
  Peer peer_;
};

}  // namespace baton::inline v0::detail
