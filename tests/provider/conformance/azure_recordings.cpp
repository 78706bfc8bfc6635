#include "provider/azure/azure_options.hpp"
#include "provider/conformance/recordings.hpp"
#include "provider/openai/openai_wire.hpp"
#include "provider/responses/responses_wire.hpp"

// Azure, where the bytes differ from OpenAI's: the verdicts of the content filter, and errors. Sources: Microsoft
// Foundry, "Content streaming", "Guardrail annotations" and "Content filtering".

namespace baton::test {
namespace {

const std::string safe =
    R"({"hate":{"filtered":false,"severity":"safe"},"self_harm":{"filtered":false,"severity":"safe"},"sexual":{"filtered":false,"severity":"safe"},"violence":{"filtered":false,"severity":"safe"}})";
const std::string prompt_verdict =
    R"("prompt_filter_results":[{"prompt_index":0,"content_filter_results":)" + safe + "}]";

std::string chunk(const std::string& choice) {
  return R"(data: {"choices":[)" + choice +
         R"(],"created":1,"id":"id-1","model":"model-1","object":"chat.completion.chunk","system_fingerprint":"fp_1","usage":null})"
         "\n\n";
}
std::string piece(const std::string& delta) {
  return chunk(R"({"content_filter_results":)" + safe + R"(,"delta":)" + delta +
               R"(,"finish_reason":null,"index":0,"logprobs":null})");
}
std::string finish(const std::string& reason) {
  return chunk(R"({"content_filter_results":{},"delta":{},"finish_reason":")" + reason + R"(","index":0,"logprobs":null})");
}
/// The asynchronous filter's word on text that has been sent.
std::string verdict(const std::string& reason, const std::string& results) {
  return R"(data: {"id":"","object":"","created":0,"model":"","choices":[{"index":0,"finish_reason":)" + reason +
         R"(,"content_filter_results":)" + results +
         R"(,"content_filter_offsets":{"check_offset":44,"start_offset":44,"end_offset":198}}],"usage":null})"
         "\n\n";
}

const std::string first =
    R"(data: {"choices":[],"created":0,"id":"","model":"",)" + prompt_verdict + R"(,"object":"","usage":null})" "\n\n" +
    piece(R"({"role":"assistant","content":"","refusal":null})");
const std::string counts =
    R"("usage":{"completion_tokens":10,"completion_tokens_details":{"reasoning_tokens":2},"prompt_tokens":19,"prompt_tokens_details":{"cached_tokens":4},"total_tokens":29})";
const std::string last = R"(data: {"choices":[],"created":1,"id":"id-1","model":"model-1","object":"chat.completion.chunk",)" + counts + "}\n\n" +
                         verdict("null", safe) + "data: [DONE]\n\n";

std::string whole(const std::string& message, const std::string& reason) {
  return R"({"choices":[{"content_filter_results":)" + safe + R"(,"finish_reason":")" + reason +
         R"(","index":0,"logprobs":null,"message":)" + message +
         R"(}],"created":1,"id":"id-1","model":"model-1","object":"chat.completion",)" + prompt_verdict + "," + counts + "}";
}

Recording text() {
  return {first + piece(R"({"content":"Hello"})") + verdict("null", safe) +
              piece(R"({"content":", \"W\u00f6rld\" \ud83d\ude00\n"})") + piece(R"({"content":"größe"})") + finish("stop") + last,
          whole(R"({"content":"Hello, \"Wörld\" 😀\ngröße","refusal":null,"role":"assistant"})", "stop")};
}

/// The filter judges the text after its end.
Recording filtered() {
  return {first + piece(R"({"content":"I cannot help."})") + finish("stop") +
              verdict(R"("content_filter")", R"({"protected_material_text":{"detected":true,"filtered":true}})") + last,
          whole(R"({"content":"I cannot help.","role":"assistant"})", "content_filter")};
}

