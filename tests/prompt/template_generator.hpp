#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace baton::testing {

/// Makes random templates of the language, most of them valid, and variables for them.
class TemplateGenerator {
 public:
  explicit TemplateGenerator(std::uint64_t seed) : random_(seed) {}

  std::string source();
  nlohmann::json variables();

 private:
  enum class Kind { number, text, list, boolean, dict };

  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
  }
  bool chance(std::size_t percent) { return below(100) < percent; }
  std::string pick(const std::vector<std::string>& choices) {
    return choices[below(choices.size())];
  }

  std::string expression(Kind kind, int depth);
  std::string any(int depth);
  std::string number(int depth);
  std::string arithmetic(int depth);
  std::string filtered_number(int depth);
  std::string text(int depth);
  std::string text_operation(int depth);
  std::string filtered_text(int depth);
  std::string text_of_values(int depth);
  std::string list(int depth);
  std::string lazy(int depth);
  std::string boolean(int depth);
  std::string dict(int depth);
  std::string test(int depth);

  std::string block(int depth);
  std::string statement(int depth);
  std::string condition(int depth);
  std::string loop(int depth);
  std::string assignment(int depth);
  std::string data();
  std::string open(const char* bracket);
  std::string close(const char* bracket);
  std::string tag(const std::string& inside) { return open("{%") + inside + close("%}"); }

  nlohmann::json scalar();
  std::string word();

  std::mt19937_64 random_;
};

}  // namespace baton::testing
