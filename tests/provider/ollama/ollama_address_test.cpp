#include <gtest/gtest.h>

#include "provider/ollama/ollama_request.hpp"

namespace baton::test {
namespace {

TEST(OllamaAddress, IsMadeOfWhatTheServerListensOn) {
  const std::pair<const char*, const char*> rows[] = {
      {"gpu", "http://gpu:11434"},
      {"gpu:80", "http://gpu:80"},
      {" \"gpu:9000\" ", "http://gpu:9000"},
      {"http://gpu", "http://gpu"},
      {"http://gpu:9000/ollama", "http://gpu:9000/ollama"},
      {"https://gpu.example", "https://gpu.example"},
      {"ollama.com", "https://ollama.com"},
      {"0.0.0.0", "http://127.0.0.1:11434"},
      {"0.0.0.0:9000", "http://127.0.0.1:9000"},
      {":9000", "http://127.0.0.1:9000"},
      {"", "http://127.0.0.1:11434"},
      {"[::]", "http://127.0.0.1:11434"},
      {"[::1]", "http://[::1]:11434"},
      {"[::1]:9000", "http://[::1]:9000"},
      {"gpu/ollama", "http://gpu:11434/ollama"},
  };
  for (const auto& [host, address] : rows) EXPECT_EQ(detail::ollama_address(host), address) << host;
}

}  // namespace
}  // namespace baton::test
