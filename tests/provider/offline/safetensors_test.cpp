#include "provider/offline/safetensors.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>

#include <baton/core/error.hpp>

namespace {

using namespace baton;
using namespace baton::offline;

std::string with_header(const std::string& header, const std::string& data) {
  std::string file(8, '\0');
  const auto size = static_cast<std::uint64_t>(header.size());
  std::memcpy(file.data(), &size, 8);
  return file + header + data;
}
std::string floats(const std::vector<float>& values) {
  std::string bytes(values.size() * 4, '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}
ErrorCode failure(const std::string& file) {
  try {
    (void)parse_safetensors(file, {});
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(Safetensors, ReadsTensors) {
  const auto file = with_header(R"({"__metadata__":{"a":"b"},"x":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},)"
                                R"("y":{"dtype":"F32","shape":[],"data_offsets":[8,12]}})", floats({1.5F, -2.0F, 3.0F}));
  const auto tensors = parse_safetensors(file, {});
  ASSERT_EQ(tensors.size(), 2U);
  EXPECT_EQ(tensors[0].name, "x");
  EXPECT_EQ(tensors[0].shape, (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(to_floats(tensors[0]), (std::vector<float>{1.5F, -2.0F}));
  EXPECT_EQ(tensors[1].elements(), 1U);
}

TEST(Safetensors, HalvesAreExact) {
  EXPECT_EQ(half_to_float(0x3C00), 1.0F);
  EXPECT_EQ(half_to_float(0xC000), -2.0F);
  EXPECT_EQ(half_to_float(0x7BFF), 65504.0F);
  EXPECT_EQ(half_to_float(0x0001), std::ldexp(1.0F, -24));
  EXPECT_EQ(half_to_float(0x8001), -std::ldexp(1.0F, -24));
  EXPECT_EQ(half_to_float(0x0400), std::ldexp(1.0F, -14));
  EXPECT_TRUE(std::isinf(half_to_float(0x7C00)));
  EXPECT_TRUE(std::isnan(half_to_float(0x7E00)));
  for (std::uint32_t bits = 0; bits < 0x7C00; ++bits) {
    const auto exponent = static_cast<int>(bits >> 10U);
    const double fraction = (bits & 0x3FFU) / 1024.0;
    const double expected = exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1 + fraction, exponent - 15);
    ASSERT_EQ(static_cast<double>(half_to_float(static_cast<std::uint16_t>(bits))), expected);
  }
}

TEST(Safetensors, RefusesWhatIsNotWhole) {
  const std::string data = floats({1, 2});
  const auto entry = [](const char* rest) { return std::string(R"({"x":)") + rest + "}"; };
  for (const std::string& file :
       {std::string(), std::string("short"), std::string("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF{}"), with_header("[]", ""),
        with_header(" {}", ""), with_header(entry(R"({"dtype":"F32","shape":[2],"data_offsets":[0,12]})"), data),
        with_header(entry(R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})"), data),
        with_header(entry(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})"), data),
        with_header(entry(R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})"), data),
        with_header(entry(R"({"dtype":"F32","shape":[1.5],"data_offsets":[0,8]})"), data),
        with_header(entry(R"({"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]})"), data),
        with_header(entry(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})"), data),
        with_header(entry(R"({"dtype":"F32","shape":[1],"data_offsets":[4,8]})"), data),
        with_header(entry(R"({"dtype":"F32","shape":[2]})"), data), with_header(entry("7"), data),
        with_header(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", data)}) {
    EXPECT_EQ(failure(file), ErrorCode::data_corrupt) << file.substr(0, 120);
  }
  EXPECT_EQ(failure(with_header("{", "")), ErrorCode::parse_error);
  EXPECT_EQ(failure(with_header(entry(R"({"dtype":"F4","shape":[2],"data_offsets":[0,8]})"), data)), ErrorCode::unsupported);
  EXPECT_EQ(failure(with_header("{}", "")), ErrorCode::internal) << "an empty file is whole";
}

TEST(Safetensors, NumbersMustBeFinite) {
  const auto file = with_header(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", floats({std::nanf("")}));
  EXPECT_THROW((void)to_floats(parse_safetensors(file, {})[0]), Error);
}

TEST(Safetensors, LimitsHold) {
  const auto file = with_header(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", floats({1}));
  EXPECT_THROW((void)parse_safetensors(file, {.bytes = 10}), Error);
}

TEST(Safetensors, ChangedFilesAreReadOrRefused) {
  const auto file = with_header(R"({"x":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]},"y":{"dtype":"I64","shape":[1],"data_offsets":[8,16]}})", std::string(16, '\1'));
  std::mt19937 random(31);
  int refused = 0;
  for (int round = 0; round < 20000; ++round) {
    auto changed = file;
    for (std::size_t n = 1 + random() % 3; n > 0; --n) changed[random() % changed.size()] = static_cast<char>(random());
    if (random() % 4 == 0) changed.resize(random() % changed.size());
    try {
      for (const auto& tensor : parse_safetensors(changed, {})) {
        ASSERT_GE(tensor.bytes.data(), changed.data());
        ASSERT_LE(tensor.bytes.data() + tensor.bytes.size(), changed.data() + changed.size());
        (void)to_floats(tensor);
      }
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 1000);
}

}  // namespace
