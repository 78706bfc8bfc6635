#include <baton/provider/cohere.hpp>

#include "provider/cohere/cohere_wire.hpp"
#include "provider/conformance/recordings.hpp"

// Sources: the examples of Cohere's API reference (https://docs.cohere.com/v2/reference/chat and
// …/chat-stream), https://docs.cohere.com/v2/docs/tool-use-streaming and …/docs/reasoning; its page on
// errors (https://docs.cohere.com/reference/errors).

namespace baton::test {
namespace {

std::string event(const std::string& type, const std::string& rest = "") {
  return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
}
std::string numbered(const std::string& type, int index, const std::string& member, const std::string& value) {
  return event(type, ",\"index\":" + std::to_string(index) + R"(,"delta":{"message":{")" + member + "\":" + value + "}}");
}
std::string start(int index, const std::string& content) { return numbered("content-start", index, "content", content); }
std::string says(int index, const std::string& text) {
  return numbered("content-delta", index, "content", "{\"text\":\"" + text + "\"}");
}
std::string thinks(const std::string& text) {
  return numbered("content-delta", 0, "content", "{\"thinking\":\"" + text + "\"}");
}
std::string stop(const std::string& type, int index) { return event(type, ",\"index\":" + std::to_string(index)); }
std::string call(int index, const std::string& id, const std::string& name) {
  return numbered("tool-call-start", index, "tool_calls",
                  R"({"id":")" + id + R"(","type":"function","function":{"name":")" + name + R"(","arguments":""}})");
}
std::string arguments(int index, const std::string& piece) {
  return numbered("tool-call-delta", index, "tool_calls", R"({"function":{"arguments":")" + piece + "\"}}");
}

const std::string begin =
    "event: message-start\ndata: {\"id\":\"id-1\",\"type\":\"message-start\",\"delta\":{\"message\":{\"role\":\"assistant\",\"content\":[],\"tool_plan\":\"\",\"tool_calls\":[],\"citations\":[]}}}\n\n";
const std::string text_block = R"({"type":"text","text":""})";
const std::string usage =
    R"("usage":{"billed_units":{"input_tokens":5.0,"output_tokens":8.0},"tokens":{"input_tokens":19.0,"output_tokens":10.0},"cached_tokens":4.0})";

std::string finish(const std::string& reason) {
  return event("message-end", R"(,"delta":{"finish_reason":")" + reason + "\"," + usage + "}");
}
std::string whole(const std::string& message, const std::string& reason) {
  return R"({"id":"id-1","message":{"role":"assistant",)" + message + R"(},"finish_reason":")" + reason + "\"," + usage + "}";
}

CohereOptions options(std::string base_url, Secret key) {
  return {.model = "model-1", .base_url = std::move(base_url), .api_key = std::move(key), .key_variable = "COHERE_API_KEY"};
}

Recording tools() {
  return {begin + event("tool-plan-delta", R"(,"delta":{"message":{"tool_plan":"I will"}})") +
              event("tool-plan-delta", R"(,"delta":{"message":{"tool_plan":" look."}})") + call(0, "call_a", "get_weather") +
              arguments(0, R"({\"city\":)") + arguments(0, R"(\"Paris\"})") + stop("tool-call-end", 0) +
              call(1, "call_b", "get_time") + arguments(1, "{}") + stop("tool-call-end", 1) + finish("TOOL_CALL"),
          whole(R"("tool_plan":"I will look.","tool_calls":[{"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},{"id":"call_b","type":"function","function":{"name":"get_time","arguments":"{}"}}])",
                "TOOL_CALL")};
}

Recording reasoning() {
  return {begin + start(0, R"({"type":"thinking","thinking":""})") + thinks("Nine ") + thinks("point eight") +
              stop("content-end", 0) + start(1, text_block) + says(1, "9.8") + stop("content-end", 1) + finish("COMPLETE"),
          whole(R"("content":[{"type":"thinking","thinking":"Nine point eight"},{"type":"text","text":"9.8"}])", "COMPLETE")};
}

