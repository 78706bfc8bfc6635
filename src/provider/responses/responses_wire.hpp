#pragma once

#include <memory>
#include <optional>
#include <string>

#include <baton/provider/openai_responses.hpp>

#include "provider/wire.hpp"

namespace baton::inline v0::detail {

/// OpenAI's Responses protocol.
class ResponsesWire : public Wire {
 public:
  /// Throws `invalid_argument` for options that can never work.
  explicit ResponsesWire(OpenAiResponsesOptions options);

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
  OpenAiResponsesOptions options_;
  OpenAiResponsesProfile profile_;
  Peer peer_;
};

}  // namespace baton::inline v0::detail
