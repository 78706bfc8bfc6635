#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/core/limits.hpp>
#include <baton/http/http.hpp>
#include <baton/provider/model.hpp>

#include "provider/conformance/recordings.hpp"
#include "provider/played.hpp"
#include "support/test_server.hpp"

namespace baton::test {

/// One call of one vendor's model to a server that is about to do something wrong.
struct Scene {
  const Recordings& vendor;
  bool stream = false;
  std::size_t cut = 0;  ///< bytes in each piece that the server sends; 0: all at once
  TestServer& server;
  std::string url = server.url();
  HttpTimeouts timeouts = {};
  Limits limits = {};
  bool warm_up = false;  ///< whether a call goes before, over the same connection
  std::optional<std::string> says_instead = {};  ///< of `the_text`, where the call succeeds
  FinishReason finishes = FinishReason::stop;

  using Headers = std::vector<std::pair<std::string, std::string>>;

  /// A whole answer. KEY in the body stands for the key, which a server may echo.
  [[nodiscard]] Reply answer(int status, std::string body, const Headers& headers = {},
                             const std::string& type = "application/json") const;
  /// These bytes as the vendor's answer in the mode of the call.
  [[nodiscard]] Reply says(const Recording& recording) const;
  [[nodiscard]] Reply streams(const std::string& bytes) const;
  /// The vendor's model, which calls the server, with the scene's times and limits.
  [[nodiscard]] Model model() const;
  /// Every byte of the vendor's good answer in this mode.
  [[nodiscard]] const std::string& good() const {
    return stream ? vendor.text.stream : vendor.text.whole;
  }
};

/// What the caller must be told. No code: the call succeeds with the text of the recordings.
struct Verdict {
  std::optional<ErrorCode> code{};
  bool retryable = false;
  std::optional<std::chrono::milliseconds> wait{};  ///< `retry_after()`
};

/// One entry of the matrix: what happens, and what must come of it in either mode.
struct Fault {
  int row;  ///< of the fault matrix
  std::string name;
  std::function<void(Scene&)> happens;
  Verdict unary{};
  Verdict streamed{};
  /// Whether the vendor's protocol has such a thing.
  std::function<bool(const Recordings&)> applies = [](const Recordings&) { return true; };
};

/// Rows 1 to 7, 28, 29, 31 and 32: what the status and the headers say.
[[nodiscard]] std::vector<Fault> status_faults();
/// Rows 8 to 13 and 30: what becomes of the connection. (9, TLS, is tested in `http`.)
[[nodiscard]] std::vector<Fault> connection_faults();
/// Rows 14 to 18: bytes that are not what they should be.
[[nodiscard]] std::vector<Fault> body_faults();
/// Rows 19 to 27: what the vendor says within a good answer.
[[nodiscard]] std::vector<Fault> answer_faults();

/// What can happen to a vendor, by row.
[[nodiscard]] std::map<int, std::vector<Fault>> faults_of(const Recordings& vendor);

/// What comes of a call.
[[nodiscard]] Played call(const Model& model, bool streamed, const Context& context);

}  // namespace baton::test
