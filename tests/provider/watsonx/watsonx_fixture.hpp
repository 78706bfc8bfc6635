#pragma once

#include <memory>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/provider/watsonx.hpp>

#include "provider/watsonx/watsonx_wire.hpp"

namespace baton::test {

inline WatsonxOptions watsonx_test_options() {
  return {.model = "ibm/granite-4-h-small", .base_url = "http://h", .project_id = "project-1", .token = Secret("t")};
}

/// The body of a request, parsed.
inline nlohmann::json watsonx_body(const ChatRequest& request, WatsonxOptions options = watsonx_test_options()) {
  return nlohmann::json::parse(detail::WatsonxWire(std::move(options)).request(request, true).body);
}

}  // namespace baton::test
