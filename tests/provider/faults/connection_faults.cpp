#include "provider/faults/fault.hpp"

namespace baton::test {
namespace {

using namespace std::chrono_literals;

constexpr Verdict again{ErrorCode::connection_failed, true};
constexpr Verdict truncated{ErrorCode::stream_truncated, true};
/// The bytes in front of the body, roughly: enough that the cut falls into the body.
constexpr std::size_t head_bytes = 120;

Fault nobody_there() {
  Fault fault{8, "refused", {}, again, again};
  fault.happens = [](Scene& scene) { scene.url = "http://127.0.0.1:1"; };
  return fault;
}

Fault unknown_host() {
  Fault fault{8, "no such host", {}, again, again};
  fault.happens = [](Scene& scene) { scene.url = "http://no-such-host.invalid"; };
  return fault;
}

Fault before_the_first_byte(std::string name, Reply (Reply::*ending)() const) {
  Fault fault{10, std::move(name), {}, again, again};
  fault.happens = [ending](Scene& scene) { scene.server.push((scene.answer(200, "{}").cut(0).*ending)()); };
  return fault;
}

/// In the middle of the body, and at its very end but for the chunk that says so.
Fault in_the_body(std::string name, Reply (Reply::*ending)() const) {
  Fault fault{11, std::move(name), {}, truncated, truncated};
  fault.happens = [ending](Scene& scene) {
    const Reply good = scene.stream ? scene.streams(scene.good()) : scene.answer(200, scene.good());
    scene.server.push((good.cut(head_bytes + scene.good().size() / 2).*ending)());
  };
  return fault;
}

/// An orderly end, but the vendor had not said that it was done.
Fault no_terminal_event() {
  Fault fault{11, "an orderly end in the middle", {}, {ErrorCode::bad_response, true}, truncated};
  fault.happens = [](Scene& scene) {
    const std::string half = scene.good().substr(0, scene.good().size() / 2);
    scene.server.push(scene.stream ? scene.streams(half) : scene.answer(200, half));
  };
  return fault;
}

Fault stalled() {
  Fault fault{12, "stalled", {}, {ErrorCode::deadline_exceeded, true}, truncated};
  fault.happens = [](Scene& scene) {
    scene.timeouts.idle = 150ms;
    const Reply good = scene.stream ? scene.streams(scene.good()) : scene.answer(200, scene.good());
    scene.server.push(good.cut(head_bytes + scene.good().size() / 2).hang());
  };
  return fault;
}

Fault only_signs_of_life() {
  Fault fault{12, "only signs of life", {}, {}, truncated};
  fault.happens = [](Scene& scene) {
    if (!scene.stream) return scene.server.push(scene.says(scene.vendor.text));
    scene.timeouts.idle = 50ms;
    // The first sign with the head: a stream that has begun is truncated, one that has not is late.
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    scene.server.push(Reply::endless(head + scene.vendor.sign_of_life, scene.vendor.sign_of_life).pausing(5ms));
  };
  fault.applies = [](const Recordings& vendor) { return !vendor.sign_of_life.empty(); };
  return fault;
}

Fault slow_headers() {
  const Verdict late{ErrorCode::deadline_exceeded, true};
  Fault fault{13, "no header in time", {}, late, late};
  fault.happens = [](Scene& scene) {
    scene.timeouts.first_byte = 150ms;
    scene.server.push(Reply::hang_forever());
  };
  return fault;
}

/// The kept connection was closed meanwhile: nothing was processed, so nobody hears of it.
Fault stale_connection() {
  Fault fault{30, "a connection that went stale", {}, {}, {}};
  fault.happens = [](Scene& scene) {
    scene.warm_up = true;
    scene.server.push(scene.says(scene.vendor.text).close());
    scene.server.push(scene.says(scene.vendor.text));
  };
  return fault;
}

}  // namespace

std::vector<Fault> connection_faults() {
  return {nobody_there(),
          unknown_host(),
          before_the_first_byte("reset before the first byte", &Reply::reset),
          before_the_first_byte("closed before the first byte", &Reply::close),
          in_the_body("reset in the body", &Reply::reset),
          in_the_body("closed in the body", &Reply::close),
          no_terminal_event(),
          stalled(),
          only_signs_of_life(),
          slow_headers(),
          stale_connection()};
}

}  // namespace baton::test
