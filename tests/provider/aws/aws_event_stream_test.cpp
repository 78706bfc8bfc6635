#include "provider/aws/aws_event_stream.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "provider/aws/aws_messages.hpp"
#include "provider/played.hpp"

namespace baton::test {
namespace {

using namespace std::string_literals;

/// "type=data;" of every message, or the code of the error.
std::string decoded(std::string_view bytes, std::size_t cut = 0, Limits limits = {}) {
  detail::AwsEventStreamDecoder decoder(limits);
  std::string all;
  try {
    for (const auto& block : blocks_of(bytes, cut)) {
      decoder.feed(block);
      while (const auto event = decoder.next()) all.append(event->type).append("=").append(event->data).append(";");
    }
  } catch (const Error& error) {
    EXPECT_EQ(error.retryable(), error.code() == ErrorCode::bad_response);
    return all + std::string(to_string(error.code()));
  }
  return all;
}

// The messages of the suite of botocore (tests/unit/test_eventstream.py), which AWS's other SDKs share.
const std::string empty_message("\x00\x00\x00\x10\x00\x00\x00\x00\x05\xC2\x48\xEB\x7D\x98\xC8\xFF", 16);
const std::string int32_header("\x00\x00\x00\x1d\x00\x00\x00\r\x83\xe3\xf0\xe7\x07integer\x04\xff\xff\xff\xff\x8b\x8e\x12\xeb", 29);
const std::string payload_no_headers("\x00\x00\x00\x1D\x00\x00\x00\x00\xFD\x52\x8C\x5A{'foo':'bar'}\xC3\x65\x39\x36", 29);

TEST(AwsEventStream, TheSuiteOfTheSdks) {
  for (const std::size_t cut : {1, 7, 0}) {
    EXPECT_EQ(decoded(empty_message, cut), "=;");
    EXPECT_EQ(decoded(int32_header, cut), "=;");
    EXPECT_EQ(decoded(payload_no_headers + empty_message, cut), "={'foo':'bar'};=;");
  }
}

TEST(AwsEventStream, Checksums) {
  EXPECT_EQ(detail::crc32("123456789"), 0xCBF43926U);
  EXPECT_EQ(detail::crc32(""), 0U);
  const std::string good = aws_event("a", "{\"x\":1}");
  EXPECT_EQ(decoded(good), "a={\"x\":1};");
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    EXPECT_EQ(decoded(bad), "bad_response") << at;
  }
}

TEST(AwsEventStream, ExceptionsAndErrors) {
  EXPECT_EQ(decoded(aws_exception("throttlingException", R"({"message":"slow down"})")),
            R"(error={"error":{"message":"slow down","type":"throttlingException"}};)");
  EXPECT_EQ(decoded(aws_exception("x", "prose")), R"(error={"error":{"message":"prose","type":"x"}};)");
  EXPECT_EQ(decoded(aws_message_of(aws_headers({{":message-type", "error"}, {":error-code", "InternalError"}, {":error-message", "oh"}}), "")),
            R"(error={"error":{"message":"oh","type":"InternalError"}};)");
  EXPECT_EQ(decoded(aws_exception("\xFF", "\xFF")), "error={\"error\":{\"message\":\"\xEF\xBF\xBD\",\"type\":\"\xEF\xBF\xBD\"}};");
}

TEST(AwsEventStream, HeadersOfEveryType) {
  const std::string headers = "\x01t\x00\x01"s + "f\x01\x01" + "b\x02\x09\x01" + "s\x03\x01\x02\x01" + "i\x04"s + std::string(4, '\x01') +
                              "\x01l\x05"s + std::string(8, '\x01') + "\x01y\x06\x00\x02zz"s + "\x01w\x08"s + std::string(8, '\x01') +
                              "\x01u\x09"s + std::string(16, '\x01') + aws_headers({{":event-type", "kind"}});
  EXPECT_EQ(decoded(aws_message_of(headers, "p")), "kind=p;");
  for (const std::string& bad : {"\x01x\x0A"s, "\x01x\x07\x00\x09z"s, "\x09x"s, "\x01x"s, "\x01x\x09zz"s}) {
    EXPECT_EQ(decoded(aws_message_of(bad, "p")), "bad_response");
  }
}

TEST(AwsEventStream, SizesAreBounded) {
  const auto prelude = [](std::size_t length, std::size_t headers) {
    const std::string lengths = big_endian(length, 4) + big_endian(headers, 4);
    return lengths + big_endian(detail::crc32(lengths), 4);
  };
  EXPECT_EQ(decoded(prelude(0xFFFFFFFF, 0)), "limit_exceeded");
  EXPECT_EQ(decoded(prelude(1'000'000, 200'000)), "limit_exceeded");
  EXPECT_EQ(decoded(prelude(15, 0)), "bad_response");
  EXPECT_EQ(decoded(prelude(20, 5)), "bad_response");
  Limits limits;
  limits.event_bytes = 100;
  EXPECT_EQ(decoded(aws_event("a", std::string(10, 'x')), 0, limits), "a=xxxxxxxxxx;");
  EXPECT_EQ(decoded(aws_event("a", std::string(90, 'x')), 0, limits), "limit_exceeded");
}

TEST(AwsEventStream, HalfAMessageIsNone) {
  const std::string good = aws_event("a", "1");
  for (std::size_t size = 0; size < good.size(); ++size) EXPECT_EQ(decoded(good.substr(0, size), 3), "") << size;
}

}  // namespace
}  // namespace baton::test
