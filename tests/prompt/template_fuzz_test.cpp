#include <cstdio>
#include <random>
#include <string_view>

#include <gtest/gtest.h>

#include "prompt/template_generator.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace baton::testing {
namespace {

constexpr std::string_view pieces[] = {
    "{{", "}}", "{%", "%}", "{#", "#}", "-", "|", "(", ")", "[", "]", "'", "\\", " if ", " else ",
    "endif", "for x in ", "\xff", "\xc3", "9999999999", "**", "include 'main'", "raw", "e308", ":",
    ",", "loop", "\n"};

std::string mutated(std::string text, std::mt19937_64& random) {
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  for (std::size_t i = 1 + below(4); i > 0; --i) {
    const std::size_t at = below(text.size() + 1);
    switch (below(3)) {
      case 0:
        text.insert(at, pieces[below(std::size(pieces))]);
        break;
      case 1:
        text.erase(at, below(8));
        break;
      default:
        text.insert(at, text.substr(below(text.size() + 1), below(30)));
    }
  }
  return text;
}

TEST(TemplateFuzz, BrokenTemplatesEndWithTextOrAnError) {
  std::mt19937_64 random(7);
  constexpr std::size_t runs = 3000;
  for (std::size_t i = 0; i < runs; ++i) {
    TemplateGenerator generator(1'000'000 + i);
    std::string input = mutated(generator.source(), random);
    input += '\0';
    input += generator.variables().dump();
    ASSERT_EQ(
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()),
        0);
  }
  std::printf("%zu broken templates, none of which broke anything\n", runs);
}

}  // namespace
}  // namespace baton::testing
