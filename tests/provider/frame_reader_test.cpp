#include "provider/frame_reader.hpp"

#include <gtest/gtest.h>

#include "provider/aws/aws_messages.hpp"
#include "provider/played.hpp"

namespace baton::test {
namespace {

std::string frames(detail::Framing framing, std::string_view bytes, std::size_t cut) {
  detail::FrameReader reader(framing, {});
  std::string all;
  const auto add = [&](const detail::Frame& frame) {
    all.append(frame.type).append("=").append(frame.data).append(";");
  };
  for (auto& block : blocks_of(bytes, cut)) {
    reader.feed(std::move(block));
    while (const auto frame = reader.next()) add(*frame);
  }
  if (const auto frame = reader.finish()) add(*frame);
  return all;
}

TEST(FrameReader, EveryFramingCutAnywhere) {
  for (const std::size_t cut : {1, 7, 0}) {
    EXPECT_EQ(frames(detail::Framing::server_sent_events, "event: a\ndata: 1\n\n: x\n\ndata: 2\n\ndata: cut off", cut),
              "a=1;message=2;");
    EXPECT_EQ(frames(detail::Framing::ndjson, "{\"a\":1}\r\n\n{\"b\":2}\n{\"c\":", cut), "={\"a\":1};={\"b\":2};={\"c\":;");
    EXPECT_EQ(frames(detail::Framing::ndjson, "\xEF\xBB\xBF{\"a\":1}", cut), "={\"a\":1};");
    EXPECT_EQ(frames(detail::Framing::aws_event_stream, aws_event("a", "1") + aws_event("b", "2") + aws_event("c", "3").substr(0, 20), cut),
              "a=1;b=2;");
  }
}

TEST(FrameReader, BlocksAreCopiedOrTakenOver) {
  detail::FrameReader reader(detail::Framing::ndjson, {});
  const std::string kept = "{\"a\":1}\n";
  reader.feed(std::string_view(kept));
  ASSERT_TRUE(reader.next());
  reader.feed(std::string(kept));
  ASSERT_TRUE(reader.next());
  EXPECT_FALSE(reader.next());
  EXPECT_FALSE(reader.finish());
}

TEST(FrameReader, LinesAreBounded) {
  Limits limits;
  limits.line_bytes = 100;
  for (const auto framing : {detail::Framing::server_sent_events, detail::Framing::ndjson}) {
    detail::FrameReader reader(framing, limits);
    try {
      reader.feed(std::string(1'000, 'x'));
      (void)reader.next();
      ADD_FAILURE() << "it was not refused";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::limit_exceeded);
    }
  }
}

}  // namespace
}  // namespace baton::test
