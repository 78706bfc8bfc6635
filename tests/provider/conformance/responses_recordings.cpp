#include <baton/provider/openai_responses.hpp>

#include "provider/conformance/recordings.hpp"
#include "provider/responses/responses_wire.hpp"

// Sources: OpenAI API reference, "Responses" and "Streaming events"; OpenAI's guides "Function calling" and
// "Reasoning"; its Python SDK, types/responses.

namespace baton::test {
namespace {

/// One event; the sequence number is the one member that no reader needs to believe.
std::string happens(const std::string& type, const std::string& rest) {
  return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":3" + rest + "}\n\n";
}
std::string response(const std::string& status, const std::string& output, const std::string& more) {
  return R"({"id":"id-1","object":"response","created_at":1741476777,"status":")" + status +
         R"(","background":false,"model":"model-1","output":)" + output +
         R"(,"parallel_tool_calls":true,"previous_response_id":null,"store":false,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"truncation":"disabled",)" +
         more + "}";
}
const std::string no_usage = R"("error":null,"incomplete_details":null,"usage":null)";
const std::string counts =
    R"("usage":{"input_tokens":19,"input_tokens_details":{"cached_tokens":4},"output_tokens":10,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":29})";
const std::string complete = R"("error":null,"incomplete_details":null,)" + counts;
const std::string cut_off = R"("error":null,"incomplete_details":{"reason":"max_output_tokens"},)" + counts;

const std::string created = happens("response.created", ",\"response\":" + response("in_progress", "[]", no_usage)) +
                            happens("response.in_progress", ",\"response\":" + response("in_progress", "[]", no_usage));

std::string added(int index, const std::string& item) {
  return happens("response.output_item.added", ",\"output_index\":" + std::to_string(index) + ",\"item\":" + item);
}
std::string item_done(int index, const std::string& item) {
  return happens("response.output_item.done", ",\"output_index\":" + std::to_string(index) + ",\"item\":" + item);
}
std::string piece(const std::string& type, int index, const std::string& id, const std::string& delta,
                  const std::string& more = R"(,"content_index":0)") {
  return happens(type, R"(,"item_id":")" + id + R"(","output_index":)" + std::to_string(index) + more +
                           R"(,"delta":")" + delta + R"(","obfuscation":"x9")");
}
std::string says(int index, const std::string& text) {
  return piece("response.output_text.delta", index, "msg_1", text, R"(,"content_index":0,"logprobs":[])");
}
std::string message(const std::string& status, const std::string& content) {
  return R"({"id":"msg_1","type":"message","status":")" + status + R"(","content":[)" + content + R"(],"role":"assistant"})";
}
std::string text_part(const std::string& text) {
  return R"({"type":"output_text","annotations":[],"logprobs":[],"text":")" + text + "\"}";
}
std::string call(const std::string& id, const std::string& name, const std::string& status, const std::string& arguments) {
  return R"({"id":"fc_)" + id + R"(","type":"function_call","status":")" + status + R"(","arguments":")" + arguments +
         R"(","call_id":")" + id + R"(","name":")" + name + "\"}";
}
std::string argues(int index, const std::string& delta) {
  return piece("response.function_call_arguments.delta", index, "fc_" + std::to_string(index), delta, "");
}
/// The stream and the whole answer with these output items.
Recording ends(const std::string& stream, const std::string& output, const std::string& status = "completed",
               const std::string& more = complete) {
  const std::string answer = response(status, "[" + output + "]", more);
  return {created + stream + happens("response." + status, ",\"response\":" + answer), answer};
}

const std::string begun = added(0, message("in_progress", "")) +
                          happens("response.content_part.added",
                                  R"(,"item_id":"msg_1","output_index":0,"content_index":0,"part":)" + text_part(""));

Recording text() {
  const std::string all = R"(Hello, \"Wörld\" 😀\ngröße)";
  const std::string item = message("completed", text_part(all));
  return ends(begun + says(0, "Hello") + says(0, R"(, \"W\u00f6rld\" \ud83d\ude00\n)") + says(0, "größe") +
                  happens("response.output_text.done",
                          R"(,"item_id":"msg_1","output_index":0,"content_index":0,"logprobs":[],"text":")" + all + "\"") +
                  happens("response.content_part.done",
                          R"(,"item_id":"msg_1","output_index":0,"content_index":0,"part":)" + text_part(all)) +
                  item_done(0, item),
              item);
}

