// Floor: calls one after another over one connection, with libcurl's easy interface.
//
//   sequential call|stream|cold URL
#include "curl.hpp"

namespace {

void call(CURL* easy, int rounds, int calls) {
  std::vector<double> each;
  for (int round = 0; round < rounds; ++round) {
    const auto begin = measure::Clock::now();
    for (int i = 0; i < calls; ++i) {
      floors::Body body;
      floors::receive(easy, body);
      if (curl_easy_perform(easy) != CURLE_OK || !body.has_answer()) std::exit(1);
    }
    if (round > 0) each.push_back(measure::seconds_since(begin) * 1e6 / calls);
  }
  if (!each.empty()) measure::report("us", measure::median(each));
}

void stream(CURL* easy) {
  simdjson::dom::parser parser;
  std::vector<double> each;
  for (int round = 0; round < 6; ++round) {
    std::size_t tokens = 0;
    const auto begin = measure::Clock::now();
    for (int i = 0; i < 200; ++i) {
      floors::Events events{.parser = &parser};
      floors::receive(easy, events);
      if (curl_easy_perform(easy) != CURLE_OK || events.tokens == 0) std::exit(1);
      tokens += events.tokens;
    }
    if (round > 0) each.push_back(static_cast<double>(tokens) / measure::seconds_since(begin));
  }
  measure::report("tokens_s", measure::median(each));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string_view mode = argv[1];
  curl_global_init(CURL_GLOBAL_ALL);
  CURL* easy = curl_easy_init();
  const std::string body = floors::request_body(mode == "stream");
  floors::prepare(easy, argv[2], floors::request_headers(), body);
  if (mode == "stream") {
    stream(easy);
  } else if (mode == "call") {
    call(easy, 6, 3000);
  } else {
    floors::Body answer;
    floors::receive(easy, answer);
    if (curl_easy_perform(easy) != CURLE_OK || !answer.has_answer()) return 1;
    measure::report("mb", measure::peak_mb());
  }
}
