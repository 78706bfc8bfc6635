#pragma once

#include <string>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/core/span.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// The span of one call of an embedding model or a reranker. Lives in the frame of the call; `parent`
/// must outlive it.
class CallSpan {
 public:
  CallSpan(SpanKind kind, std::string_view operation, const Peer& peer, const std::string& model,
           const Context& parent)
      : span_(kind, std::string(operation) + " " + model, parent), vendor_(peer.vendor) {
    span_.set("gen_ai.operation.name", operation);
    span_.set("gen_ai.provider.name", std::string_view(vendor_));
    span_.set("gen_ai.request.model", std::string_view(model));
  }

  [[nodiscard]] const Context& context() const noexcept { return span_.context(); }
  /// The error that is being handled, with the vendor's name. The span ends with it.
  [[nodiscard]] Error failed() {
    Error error = current_error();
    if (error.provider().empty()) error = error.with_provider(vendor_);
    span_.fail(error);
    return error;
  }

 private:
  Span span_;
  std::string vendor_;
};

}  // namespace baton::inline v0::detail
