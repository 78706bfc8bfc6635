#pragma once

#include <curl/curl.h>
#include <simdjson.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "support/measure.hpp"

/// The same work as ours with the bare libraries and no framework.
namespace floors {

inline std::string request_body(bool stream) {
  return std::string(R"({"model":"gpt-4o-mini",)") + (stream ? R"("stream":true,)" : "") +
         R"("messages":[{"role":"system","content":")" + measure::system_text +
         R"("},{"role":"user","content":")" + measure::user_text + "\"}]}";
}

inline curl_slist* request_headers() {
  curl_slist* list = curl_slist_append(nullptr, "Content-Type: application/json");
  list = curl_slist_append(list, "Authorization: Bearer k");
  return curl_slist_append(list, "Expect:");
}

/// Collects a whole body and parses the answer out of it.
struct Body {
  std::string text{};

  static std::size_t write(char* data, std::size_t, std::size_t size, void* self) {
    static_cast<Body*>(self)->text.append(data, size);
    return size;
  }
  [[nodiscard]] bool has_answer() const {
    const auto json = nlohmann::json::parse(text);
    return !json["choices"][0]["message"]["content"].get_ref<const std::string&>().empty();
  }
};

/// Splits events into lines and takes the text out of each with simdjson, the fastest parser there is.
struct Events {
  simdjson::dom::parser* parser = nullptr;
  std::string buffer{};
  std::string text{};
  std::size_t tokens = 0;

  static std::size_t write(char* data, std::size_t, std::size_t size, void* self) {
    static_cast<Events*>(self)->take({data, size});
    return size;
  }

  void take(std::string_view bytes) {
    buffer.append(bytes);
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = buffer.find('\n', begin)) != std::string::npos; begin = end + 1) {
      line(std::string_view(buffer).substr(begin, end - begin));
    }
    buffer.erase(0, begin);
  }

  void line(std::string_view content) {
    if (!content.starts_with("data: {")) return;
    simdjson::dom::element event;
    std::string_view piece;
    if (parser->parse(content.data() + 6, content.size() - 6).get(event) != simdjson::SUCCESS) return;
    if (event["choices"].at(0)["delta"]["content"].get(piece) != simdjson::SUCCESS || piece.empty()) return;
    text += piece;
    ++tokens;
  }
};

inline void prepare(CURL* easy, const std::string& url, curl_slist* headers, const std::string& body) {
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

template <class Sink>
void receive(CURL* easy, Sink& sink) {
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Sink::write);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &sink);
}

}  // namespace floors
