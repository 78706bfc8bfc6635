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

/// What a vendor's protocol has no place for, so that the suite does not ask for it.
struct Absent {
  bool reasoning = false;
  bool refusal = false;
  bool files = false;
  bool image_urls = false;
  bool stop = false;
  bool call_ids = false;  ///< results belong to calls by name and order
  bool returned_reasoning = false;  ///< the vendor takes none back
  bool forced_tools = false;
};

inline const std::string canary = "sk-canary-1234567890";

/// All that the suite needs of a vendor. What each recording says is the same for every vendor, so that
/// the suite can ask all of them for the same.
struct Recordings {
  std::string vendor;
  std::function<std::unique_ptr<const detail::Wire>(std::string base_url, Secret key)> wire;
  std::function<std::unique_ptr<const detail::Wire>(Capabilities can)> limited_wire;
  std::string path;          ///< of a stream, below the base URL
  std::string whole_path{};  ///< of a unary call; empty: the same
  std::string key_header;    ///< which carries the key, in lower case
  std::string key_shown = canary;  ///< what that header has in it
  HttpHeader request_id;
  Absent absent{};
  std::string id = "id-1";                         ///< of the responses; empty where there is none
  Usage usage{19, 10, 4, 2};                       ///< of the text
  std::vector<std::string> call_ids = {"call_a", "call_b"};
  std::string sent_call_id = "mark-6";             ///< one that goes out as it is
  std::string tool_choice = "tool_choice";         ///< in every body that demands a tool

  /// Says `the_text`, in several pieces; model "model-1".
  Recording text;
  /// Calls get_weather({"city":"Paris"}) and get_time({}) with those ids, in parallel.
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

  std::string stream_type = "text/event-stream";
  bool text_events = true;                  ///< whether a stream is text
  std::string sign_of_life = ": ping\n\n";  ///< which a stream may send; empty: the protocol has none
  /// Says "Hello", ends, and goes on to say more.
  std::string late_stream{};
  /// Begins to call get_weather, and is cut off by max_tokens within the arguments.
  Recording cut_call{};
  /// The vendor could not read the call that the model wrote; empty where it never says so.
  Recording invalid_output{};

  /// The vendor's name as a part of a test's.
  [[nodiscard]] std::string test_name() const {
    std::string name = vendor;
    std::erase(name, '-');
    return name;
  }
};

inline constexpr const char* the_text = "Hello, \"Wörld\" 😀\ngröße";

[[nodiscard]] Recordings openai_recordings();
[[nodiscard]] Recordings anthropic_recordings();
[[nodiscard]] Recordings azure_recordings();
[[nodiscard]] Recordings azure_responses_recordings();
[[nodiscard]] Recordings responses_recordings();
[[nodiscard]] Recordings gemini_recordings();
[[nodiscard]] Recordings vertex_recordings();
[[nodiscard]] Recordings cohere_recordings();
[[nodiscard]] Recordings deepseek_recordings();
[[nodiscard]] Recordings groq_recordings();
[[nodiscard]] Recordings mistral_recordings();
[[nodiscard]] Recordings openrouter_recordings();
[[nodiscard]] Recordings watsonx_recordings();
[[nodiscard]] Recordings ollama_recordings();
[[nodiscard]] Recordings bedrock_recordings();

/// Those of every vendor.
[[nodiscard]] std::vector<Recordings> all_recordings();

inline void PrintTo(const Recordings& recordings, std::ostream* out) { *out << recordings.vendor; }

}  // namespace baton::test
