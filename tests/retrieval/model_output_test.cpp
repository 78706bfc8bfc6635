#include "retrieval/model_output.hpp"

#include <random>

#include <gtest/gtest.h>

namespace baton {
namespace {

/// Answers that fit, with bytes changed, dropped and doubled.
TEST(ModelOutput, IsUsedWithinBoundsOrRefused) {
  const std::string whole[] = {
      R"({"answered":true,"statements":[{"text":"It opens at ten.","passage":1,"quote":"opens at ten"}]})",
      R"({"sentences":["A ticket is eight euros.","The museum opens at ten."]})",
      R"({"grades":[{"passage":1,"grade":7.5}]})", R"({"query":"opening","filter":{"and":[{"key":"year","op":"ge","value":2020},{"not":{"key":"year","op":"exists"}}]}})",
      "1. When does it open?\n2. At what time?"};
  std::mt19937 random(3);
  for (int turn = 0; turn < 300; ++turn) {
    std::string output = whole[random() % std::size(whole)];
    for (std::size_t i = random() % 4; i > 0 && !output.empty(); --i) {
      const std::size_t at = random() % output.size();
      if (random() % 3 == 0) output[at] = static_cast<char>(random());
      else if (random() % 2 == 0) output.erase(at, random() % 8);
      else output.insert(at, output.substr(random() % output.size(), random() % 20));
    }
    EXPECT_EQ(testing::read_model_output(output), "") << output;
  }
}

}  // namespace
}  // namespace baton
