#include "provider/conformance/recordings.hpp"

namespace baton::test {

std::vector<Recordings> all_recordings() {
  return {openai_recordings(), anthropic_recordings(), azure_recordings(), azure_responses_recordings(),
          responses_recordings(), gemini_recordings(), vertex_recordings(), cohere_recordings(),
          deepseek_recordings(), groq_recordings(), mistral_recordings(), openrouter_recordings(), watsonx_recordings(),
          ollama_recordings(), bedrock_recordings()};
}

}  // namespace baton::test
