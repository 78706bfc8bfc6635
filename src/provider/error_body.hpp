#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace baton::inline v0::detail {

/// An error body after its shape is taken off.
struct ErrorBody {
  std::string message;
  std::string kind;  ///< code, type and reasons, in lower case, joined by a space
  int status = 0;    ///< when the body names an HTTP status
  std::optional<std::chrono::milliseconds> retry_delay;
};

/// Reads an error in any of these shapes; nothing when `value` is not an error:
///
///   {"error":{"message","type","param","code"}}     OpenAI, Groq, DeepSeek, vLLM, SGLang, LM Studio
///   {"error":{"code":429,"message","metadata"}}      OpenRouter
///   {"type":"error","error":{"type","message","details":{"error_code"}}}   Anthropic
///   {"error":"text"}, {"code":"…","error":"text"}    Ollama, LM Studio, xAI
///   {"object":"error","message","type","code"}       Mistral, older vLLM
///   {"detail":"text"}, {"detail":[{"msg":"…"}]}      FastAPI servers
///   {"error":{"code","message","status","details"}}   Google
///   {"errors":[{"code","message","more_info"}],"status_code":404}   watsonx.ai
///   {"errorCode":"…","errorMessage":"text"}          IBM Cloud's IAM
///   {"message":"text"} without choices               gateways, AWS, also with "__type"
///   [{"error":{…}}]                                  Gemini's OpenAI endpoint
[[nodiscard]] std::optional<ErrorBody> read_error_body(const nlohmann::json& value);

}  // namespace baton::inline v0::detail
