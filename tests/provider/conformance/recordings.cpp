#include "provider/conformance/recordings.hpp"

namespace baton::test {

std::vector<Recordings> all_recordings() { 
  return {openai_recordings(), anthropic_recordings(), ollama_recordings(),
          bedrock_recordings()};
 }

}  // namespace baton::test
