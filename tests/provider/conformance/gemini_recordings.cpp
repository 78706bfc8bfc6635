#include <baton/provider/gemini.hpp>

#include "provider/conformance/recordings.hpp"
#include "provider/gemini/gemini_wire.hpp"

// Sources: https://ai.google.dev/api/generate-content, …/gemini-api/docs/thought-signatures,
// …/docs/function-calling, …/docs/troubleshooting and …/docs/rate-limits; types.py of Google's Gen AI
// SDK for Python.

namespace baton::test {
namespace {

const std::string named = R"("modelVersion":"model-1","responseId":"id-1")";
const std::string counted =
    R"("usageMetadata":{"promptTokenCount":19,"candidatesTokenCount":8,"totalTokenCount":29,"promptTokensDetails":[{"modality":"TEXT","tokenCount":19}],"cachedContentTokenCount":4,"thoughtsTokenCount":2})";

std::string answer(const std::string& candidate, const std::string& usage = counted) {
  return "{\"candidates\":[{" + candidate + "\"index\":0}]," + usage + "," + named + "}";
}
std::string event(const std::string& data) { return "data: " + data + "\n\n"; }
std::string content(const std::string& parts) { return R"("content":{"parts":[)" + parts + R"(],"role":"model"},)"; }
std::string finish(const std::string& reason) { return R"("finishReason":")" + reason + "\","; }
std::string piece(const std::string& parts) {
  return event(answer(content(parts), R"("usageMetadata":{"promptTokenCount":19,"totalTokenCount":19})"));
}
std::string last(const std::string& parts, const std::string& reason) {
  return event(answer(content(parts) + finish(reason)));
}
std::string whole(const std::string& parts, const std::string& reason) {
  return answer(content(parts) + finish(reason));
}
std::string says(const std::string& text) { return R"({"text":")" + text + "\"}"; }

GeminiOptions gemini(std::string base_url, Secret key) {
  return {.model = "model-1", .base_url = std::move(base_url), .api_key = std::move(key), .key_variable = "GEMINI_API_KEY"};
}
VertexOptions vertex(std::string base_url, Secret key) {
  return {.model = "model-1", .base_url = std::move(base_url), .access_token = std::move(key), .key_variable = "GOOGLE_ACCESS_TOKEN"};
}
template <class Options>
std::unique_ptr<const detail::Wire> wire_of(Options options) {
  return std::make_unique<detail::GeminiWire>(detail::gemini_server(std::move(options)));
}

Recording tools() {
  const std::string weather =
      R"({"functionCall":{"id":"call_a","name":"get_weather","args":{"city":"Paris"}},"thoughtSignature":"c2lnbmVk"})";
  const std::string time = R"({"functionCall":{"id":"call_b","name":"get_time","args":{}}})";
  return {piece(weather) + piece(time) + last(says(""), "STOP"), whole(weather + "," + time, "STOP")};
}

Recording reasoning() {
  const std::string thought = R"({"text":"Nine point eight","thought":true,"thoughtSignature":"c2lnbmVk"})";
  return {piece(thought) + piece(says("9.")) + last(says("8"), "STOP"), whole(thought + "," + says("9.8"), "STOP")};
}

Recording withheld() {
  const std::string why = answer(finish("SAFETY") + R"("finishMessage":"I cannot help.","safetyRatings":[],)");
  return {event(why), why};
}

Recording invalid_output() {
  const std::string why = answer(R"("content":{"role":"model"},)" + finish("MALFORMED_FUNCTION_CALL") +
                                 R"-("finishMessage":"Malformed function call: print(get_weather('Paris'))",)-");
  return {event(why), why};
}

std::string failure(int code, const std::string& status, const std::string& message, const std::string& details = "") {
  return R"({"error":{"code":)" + std::to_string(code) + R"(,"message":")" + message + R"(","status":")" + status +
         R"(","details":[)" + details + "]}}";
}

