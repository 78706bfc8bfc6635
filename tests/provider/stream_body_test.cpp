#include "provider/stream_body.hpp"

#include <gtest/gtest.h>

#include "provider/conformance/recordings.hpp"
#include "provider/played.hpp"

namespace baton::test {
namespace {

HttpHead ok() {
  HttpHead head;
  head.status = 200;
  return head;
}

class StreamBody : public ::testing::TestWithParam<std::size_t> {
 protected:
  [[nodiscard]] Played read(std::string_view bytes) const { return play(*wire, {}, ok(), bytes, GetParam()); }
  Recordings recordings = openai_recordings();
  std::unique_ptr<const detail::Wire> wire = recordings.wire("http://h", {});
};
INSTANTIATE_TEST_SUITE_P(Cut, StreamBody, ::testing::Values(1, 7, 0));

TEST_P(StreamBody, WhatItIsShowsInTheFirstByte) {
  EXPECT_EQ(read(recordings.text.stream).text, the_text);
  EXPECT_EQ(read("\xEF\xBB\xBF" + recordings.text.stream).text, the_text);
  EXPECT_EQ(read("\r\n" + recordings.text.whole).text, the_text);
  EXPECT_EQ(read(" <html>proxy</html>").error->code(), ErrorCode::bad_response);
  EXPECT_EQ(read(R"({"error":{"message":"no","code":503}})").error->code(), ErrorCode::overloaded);
  EXPECT_EQ(read("").error->code(), ErrorCode::bad_response);
}

TEST_P(StreamBody, TheFirstBytesTellInEveryFraming) {
  const std::string zeros(100, '\0');
  for (const Recordings& vendor : {ollama_recordings(), bedrock_recordings()}) {
    const auto its_wire = vendor.wire("http://h", {});
    const auto told = [&](std::string_view bytes) { return play(*its_wire, {}, ok(), bytes, GetParam()); };
    EXPECT_EQ(told(vendor.text.stream).text, the_text);
    EXPECT_EQ(told("\r\n" + vendor.text.whole + "\n").text, the_text);
    EXPECT_EQ(told(" <html>proxy</html>").error->code(), ErrorCode::bad_response);
    EXPECT_EQ(told(R"({"error":{"message":"no","code":503}})").error->code(), ErrorCode::overloaded);
    EXPECT_EQ(told("").error->code(), ErrorCode::bad_response);
    EXPECT_EQ(told(zeros).error->code(), ErrorCode::bad_response);
    // Within the first event.
    EXPECT_EQ(told(vendor.text.stream.substr(0, 9)).error->code(), ErrorCode::stream_truncated);
    EXPECT_EQ(told(vendor.text.stream.substr(0, 2)).text, "");
  }
}

TEST_P(StreamBody, AWholeAnswerGivesEventsToo) {
  const Played played = read(recordings.tools.whole);
  ASSERT_EQ(played.calls.size(), 2U);
  EXPECT_EQ(played.calls[1].index, 1U);
  EXPECT_EQ(played.calls[1].arguments, "{}");
  EXPECT_EQ(read(recordings.reasoning.whole).reasoning, "Nine point eight");
}

TEST_P(StreamBody, WhatComesAfterTheEndIsNotRead) {
  EXPECT_TRUE(read(recordings.text.stream + "data: {\"error\":\"late\"}\n\n").response);
}

TEST_P(StreamBody, TheInputIsEstimatedWhereTheVendorDoesNotCount) {
  const Played played = read(
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
  ASSERT_TRUE(played.response);
  EXPECT_TRUE(played.response->usage.estimated);
  EXPECT_EQ(played.response->usage.input_tokens, 5);
}

}  // namespace
}  // namespace baton::test
