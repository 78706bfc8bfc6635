#include "provider/faults/fault.hpp"

namespace baton::test {
namespace {

constexpr Verdict busy{ErrorCode::overloaded, true};

Fault error_in_the_stream() {
  Fault fault{19, "an error in the stream, as the vendor writes it", {}, {}, busy};
  fault.happens = [](Scene& scene) {
    scene.server.push(scene.stream ? scene.streams(scene.vendor.error_stream) : scene.says(scene.vendor.text));
  };
  return fault;
}

/// Servers of other makes behind the same protocol.
Fault foreign_error(int row, std::string name, std::string event, ErrorCode code, bool retryable) {
  Fault fault{row, std::move(name), {}, {}, {code, retryable}};
  fault.happens = [event](Scene& scene) {
    scene.server.push(scene.stream ? scene.streams(event) : scene.says(scene.vendor.text));
  };
  fault.applies = [](const Recordings& vendor) { return vendor.text_events && !vendor.sign_of_life.empty(); };
  return fault;
}

Fault unknown_things() {
  Fault fault{25, "events, members and blocks that nobody knows", {}, {}, {}};
  fault.happens = [](Scene& scene) {
    if (!scene.stream) return scene.server.push(scene.says(scene.vendor.text));
    scene.says_instead = "Hello";
    scene.server.push(scene.streams(scene.vendor.unknown_stream));
  };
  return fault;
}

Fault text_after_the_end() {
  Fault fault{25, "text after the finish", {}, {}, {ErrorCode::bad_response, false}};
  fault.happens = [](Scene& scene) {
    scene.server.push(scene.stream ? scene.streams(scene.vendor.late_stream) : scene.says(scene.vendor.text));
  };
  fault.applies = [](const Recordings& vendor) { return !vendor.late_stream.empty(); };
  return fault;
}

Fault finished(int row, std::string name, Recording Recordings::*recording, FinishReason reason, std::string text) {
  Fault fault{row, std::move(name), {}, {}, {}};
  fault.happens = [=](Scene& scene) {
    scene.says_instead = text;
    scene.finishes = reason;
    scene.server.push(scene.says(scene.vendor.*recording));
  };
  fault.applies = [=](const Recordings& vendor) { return !(vendor.*recording).stream.empty(); };
  return fault;
}

Fault invalid_output() {
  const Verdict ask_again{ErrorCode::model_output_invalid, false};
  Fault fault{23, "the vendor cannot read the model's own call", {}, ask_again, ask_again};
  fault.happens = [](Scene& scene) { scene.server.push(scene.says(scene.vendor.invalid_output)); };
  fault.applies = [](const Recordings& vendor) { return !vendor.invalid_output.stream.empty(); };
  return fault;
}

Fault nothing_said() {
  Fault fault{27, "an answer with nothing in it", {}, {ErrorCode::bad_response, true}, {ErrorCode::bad_response, true}};
  fault.happens = [](Scene& scene) { scene.server.push(scene.answer(200, "{}")); };
  return fault;
}

}  // namespace

std::vector<Fault> answer_faults() {
  return {error_in_the_stream(),
          foreign_error(19, "an error object", "data: {\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit_error\",\"code\":\"rate_limit_exceeded\"}}\n\n",
                        ErrorCode::rate_limited, true),
          foreign_error(19, "a bare string", "data: \"the engine died\"\n\n", ErrorCode::overloaded, true),
          foreign_error(19, "an exception as it is", "data: RuntimeError: CUDA error\n\n", ErrorCode::overloaded, true),
          foreign_error(21, "an error event",
                        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"KEY\"}}\n\n",
                        ErrorCode::overloaded, true),
          foreign_error(22, "Google's error", "data: {\"error\":{\"code\":503,\"message\":\"KEY\",\"status\":\"UNAVAILABLE\"}}\n\n",
                        ErrorCode::overloaded, true),
          invalid_output(),
          finished(24, "cut off within the text", &Recordings::length, FinishReason::length, "Once upon"),
          finished(24, "cut off within a call", &Recordings::cut_call, FinishReason::length, ""),
          unknown_things(),
          text_after_the_end(),
          finished(26, "a refusal", &Recordings::refusal, FinishReason::content_filter, "I cannot help."),
          nothing_said()};
}

}  // namespace baton::test