std::vector<HttpFailure> failures() {
  const std::string bad_key = R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com","metadata":{"service":"generativelanguage.googleapis.com"}})";
  const std::string wait = R"({"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"33s"})";
  const auto quota = [](const std::string& id) {
    return R"({"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"generativelanguage.googleapis.com/generate_content_free_tier_requests","quotaId":")" + id + R"(","quotaValue":"250"}]})";
  };
  return {
      {400, failure(400, "INVALID_ARGUMENT", "API key not valid: KEY. Please pass a valid API key.", bad_key), ErrorCode::permission_denied, false},
      {403, failure(403, "PERMISSION_DENIED", "Your API key KEY doesn't have the required permissions."), ErrorCode::permission_denied, false},
      {429, failure(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier")), ErrorCode::rate_limited, true},
      {429, failure(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier") + "," + wait), ErrorCode::quota_exhausted, false},
      {400, failure(400, "INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."), ErrorCode::context_too_long, false},
      {400, failure(400, "INVALID_ARGUMENT", "Requests ending with a model turn are not supported."), ErrorCode::invalid_argument, false},
      {404, failure(404, "NOT_FOUND", "models/nothing is not found for API version v1beta."), ErrorCode::not_found, false},
      {503, failure(503, "UNAVAILABLE", "The model is overloaded. Please try again later."), ErrorCode::overloaded, true}};
}

void record(Recordings& all) {
  all.path = "/models/model-1:streamGenerateContent?alt=sse";
  all.whole_path = "/models/model-1:generateContent";
  all.request_id = {"x-request-id", "req-9"};
  all.tool_choice = R"("mode":"ANY")";
  all.text = {piece(says("Hello")) + piece(says(R"(, \"W\u00f6rld\" \ud83d\ude00\n)")) + last(says("größe"), "STOP"),
              whole(says(R"(Hello, \"Wörld\" 😀\ngröße)"), "STOP")};
  all.tools = tools();
  all.reasoning = reasoning();
  all.signature = "c2lnbmVk";
  all.length = {piece(says("Once ")) + last(says("upon"), "MAX_TOKENS"), whole(says("Once upon"), "MAX_TOKENS")};
  all.refusal = withheld();
  all.invalid_output = invalid_output();
  all.error_stream = piece(says("Hel")) + piece(says("lo")) + event(failure(503, "UNAVAILABLE", "The model is overloaded. KEY"));
  all.unknown_stream = ": comment\n\nevent: novelty\nid: 7\n" + event(R"({"x":[1]})") +
                       piece(R"({"text":"Hel","sparkle":{"a":1}},{"novelty":{"a":1}})") +
                       event(answer(content(says("lo")) + R"("safetyRatings":[{"x":1}],"novelty":1,)" + finish("STOP")));
  all.late_stream = piece(says("Hel")) + last(says("lo"), "STOP") + piece(says(" again"));
  all.failures = failures();
}

}  // namespace

Recordings gemini_recordings() {
  Recordings all;
  all.vendor = "gemini";
  all.wire = [](std::string url, Secret key) { return wire_of(gemini(std::move(url), std::move(key))); };
  all.limited_wire = [](Capabilities can) {
    GeminiOptions limited = gemini("http://h", {});
    limited.profile = GeminiProfile{.can = std::move(can)};
    return wire_of(std::move(limited));
  };
  all.key_header = "x-goog-api-key";
  record(all);
  return all;
}

Recordings vertex_recordings() {
  Recordings all;
  all.vendor = "vertex";
  all.wire = [](std::string url, Secret key) { return wire_of(vertex(std::move(url), std::move(key))); };
  all.limited_wire = [](Capabilities can) {
    VertexOptions limited = vertex("http://h", {});
    limited.profile = GeminiProfile{.can = std::move(can)};
    return wire_of(std::move(limited));
  };
  all.key_header = "authorization";
  all.key_shown = "Bearer " + canary;
  all.absent.call_ids = true;
  record(all);
  return all;
}

}  // namespace baton::test