std::vector<HttpFailure> failures() {
  return {
      {401, R"({"error":{"code":"401","message":"Access denied due to invalid subscription key KEY or wrong API endpoint."}})", ErrorCode::permission_denied, false},
      {429, R"({"error":{"code":"429","message":"Requests have exceeded the token rate limit of your current pricing tier."}})", ErrorCode::rate_limited, true},
      {429, R"({"error":{"code":"insufficient_quota","message":"You exceeded your current quota"}})", ErrorCode::quota_exhausted, false},
      {400, R"({"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}})", ErrorCode::context_too_long, false},
      {400, R"({"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":true,"severity":"high"}}}}})", ErrorCode::content_filtered, false},
      {404, R"({"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}})", ErrorCode::not_found, false},
      {503, R"({"error":{"code":"InternalServerError","message":"Backend returned unexpected response."}})", ErrorCode::overloaded, true}};
}

/// The verdicts stand in every response object of Azure's Responses protocol.
std::string judged(const std::string& bytes) {
  const std::string before = R"("background":false)";
  const std::string verdicts =
      R"(,"content_filters":[{"blocked":false,"source_type":"prompt","content_filter_raw":[],"content_filter_results":)" + safe +
      R"(,"content_filter_offsets":{"start_offset":0,"end_offset":12,"check_offset":0}}])";
  std::string all;
  std::size_t from = 0;
  for (auto at = bytes.find(before); at != std::string::npos; at = bytes.find(before, from)) {
    all += bytes.substr(from, at + before.size() - from) + verdicts;
    from = at + before.size();
  }
  return all + bytes.substr(from);
}

AzureOptions options(std::string url, Secret key) {
  return {.model = "model-1", .base_url = std::move(url), .api_key = std::move(key), .key_variable = "AZURE_OPENAI_API_KEY"};
}

}  // namespace

Recordings azure_recordings() {
  Recordings all = openai_recordings();
  all.vendor = "azure";
  all.wire = [](std::string url, Secret key) {
    return std::make_unique<detail::OpenAiWire>(detail::azure_chat_options(options(std::move(url), std::move(key))));
  };
  all.limited_wire = [](Capabilities can) {
    AzureOptions limited = options("http://h", {});
    limited.capabilities = std::move(can);
    return std::make_unique<detail::OpenAiWire>(detail::azure_chat_options(std::move(limited)));
  };
  all.path = "/openai/v1/chat/completions";
  all.key_header = "api-key";
  all.text = text();
  all.length = {first + piece(R"({"content":"Once upon"})") + finish("length") + last,
                whole(R"({"content":"Once upon","role":"assistant"})", "length")};
  all.refusal = filtered();
  all.error_stream = first + piece(R"({"content":"Hel"})") + piece(R"({"content":"lo"})") +
                     "data: {\"error\":{\"code\":\"503\",\"message\":\"overloaded KEY\"}}\n\n";
  all.failures = failures();
  return all;
}

Recordings azure_responses_recordings() {
  Recordings all = responses_recordings();
  all.vendor = "azure-responses";
  all.wire = [](std::string url, Secret key) {
    return std::make_unique<detail::ResponsesWire>(detail::azure_responses_options(options(std::move(url), std::move(key))));
  };
  all.limited_wire = [](Capabilities can) {
    AzureOptions limited = options("http://h", {});
    limited.capabilities = std::move(can);
    return std::make_unique<detail::ResponsesWire>(detail::azure_responses_options(std::move(limited)));
  };
  all.path = "/openai/v1/responses";
  all.key_header = "api-key";
  for (Recording* recording : {&all.text, &all.tools, &all.reasoning, &all.length, &all.refusal, &all.cut_call}) {
    *recording = {judged(recording->stream), judged(recording->whole)};
  }
  for (std::string* stream : {&all.error_stream, &all.unknown_stream, &all.late_stream}) *stream = judged(*stream);
  all.failures = failures();
  return all;
}

}  // namespace baton::test
