#include "responses.hpp"

#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view completion =
    R"({"id":"chatcmpl-abc123","object":"chat.completion","created":1700000000,"model":"gpt-4o-mini",)"
    R"("choices":[{"index":0,"message":{"role":"assistant","content":"Hello! This is the answer of the loopback )"
    R"(model, about forty tokens long, so that the framework has a little text to carry around and parse.",)"
    R"("refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":19,)"
    R"("completion_tokens":33,"total_tokens":52,"prompt_tokens_details":{"cached_tokens":0},)"
    R"("completion_tokens_details":{"reasoning_tokens":0}},"system_fingerprint":"fp_x"})";

constexpr std::string_view chunk_head =
    R"(data: {"id":"chatcmpl-abc123","object":"chat.completion.chunk","created":1700000000,)"
    R"("model":"gpt-4o-mini","system_fingerprint":"fp_x","choices":[{"index":0,"delta":)";

constexpr std::array<std::string_view, 10> words{" the",   " quick", " brown", " fox", " jumps",
                                                 " over", " lazy",  " dog",   "\\n",  ", and"};

std::string http(std::string_view type, std::string_view body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(type) +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: keep-alive\r\n\r\n" +
         std::string(body);
}

std::string event(std::string_view delta, std::string_view finish) {
  return std::string(chunk_head) + std::string(delta) + R"(,"logprobs":null,"finish_reason":)" +
         std::string(finish) + "}]}\n\n";
}

std::vector<std::string> events(int tokens) {
  std::vector<std::string> all{event(R"({"role":"assistant","content":""})", "null")};
  for (int i = 0; i < tokens; ++i) {
    all.push_back(token_event(words[static_cast<std::size_t>(i) % words.size()], "null"));
  }
  all.push_back(event("{}", "\"stop\""));
  all.emplace_back("data: [DONE]\n\n");
  return all;
}

std::string chunked(const std::vector<std::string>& parts) {
  std::string out = stream_head();
  for (const auto& part : parts) out += http_chunk(part);
  return out + "0\r\n\r\n";
}

constexpr std::string_view failure =
    R"({"error":{"message":"The server is overloaded","type":"server_error","param":null,"code":null}})";

std::string embedding() {
  std::string values;
  for (int i = 0; i < 384; ++i) {
    if (i > 0) values += ',';
    values += std::to_string((i % 97) / 97.0 - 0.5);
  }
  return R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[)" + values +
         R"(]}],"model":"e","usage":{"prompt_tokens":8,"total_tokens":8}})";
}

}  // namespace

std::string stream_head() {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
         "Connection: keep-alive\r\n\r\n";
}

std::string token_event(std::string_view token, std::string_view finish) {
  return event(R"({"content":")" + std::string(token) + "\"}", finish);
}

std::string http_chunk(std::string_view bytes) {
  std::array<char, 24> size{};
  std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
  return std::string(size.data()).append(bytes).append("\r\n");
}

Responses make_responses(int tokens) {
  const auto parts = events(tokens);
  std::string all;
  for (const auto& part : parts) all += part;
  return {.json = http("application/json", completion),
          .stream = chunked(parts),
          .bulk = http("text/event-stream", all),
          .embeddings = http("application/json", embedding()),
          .lie = http("application/json", failure),
          .stream_lie = chunked({token_event("Once", "null"), "data: " + std::string(failure) + "\n\n"}),
          .limited = "HTTP/1.1 429 Too Many Requests\r\nRetry-After-Ms: 250\r\nContent-Length: 0\r\n\r\n",
          .not_found = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"};
}
