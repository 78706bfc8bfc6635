#include <limits>

#include <gtest/gtest.h>

#include <baton/core/codec.hpp>

#include "codec_types.hpp"

namespace {

using namespace baton;  // NOLINT
using namespace codec_types;

TEST(Encode, WritesFieldsByName) {
  Invoice invoice{"A-1", Currency::usd, {{"tea", 2.5}}, {}, 3, {{"x", 1}}, true};
  EXPECT_EQ(to_json(invoice),
            Json::parse(R"({"number":"A-1","currency":"usd","lines":[{"text":"tea","price":2.5}],
                            "note":null,"discount":3,"tags":{"x":1},"paid":true})"));
}

TEST(Encode, KeepsTheEndsOfEachIntegerRange) {
  Everything all;
  all.i64 = std::numeric_limits<std::int64_t>::min();
  all.u64 = std::numeric_limits<std::uint64_t>::max();
  const std::string text = to_json(all).dump();
  EXPECT_NE(text.find("\"i64\":-9223372036854775808"), std::string::npos) << text;
  EXPECT_NE(text.find("\"u64\":18446744073709551615"), std::string::npos) << text;
}

TEST(Encode, ValuesOutsideStructs) {
  EXPECT_EQ(to_json(std::vector<int>{1, 2}).dump(), "[1,2]");
  EXPECT_EQ(to_json(std::optional<int>{}).dump(), "null");
  EXPECT_EQ(to_json(std::variant<Circle, Box>(Box{1, 2})).dump(), R"({"height":2.0,"width":1.0})");
  EXPECT_EQ(enum_name(Currency::usd), "usd");
}

TEST(Encode, RefusesWhatJsonCannotHold) {
  Invoice invoice;
  invoice.lines = {{"tea", 1}, {"rum", std::numeric_limits<double>::infinity()}};
  try {
    (void)to_json(invoice);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    EXPECT_NE(error.message().find("price"), std::string::npos) << error.message();
  }
  EXPECT_THROW((void)to_json(static_cast<Currency>(9)), Error);
}

}  // namespace
