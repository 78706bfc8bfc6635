#include <baton/core/base64.hpp>

#include <random>

#include <gtest/gtest.h>

namespace baton {
namespace {

// RFC 4648, section 10.
TEST(Base64, TestVectors) {
  const std::pair<std::string, std::string> vectors[] = {
      {"", ""},         {"f", "Zg=="},         {"fo", "Zm8="},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(base64_encode(bytes), text);
    EXPECT_EQ(base64_decode(text), bytes);
  }
}

TEST(Base64, RoundTripOfAnyBytes) {
  std::mt19937 random(7);
  for (int turn = 0; turn < 500; ++turn) {
    std::string bytes(random() % 100, '\0');
    for (auto& c : bytes) c = static_cast<char>(random());
    EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes);
  }
}

TEST(Base64, RefusesWhatIsNotStrict) {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Z===", "====", "Zh==", "Zm9v\n", " Zm9", "Zm9v Zm8=",
                           "Zm-_", "Zg==Zg==", "\nZg==\n\n\n"}) {
    EXPECT_EQ(base64_decode(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace baton
