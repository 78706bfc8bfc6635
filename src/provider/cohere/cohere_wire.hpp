#pragma once

#include <memory>
#include <string>

#include <baton/provider/cohere.hpp>

#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// Cohere's chat protocol, version 2.
class CohereWire : public Wire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit CohereWire(CohereOptions options);

  [[nodiscard]] const Peer& peer() const noexcept override { return peer_; }
  [[nodiscard]] const std::string& model() const noexcept override { return options_.model; }
  [[nodiscard]] const Limits& limits() const noexcept override { return options_.limits; }
  [[nodiscard]] const Capabilities& capabilities() const noexcept override { return can_; }
  [[nodiscard]] HttpRequest request(const ChatRequest& request, bool stream) const override;
  [[nodiscard]] ChatResponse response(const ChatRequest& request, const HttpHead& head,
                                      std::string_view body) const override;
  [[nodiscard]] std::unique_ptr<StreamDecoder> decoder(const ChatRequest& request,
                                                       const HttpHead& head) const override;

 private:
  CohereOptions options_;
  Capabilities can_;
  Peer peer_;
};

}  // namespace baton::inline v0::detail