Recording tools() {
  const std::string weather = call("call_a", "get_weather", "completed", R"({\"city\":\"Paris\"})");
  const std::string time = call("call_b", "get_time", "completed", "{}");
  return ends(added(0, call("call_a", "get_weather", "in_progress", "")) + argues(0, R"({\"city\":)") +
                  argues(0, R"(\"Paris\"})") +
                  happens("response.function_call_arguments.done",
                          R"(,"item_id":"fc_call_a","output_index":0,"arguments":"{\"city\":\"Paris\"}")") +
                  item_done(0, weather) + added(1, call("call_b", "get_time", "in_progress", "")) + argues(1, "{}") +
                  happens("response.function_call_arguments.done",
                          R"(,"item_id":"fc_call_b","output_index":1,"arguments":"{}")") +
                  item_done(1, time),
              weather + "," + time);
}

std::string reasoning_item(const std::string& encrypted, const std::string& summary) {
  return R"({"id":"rs_1","type":"reasoning","encrypted_content":")" + encrypted + R"(","summary":[)" + summary + "]}";
}

Recording reasoning() {
  const std::string where = R"(,"summary_index":0)";
  const std::string thought =
      reasoning_item("c2lnbmVk", R"({"type":"summary_text","text":"Nine point eight"})");
  const std::string item = message("completed", text_part("9.8"));
  return ends(added(0, reasoning_item("unfin", "")) +
                  happens("response.reasoning_summary_part.added",
                          R"(,"item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""})") +
                  piece("response.reasoning_summary_text.delta", 0, "rs_1", "Nine ", where) +
                  piece("response.reasoning_summary_text.delta", 0, "rs_1", "point eight", where) +
                  happens("response.reasoning_summary_text.done",
                          R"(,"item_id":"rs_1","output_index":0,"summary_index":0,"text":"Nine point eight")") +
                  item_done(0, thought) + added(1, message("in_progress", "")) + says(1, "9.8") + item_done(1, item),
              thought + "," + item);
}

Recording refusal() {
  const std::string item = message("completed", R"({"type":"refusal","refusal":"I cannot help."})");
  return ends(added(0, message("in_progress", "")) + piece("response.refusal.delta", 0, "msg_1", "I cannot ") +
                  piece("response.refusal.delta", 0, "msg_1", "help.") +
                  happens("response.refusal.done",
                          R"(,"item_id":"msg_1","output_index":0,"content_index":0,"refusal":"I cannot help.")") +
                  item_done(0, item),
              item);
}

Recording length() {
  const std::string item = message("incomplete", text_part("Once upon"));
  return ends(begun + says(0, "Once upon") + item_done(0, item), item, "incomplete", cut_off);
}

Recording cut_call() {
  const std::string item = call("call_a", "get_weather", "incomplete", R"({\"ci)");
  return ends(added(0, call("call_a", "get_weather", "in_progress", "")) + argues(0, R"({\"ci)") + item_done(0, item),
              item, "incomplete", cut_off);
}

OpenAiResponsesOptions options(std::string base_url, Secret key) {
  return {.model = "model-1", .base_url = std::move(base_url), .api_key = std::move(key), .key_variable = "OPENAI_API_KEY"};
}

std::vector<HttpFailure> failures() {
  return {
      {401, R"({"error":{"message":"Incorrect API key provided: KEY","type":"invalid_request_error","param":null,"code":"invalid_api_key"}})", ErrorCode::permission_denied, false},
      {429, R"({"error":{"message":"Rate limit reached","type":"tokens","param":null,"code":"rate_limit_exceeded"}})", ErrorCode::rate_limited, true},
      {429, R"({"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}})", ErrorCode::quota_exhausted, false},
      {400, R"({"error":{"message":"Your input exceeds the context window of this model.","type":"invalid_request_error","param":"input","code":"context_length_exceeded"}})", ErrorCode::context_too_long, false},
      {400, R"({"error":{"message":"Invalid prompt: your prompt was flagged","type":"invalid_request_error","param":null,"code":"invalid_prompt"}})", ErrorCode::content_filtered, false},
      {404, R"({"error":{"message":"The model does not exist","type":"invalid_request_error","param":null,"code":"model_not_found"}})", ErrorCode::not_found, false},
      {503, R"({"error":{"message":"The server is overloaded","type":"server_error","param":null,"code":null}})", ErrorCode::overloaded, true}};
}

}  // namespace

Recordings responses_recordings() {
  Recordings all;
  all.vendor = "openai-responses";
  all.wire = [](std::string url, Secret key) {
    return std::make_unique<detail::ResponsesWire>(options(std::move(url), std::move(key)));
  };
  all.limited_wire = [](Capabilities can) {
    OpenAiResponsesOptions limited = options("http://h", {});
    limited.profile = OpenAiResponsesProfile{std::move(can), false};
    return std::make_unique<detail::ResponsesWire>(std::move(limited));
  };
  all.path = "/responses";
  all.key_header = "authorization";
  all.request_id = {"x-request-id", "req-9"};
  all.absent.stop = true;
  all.text = text();
  all.tools = tools();
  all.reasoning = reasoning();
  all.signature = "c2lnbmVk";
  all.length = length();
  all.refusal = refusal();
  all.error_stream = created + begun + says(0, "Hel") + says(0, "lo") +
                     happens("error", R"(,"code":"server_error","message":"overloaded KEY","param":null)");
  const std::string item = message("completed", text_part("Hello"));
  const std::string search = R"({"id":"ws_1","type":"novelty_call","status":"completed"})";
  all.unknown_stream = ends(": comment\n\n" + happens("response.novelty", R"(,"output_index":9,"message":"x")") +
                                "data: {\"object\":\"new.thing\",\"x\":[1]}\n\n" + begun + says(0, "Hel") +
                                piece("response.sparkle.delta", 0, "msg_1", "?") + says(0, "lo") + item_done(0, item) +
                                added(1, search) + item_done(1, search),
                            item + "," + search)
                           .stream;
  all.late_stream = ends(begun + says(0, "Hello") + item_done(0, item) + says(0, " again"), item).stream;
  all.cut_call = cut_call();
  all.failures = failures();
  return all;
}

}  // namespace baton::test
