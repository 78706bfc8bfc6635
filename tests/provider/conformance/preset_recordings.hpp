#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include <baton/provider/model.hpp>

#include "provider/conformance/recordings.hpp"
#include "provider/openai/openai_wire.hpp"
#include "provider/vendors.hpp"

namespace baton::test {

/// The wire of `model("VENDOR/model-1")` for a vendor behind OpenAI's protocol.
inline std::unique_ptr<const detail::Wire> preset_wire(const std::string& vendor, ModelSettings settings) {
  for (const auto& row : detail::openai_vendors()) {
    if (row.access.name != vendor) continue;
    return std::make_unique<detail::OpenAiWire>(detail::options_of(row, "model-1", std::move(settings)));
  }
  throw std::logic_error("no such row: " + vendor);
}

/// Recordings without their bytes.
inline Recordings preset_recordings(const std::string& vendor) {
  Recordings all;
  all.vendor = vendor;
  all.wire = [vendor](std::string url, Secret key) {
    return preset_wire(vendor, {.base_url = std::move(url), .api_key = std::move(key)});
  };
  all.limited_wire = [vendor](Capabilities can) {
    return preset_wire(vendor, {.base_url = "http://h", .api_key = Secret("k"), .capabilities = std::move(can)});
  };
  all.path = "/chat/completions";
  all.key_header = "authorization";
  all.request_id = {"x-request-id", "req-9"};
  return all;
}

}  // namespace baton::test
