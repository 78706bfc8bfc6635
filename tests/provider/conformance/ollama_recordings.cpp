#include <baton/provider/ollama.hpp>

#include "provider/conformance/recordings.hpp"
#include "provider/ollama/ollama_wire.hpp"

// Sources: Ollama's docs/api.md ("Generate a chat completion"), docs/api/errors.mdx,
// docs/capabilities/thinking.mdx and api/types.go.

namespace baton::test {
namespace {

/// A line without what tells it from a whole answer.
std::string line(const std::string& message, const std::string& rest = R"(,"done":false)") {
  return R"({"model":"model-1","created_at":"2026-08-04T08:52:19.385406455-07:00","message":{"role":"assistant",)" +
         message + "}" + rest + "}";
}
std::string says(const std::string& text) { return line(R"("content":")" + text + "\"") + "\n"; }

std::string ended(const std::string& reason) {
  return R"(,"done_reason":")" + reason +
         R"(","done":true,"total_duration":4883583458,"load_duration":1334875,"prompt_eval_count":19,"prompt_eval_duration":342546000,"eval_count":10,"eval_duration":4535599000)";
}
/// Without its line break: the server sends one, but the answer is whole without it.
std::string end(const std::string& reason) { return line(R"("content":"")", ended(reason)); }
std::string whole(const std::string& message, const std::string& reason = "stop") { return line(message, ended(reason)); }

const std::string weather = R"({"id":"call_a","function":{"index":0,"name":"get_weather","arguments":{"city":"Paris"}}})";
const std::string time_now = R"({"id":"call_b","function":{"index":1,"name":"get_time","arguments":{}}})";

}  // namespace

Recordings ollama_recordings() {
  Recordings all;
  all.vendor = "ollama";
  all.wire = [](std::string url, Secret key) {
    return std::make_unique<detail::OllamaWire>(OllamaOptions{
        .model = "model-1", .base_url = std::move(url), .api_key = std::move(key), .key_variable = "OLLAMA_API_KEY"});
  };
  all.limited_wire = [](Capabilities can) {
    return std::make_unique<detail::OllamaWire>(
        OllamaOptions{.model = "model-1", .base_url = "http://h", .capabilities = std::move(can)});
  };
  all.path = "/api/chat";
  all.key_header = "authorization";
  all.request_id = {"x-request-id", "req-9"};
  all.absent = {.refusal = true, .files = true, .image_urls = true, .forced_tools = true};
  all.id = "";
  all.usage = {19, 10, 0, 0};
  all.text = {says("Hello") + says(R"(, \"W\u00f6rld\" \ud83d\ude00\n)") + says("größe") + end("stop"),
              whole(R"("content":"Hello, \"Wörld\" 😀\ngröße","images":null)")};
  all.tools = {line(R"("content":"","tool_calls":[)" + weather + "]") + "\n" +
                   line(R"("content":"","tool_calls":[)" + time_now + "]") + "\n" + end("stop"),
               whole(R"("content":"","tool_calls":[)" + weather + "," + time_now + "]")};
  all.reasoning = {line(R"("content":"","thinking":"Nine ")") + "\n" + line(R"("content":"","thinking":"point eight")") +
                       "\n" + says("9.8") + end("stop"),
                   whole(R"("content":"9.8","thinking":"Nine point eight")")};
  all.signature = R"("thinking")";
  all.length = {says("Once upon") + end("length"), whole(R"("content":"Once upon")", "length")};
  all.error_stream = says("Hel") + says("lo") + "{\"error\":\"an error was encountered while running the model KEY\"}\n";
  all.unknown_stream = says("Hel") + "{\"novelty\":[1]}\n" +
                       line(R"("content":"lo","sparkle":{"a":1})", R"(,"done":false,"x":null)") + "\n" + end("stop") + "\n";
  all.failures = {
      {401, R"({"error":"unauthorized KEY"})", ErrorCode::permission_denied, false},
      {429, R"({"error":"too many requests"})", ErrorCode::rate_limited, true},
      {400, R"({"error":"the input length exceeds the context length"})", ErrorCode::context_too_long, false},
      {404, R"({"error":"model 'nothing' not found"})", ErrorCode::not_found, false},
      {503, R"({"error":"server busy, please try again.  maximum pending requests exceeded"})", ErrorCode::overloaded, true}};
  all.stream_type = "application/x-ndjson";
  all.sign_of_life = "";
  return all;
}

}  // namespace baton::test
