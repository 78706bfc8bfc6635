#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/core/secret.hpp>
#include <baton/http/http.hpp>
#include <baton/message/chat.hpp>
#include <baton/provider/capabilities.hpp>

#include "provider/wire.hpp"

namespace baton::test {

/// One answer, as the vendor's documentation shows it, both ways.
struct Recording {
  std::string stream;  ///< every byte of the event stream
  std::string whole;   ///< the body of the unary call
};

struct HttpFailure {
  int status;
  std::string body;  ///< KEY stands for the key, which a server may echo
  ErrorCode code;
  bool retryable;
};

/// All that the suite needs of a vendor. What each recording says is the same for every vendor, so that
/// the suite can ask all of them for the same.
struct Recordings {
  std::string vendor;
  std::function<std::unique_ptr<const detail::Wire>(std::string base_url, Secret key)> wire;
  std::function<std::unique_ptr<const detail::Wire>(Capabilities can)> limited_wire;
  std::string path;        ///< below the base URL
  std::string key_header;  ///< which carries the key, in lower case
  HttpHeader request_id;

  /// Says `the_text`, in several pieces; id "id-1", model "model-1", usage {19, 10, 4, 2}.
  Recording text;
  /// Calls get_weather({"city":"Paris"}) with id call_a and get_time({}) with id call_b, in parallel.
  Recording tools;
  /// Thinks "Nine point eight" and says "9.8".
  Recording reasoning;
  std::string signature;  ///< within the reasoning: must go back
  /// Says "Once upon", and is cut off by max_tokens.
  Recording length;
  /// Refuses, with the text "I cannot help.".
  Recording refusal;
  /// Says "Hello", then reports that it is overloaded; its message has KEY in it.
  std::string error_stream;
  /// Says "Hello" among events, members and blocks that nobody knows.
  std::string unknown_stream;
  std::vector<HttpFailure> failures;
};

inline constexpr const char* the_text = "Hello, \"Wörld\" 😀\ngröße";

[[nodiscard]] Recordings openai_recordings();
[[nodiscard]] Recordings anthropic_recordings();

inline void PrintTo(const Recordings& recordings, std::ostream* out) { *out << recordings.vendor; }

}  // namespace baton::test
