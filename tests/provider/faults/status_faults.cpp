#include "provider/faults/fault.hpp"

namespace baton::test {
namespace {

using namespace std::chrono_literals;

Fault status_fault(int row, std::string name, int status, Scene::Headers headers, Verdict verdict) {
  Fault fault{row, std::move(name), {}, verdict, verdict};
  fault.happens = [status, headers](Scene& scene) {
    scene.server.push(scene.answer(status, R"({"error":{"message":"no, KEY"}})", headers));
  };
  return fault;
}

Fault limited(int row, std::string name, Scene::Headers headers,
              std::optional<std::chrono::milliseconds> wait) {
  return status_fault(row, std::move(name), 429, std::move(headers),
                      {ErrorCode::rate_limited, true, wait});
}

/// What the vendor itself documents for a code, from its recordings.
Fault documented(int row, std::string name, ErrorCode code, bool retryable) {
  const auto is_it = [code](const HttpFailure& failure) { return failure.code == code; };
  Fault fault{row, std::move(name), {}, {code, retryable}, {code, retryable}};
  fault.happens = [is_it](Scene& scene) {
    for (const auto& failure : scene.vendor.failures) {
      if (is_it(failure)) return scene.server.push(scene.answer(failure.status, failure.body));
    }
  };
  fault.applies = [is_it](const Recordings& vendor) {
    for (const auto& failure : vendor.failures) {
      if (is_it(failure)) return true;
    }
    return false;
  };
  return fault;
}

void add_throttling(std::vector<Fault>& all) {
  all.push_back(limited(1, "in seconds", {{"Retry-After", "7"}}, 7s));
  all.push_back(limited(2, "as a date, counted from the server's clock",
                        {{"Date", "Wed, 21 Oct 2015 07:28:00 GMT"},
                         {"Retry-After", "Wed, 21 Oct 2015 07:28:09 GMT"}},
                        9s));
  all.push_back(limited(3, "in milliseconds", {{"retry-after-ms", "1500"}, {"Retry-After", "9"}}, 1500ms));
  all.push_back(limited(3, "until a reset",
                        {{"x-ratelimit-remaining-requests", "0"}, {"x-ratelimit-reset-requests", "6m0s"}},
                        6min));
  for (const char* nonsense : {"soon", "-3", "", "1e400", "99999999999999999999"}) {
    all.push_back(limited(3, "nonsense: " + std::string(nonsense), {{"Retry-After", nonsense}}, {}));
  }
  Fault in_the_body{3, "in the body", {}, {ErrorCode::rate_limited, true, 33s}, {ErrorCode::rate_limited, true, 33s}};
  in_the_body.happens = [](Scene& scene) {
    scene.server.push(scene.answer(
        429,
        R"({"error":{"code":429,"message":"wait","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"33s"}]}})"));
  };
  all.push_back(std::move(in_the_body));
}

void add_statuses(std::vector<Fault>& all) {
  for (const int status : {408, 409, 500, 502, 503, 504, 529}) {
    const std::string name = std::to_string(status);
    all.push_back(status_fault(5, name, status, {}, {ErrorCode::overloaded, true}));
    all.push_back(status_fault(5, name + " that forbids it", status, {{"x-should-retry", "false"}},
                               {ErrorCode::overloaded, false}));
  }
  all.push_back(status_fault(6, "400", 400, {}, {ErrorCode::invalid_argument}));
  all.push_back(status_fault(6, "404", 404, {}, {ErrorCode::not_found}));
  all.push_back(status_fault(6, "413", 413, {}, {ErrorCode::limit_exceeded}));
  all.push_back(status_fault(6, "422", 422, {}, {ErrorCode::invalid_argument}));
  all.push_back(status_fault(7, "401", 401, {}, {ErrorCode::permission_denied}));
  all.push_back(status_fault(7, "403", 403, {}, {ErrorCode::permission_denied}));
  for (const int status : {301, 302, 303, 307, 308}) {
    all.push_back(status_fault(28, std::to_string(status), status,
                               {{"Location", "http://169.254.169.254/latest/meta-data"}},
                               {ErrorCode::bad_response}));
  }
  // A clock that is years off changes neither the status nor how long to wait.
  all.push_back(limited(29, "a wrong clock", {{"Date", "Thu, 01 Jan 1970 00:00:00 GMT"}, {"Retry-After", "7"}}, 7s));
  all.push_back(status_fault(32, "407", 407, {}, {ErrorCode::permission_denied}));
}

Fault early_answer() {
  Fault fault{31, "an answer before the request is sent", {}, {ErrorCode::limit_exceeded}, {ErrorCode::limit_exceeded}};
  fault.happens = [](Scene& scene) {
    scene.server.push(
        Reply::raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .in_pieces(scene.cut));
  };
  return fault;
}

Fault captive_portal() {
  Fault fault{32, "a captive portal", {}, {ErrorCode::bad_response, true}, {ErrorCode::bad_response, true}};
  fault.happens = [](Scene& scene) {
    scene.server.push(scene.answer(200, "<!DOCTYPE html><title>Sign in</title>", {}, "text/html"));
  };
  return fault;
}

}  // namespace

std::vector<Fault> status_faults() {
  std::vector<Fault> all;
  add_throttling(all);
  add_statuses(all);
  all.push_back(documented(3, "as documented", ErrorCode::rate_limited, true));
  all.push_back(documented(4, "no money", ErrorCode::quota_exhausted, false));
  all.push_back(documented(5, "as documented", ErrorCode::overloaded, true));
  all.push_back(documented(6, "the context is too long", ErrorCode::context_too_long, false));
  all.push_back(documented(6, "no such model", ErrorCode::not_found, false));
  all.push_back(documented(7, "as documented", ErrorCode::permission_denied, false));
  all.push_back(early_answer());
  all.push_back(captive_portal());
  return all;
}

}  // namespace baton::test
