#pragma once

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/http/client.hpp>
#include <baton/provider/openai.hpp>

#include "provider/counterpart_servers.hpp"

namespace baton::test {

/// The way from the adapter to aimock, which plays every vendor.
struct Route {
  const char* name;
  const char* vendor;       ///< whose protocol the gateway speaks to aimock; empty: no gateway between
  const char* path;         ///< of the vendor's interface within aimock
  bool done_marker = true;  ///< whether a stream ends with `[DONE]`
};

inline std::string route_name(const ::testing::TestParamInfo<Route>& row) { return row.param.name; }
inline void PrintTo(const Route& route, std::ostream* out) { *out << route.name; }

class OpenAiServers : public CounterpartServers, public ::testing::WithParamInterface<Route> {
 protected:
  [[nodiscard]] static OpenAiOptions options() {
    const Route& route = GetParam();
    OpenAiOptions server{.model = "gpt-4o", .base_url = at(*aimock, route.path), .api_key = Secret("sk-test")};
    if (*route.vendor != '\0') {
      server.base_url = at(*gateway, "/v1");
      server.headers = {{"x-portkey-provider", route.vendor}, {"x-portkey-custom-host", at(*aimock, route.path)}};
    }
    server.dialect.done_marker = route.done_marker;
    return server;
  }

  [[nodiscard]] ChatResponse complete(ChatRequest request) {
    return CounterpartServers::complete(Model(openai_model(options())), std::move(request));
  }
  [[nodiscard]] Played stream(ChatRequest request) {
    return CounterpartServers::stream(Model(openai_model(options())), std::move(request));
  }
  [[nodiscard]] std::vector<Embedding> embed(OpenAiEmbedderOptions embedding, std::vector<std::string> texts) {
    const auto embedder = openai_embedder(std::move(embedding));
    return sync_wait(embedder->embed(std::move(texts), EmbedPurpose::document, context()), context());
  }
  /// The body of the last request as aimock received it.
  [[nodiscard]] nlohmann::json arrived() {
    HttpRequest request;
    request.url = at(*aimock, "/v1/_requests");
    const auto answer = sync_wait(HttpClient::of(runtime).send(request, context()), context());
    return nlohmann::json::parse(answer.body).back()["body"];
  }
};

}  // namespace baton::test
