#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace baton::inline v0 {

/// What a model can be asked for, as data. An adapter knows the profile of its vendor's models;
/// where it is wrong or too old, set another one (`ModelSettings::capabilities`, or the vendor's
/// options).
///
/// A request for something the model cannot do is `unsupported` before anything is sent, with the
/// reason. The defaults allow everything: for a model nobody knows, the vendor decides.
///
///     Model small = model("openai-compatible/tiny", {.capabilities = Capabilities{.images =
///     false}});
struct Capabilities {
  /// How output of a given form is had.
  enum class Output : std::uint8_t {
    native,     ///< the vendor has it
    by_tool,    ///< the model is made to call a tool with the schema; its arguments are the answer
    by_prompt,  ///< a system message asks for it
    none,
  };
  /// How much the model thinks.
  enum class Thinking : std::uint8_t {
    none,    ///< it does not
    budget,  ///< a number of tokens, made from `reasoning_effort`
    effort,  ///< `reasoning_effort` as it is
  };

  bool tools = true;
  bool forced_tools = true;  ///< `tool_choice` may demand a tool
  bool images = true;
  bool files = true;
  bool sampling = true;  ///< `temperature` and `top_p`
  bool stop = true;
  bool seed = true;
  bool logprobs = true;
  bool prefill = true;             ///< the last message may be the beginning of the answer
  Output json = Output::native;    ///< `ResponseFormat::Kind::json`
  Output schema = Output::native;  ///< `ResponseFormat::Kind::schema`
  Thinking thinking = Thinking::effort;
  bool thinking_off = true;            ///< `reasoning_effort` may be "none"
  std::vector<std::string> efforts{};  ///< the other values it may have; empty: any
  std::int64_t max_output_tokens = 0;  ///< 0: not known

  bool operator==(const Capabilities&) const = default;
};

}  // namespace baton::inline v0
