#include "provider/faults/fault.hpp"

namespace baton::test {
namespace {

constexpr Verdict garbled{ErrorCode::bad_response, true};
constexpr Verdict too_large{ErrorCode::limit_exceeded, false};

Fault half_json() {
  Fault fault{14, "half JSON", {}, garbled, {ErrorCode::stream_truncated, true}};
  fault.happens = [](Scene& scene) {
    const auto& good = scene.good();
    // The stream ends within its first event.
    const auto end = scene.stream ? good.find("\n") / 2 : good.size() - 2;
    const std::string half = good.substr(0, end);
    scene.server.push(scene.stream ? scene.streams(half) : scene.answer(200, half));
  };
  fault.applies = [](const Recordings& vendor) { return vendor.text_events; };
  return fault;
}

/// A byte that is no UTF-8 takes the place of one of the text.
Fault invalid_utf8() {
  Fault fault{15, "invalid UTF-8", {}, {}, {}};
  fault.happens = [](Scene& scene) {
    std::string bytes = scene.good();
    const auto at = bytes.find("Hello");
    bytes[at + 1] = '\xFF';
    scene.says_instead = "H\xEF\xBF\xBDllo, \"Wörld\" 😀\ngröße";
    scene.server.push(scene.stream ? scene.streams(bytes) : scene.answer(200, bytes));
  };
  fault.applies = [](const Recordings& vendor) { return vendor.text_events; };
  return fault;
}

Fault split_code_points() {
  Fault fault{15, "code points split anywhere", {}, {}, {}};
  fault.happens = [](Scene& scene) { scene.server.push(scene.says(scene.vendor.text)); };
  return fault;
}

Fault endless_line() {
  Fault fault{16, "a line without end", {}, too_large, too_large};
  fault.happens = [](Scene& scene) {
    scene.limits.bytes = std::size_t{2} << 20;
    scene.server.push(Reply::endless("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" +
                                         std::string(scene.stream ? "data: " : "{"),
                                     std::string(4096, 'x')));
  };
  fault.applies = [](const Recordings& vendor) { return vendor.text_events; };
  return fault;
}

Fault endless_body() {
  Fault fault{16, "a body without end", {}, too_large, too_large};
  fault.happens = [](Scene& scene) {
    scene.limits.bytes = 100'000;
    scene.server.push(
        Reply::endless("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"a\":\"", std::string(4096, 'x')));
  };
  return fault;
}

Fault gzip_bomb() {
  Fault fault{17, "a gzip bomb", {}, too_large, too_large};
  fault.happens = [](Scene& scene) {
    scene.limits.ratio = 40;
    scene.server.push(Reply::gzip_bomb(std::size_t{20} << 20));
  };
  return fault;
}

Fault broken_gzip() {
  Fault fault{17, "broken gzip", {}, garbled, garbled};
  fault.happens = [](Scene& scene) {
    scene.server.push(scene.answer(200, "\x1f\x8b\x08\x01garbage, not gzip", {{"Content-Encoding", "gzip"}}));
  };
  return fault;
}

Fault html_with_success() {
  Fault fault{18, "HTML with status 200", {}, garbled, garbled};
  fault.happens = [](Scene& scene) {
    scene.server.push(scene.answer(200, "\n <html><body>502</body></html>", {}, "text/event-stream"));
  };
  return fault;
}

Fault json_error_with_success() {
  Fault fault{18, "a JSON error with status 200", {}, {ErrorCode::rate_limited, true}, {ErrorCode::rate_limited, true}};
  fault.happens = [](Scene& scene) {
    scene.server.push(scene.answer(200, R"({"error":{"message":"slow down, KEY","type":"rate_limit_error","code":"rate_limit_exceeded"}})"));
  };
  return fault;
}

Fault wrong_type() {
  Fault fault{18, "a good answer under a wrong type", {}, {}, {}};
  fault.happens = [](Scene& scene) {
    scene.server.push(Reply::chunked({scene.good()}, "text/html").in_pieces(scene.cut));
  };
  return fault;
}

}  // namespace

std::vector<Fault> body_faults() {
  return {half_json(),     invalid_utf8(),      split_code_points(),       endless_line(), endless_body(), gzip_bomb(),
          broken_gzip(),   html_with_success(), json_error_with_success(), wrong_type()};
}

}  // namespace baton::test