Recording cut_call() {
  return {begin + call(0, "call_a", "get_weather") + arguments(0, R"({\"ci)") + stop("tool-call-end", 0) + finish("MAX_TOKENS"),
          whole(R"("tool_calls":[{"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"ci"}}])", "MAX_TOKENS")};
}

std::string cited() {
  return numbered("citation-start", 0, "citations",
                  R"({"start":0,"end":3,"text":"Hel","sources":[{"type":"document","id":"doc:1","document":{"id":"doc:1"}}],"type":"TEXT_CONTENT"})") +
         stop("citation-end", 0);
}

std::vector<HttpFailure> failures() {
  return {
      {401, R"({"id":"e-1","message":"invalid api token KEY"})", ErrorCode::permission_denied, false},
      {429, R"({"id":"e-1","message":"You are past the per minute request limit, please wait and try again later."})", ErrorCode::rate_limited, true},
      {402, R"({"message":"Please add or update your payment method at https://dashboard.cohere.com/billing?tab=payment to continue"})", ErrorCode::quota_exhausted, false},
      {400, R"({"message":"too many tokens: size limit exceeded by 11326 tokens. Try using shorter or fewer inputs, or setting prompt_truncation='AUTO'."})", ErrorCode::context_too_long, false},
      {400, R"({"message":"invalid request: temperature must be between 0 and 1.0 inclusive."})", ErrorCode::invalid_argument, false},
      {404, R"({"message":"model 'xyz' not found, make sure the correct model ID was used and that you have access to the model."})", ErrorCode::not_found, false},
      {422, R"({"message":"schema must be an object"})", ErrorCode::invalid_argument, false},
      {503, R"({"message":"Service unavailable"})", ErrorCode::overloaded, true}};
}

}  // namespace

Recordings cohere_recordings() {
  Recordings all;
  all.vendor = "cohere";
  all.wire = [](std::string url, Secret key) {
    return std::make_unique<detail::CohereWire>(options(std::move(url), std::move(key)));
  };
  all.limited_wire = [](Capabilities can) {
    CohereOptions limited = options("http://h", {});
    limited.capabilities = std::move(can);
    return std::make_unique<detail::CohereWire>(std::move(limited));
  };
  all.path = "/v2/chat";
  all.key_header = "authorization";
  all.key_shown = "Bearer " + canary;
  all.request_id = {"x-request-id", "req-9"};
  all.absent.refusal = true;
  all.absent.files = true;
  all.usage.reasoning_tokens = 0;
  all.text = {begin + start(0, text_block) + says(0, "Hello") + says(0, R"(, \"W\u00f6rld\" \ud83d\ude00\n)") + says(0, "größe") +
                  stop("content-end", 0) + finish("COMPLETE"),
              whole(R"("content":[{"type":"text","text":"Hello, \"Wörld\" 😀\ngröße"}])", "COMPLETE")};
  all.tools = tools();
  all.reasoning = reasoning();
  all.signature = "Nine point eight";  // nothing is signed: the thinking itself goes back
  all.length = {begin + start(0, text_block) + says(0, "Once upon") + stop("content-end", 0) + finish("MAX_TOKENS"),
                whole(R"("content":[{"type":"text","text":"Once upon"}])", "MAX_TOKENS")};
  all.error_stream = begin + start(0, text_block) + says(0, "Hel") + says(0, "lo") +
                     event("message-end", R"(,"delta":{"error":"overloaded KEY","finish_reason":"ERROR"})");
  all.unknown_stream = ": comment\n\n" + begin + event("novelty", R"(,"index":9,"x":[1])") + event("debug", R"(,"prompt":"p")") +
                       start(0, text_block) + says(0, "Hel") + cited() + says(0, "lo") + stop("content-end", 0) +
                       start(1, R"({"type":"novelty","a":1})") + numbered("content-delta", 1, "content", R"({"a":2})") +
                       stop("content-end", 1) + finish("COMPLETE");
  all.cut_call = cut_call();
  all.failures = failures();
  return all;
}

}  // namespace baton::test
