#include <baton/http/sse.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "split_blocks.hpp"

namespace baton {
namespace {

using namespace std::string_literals;

struct Event {
  std::string type;
  std::string data;
  std::string id;
  bool operator==(const Event&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Event& event) {
  return out << "{" << event.type << "|" << event.data << "|" << event.id << "}";
}
using Events = std::vector<Event>;

void drain(SseDecoder& decoder, Events& events) {
  while (const auto event = decoder.next()) {
    events.push_back({std::string(event->type), std::string(event->data), std::string(event->id)});
  }
}

Events decode(const std::vector<std::string>& blocks) {
  SseDecoder decoder;
  Events events;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    // Both ways of feeding, in turn.
    if (i % 2 == 0) {
      decoder.feed(std::string(blocks[i]));
    } else {
      decoder.feed(std::string_view(blocks[i]));
    }
    drain(decoder, events);
  }
  return events;
}
Events decode(const std::string& text) { return decode(std::vector<std::string>{text}); }

/// The standard's algorithm, word for word and slow, on the whole text.
class Reference {
 public:
  std::optional<std::chrono::milliseconds> retry;

  Events run(std::string text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    std::string line;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\r' && text[i] != '\n') {
        line += text[i];
        continue;
      }
      if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
      process(line);
      line.clear();
    }
    return events_;
  }

 private:
  void process(const std::string& line) {
    if (line.empty()) return dispatch();
    if (line[0] == ':') return;
    const std::size_t colon = line.find(':');
    std::string value = colon == std::string::npos ? "" : line.substr(colon + 1);
    if (!value.empty() && value[0] == ' ') value.erase(0, 1);
    field(line.substr(0, colon), value);
  }
  void field(const std::string& name, const std::string& value) {
    if (name == "event") type_ = value;
    if (name == "data") data_ += value + "\n";
    if (name == "id" && value.find('\0') == std::string::npos) id_ = value;
    const bool digits = std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (name == "retry" && digits && !value.empty()) retry = std::chrono::milliseconds(std::stoll(value));
  }
  void dispatch() {
    if (!data_.empty()) {
      data_.pop_back();
      events_.push_back({type_.empty() ? "message" : type_, data_, id_});
    }
    data_.clear();
    type_.clear();
  }
  Events events_;
  std::string data_, type_, id_;
};

const std::vector<std::string> pieces = {
    "data", ":", " ", "\n", "\n", "\r", "\r\n", "event", "id", "retry", "data: x\n", "data: y\n\n", "1", "x",
    std::string(1, '\0'), "\xEF\xBB\xBF", ": note\n", "data:\n\n", "id: 7\n", "event: e\r\n", "\xC3", "\xA9"};

TEST(SseDecoder, ReadsTheExamplesOfTheStandard) {
  EXPECT_EQ(decode("data: YHOO\ndata: +2\ndata: 10\n\n"), (Events{{"message", "YHOO\n+2\n10", ""}}));
  EXPECT_EQ(decode(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n"),
            (Events{{"message", "first event", "1"}, {"message", "second event", ""}}));
  EXPECT_EQ(decode("data\n\ndata\ndata\n\ndata:"), (Events{{"message", "", ""}, {"message", "\n", ""}}));
  EXPECT_EQ(decode("data:test\n\ndata: test\n\n"), (Events{{"message", "test", ""}, {"message", "test", ""}}));
}

TEST(SseDecoder, ReadsEveryLineEndingAndTheMark) {
  const Events expected = {{"add", "73", "4"}, {"message", "é", "4"}};
  for (const std::string end : {"\n", "\r", "\r\n"}) {
    EXPECT_EQ(decode("\xEF\xBB\xBF" "event: add" + end + "data: 73" + end + "id: 4" + end + end + "data: é" + end + end),
              expected);
  }
}

TEST(SseDecoder, AnIdWithNulAndABadRetryAreIgnored) {
  SseDecoder decoder;
  decoder.feed("id: 1\nid: a\0b\nretry: 12x\nretry:\nretry: 1500\nretry: -5\ndata: d\n\n"s);
  const auto event = decoder.next();
  ASSERT_TRUE(event.has_value());
  EXPECT_EQ(event->id, "1");
  EXPECT_EQ(decoder.retry(), std::chrono::milliseconds(1500));
}

TEST(SseDecoder, AnEventCutOffAtTheEndIsDropped) {
  EXPECT_EQ(decode("data: a\n\ndata: b\n"), (Events{{"message", "a", ""}}));
}

TEST(SseDecoder, EverySplitPointGivesTheSameEvents) {
  const std::string text = "\xEF\xBB\xBF: hi\r\nid: 9\r\ndata: one\r\ndata: two\r\n\r\nevent: e\rdata: {\"a\":1}\r\rdata: é\n\n";
  const Events whole = decode(text);
  ASSERT_EQ(whole.size(), 3U);
  for (std::size_t point = 0; point <= text.size(); ++point) {
    EXPECT_EQ(decode(test::cut_at(text, point)), whole) << "cut at " << point;
  }
  for (const std::size_t size : {1U, 2U, 3U, 7U, 16U}) EXPECT_EQ(decode(test::cut_every(text, size)), whole) << size;
}

TEST(SseDecoder, AgreesWithTheStandardsAlgorithmOnRandomText) {
  std::mt19937 random(20260101);  // NOLINT: the same texts in every run
  for (int round = 0; round < 3000; ++round) {
    const std::string text = test::random_text(random, pieces, 1 + random() % 60);
    Reference reference;
    const Events expected = reference.run(text);
    EXPECT_EQ(decode(text), expected) << round;
    EXPECT_EQ(decode(test::cut_every(text, 1)), expected) << round;
    EXPECT_EQ(decode(test::cut_every(text, 7)), expected) << round;
    EXPECT_EQ(decode(test::cut_anywhere(text, random)), expected) << round;
  }
}

TEST(SseDecoder, GivesAViewIntoABlockThatWasMovedIn) {
  std::string block = "data: " + std::string(100, 'x') + "\n\n";
  const char* const begin = block.data();
  SseDecoder decoder;
  decoder.feed(std::move(block));
  const auto event = decoder.next();
  ASSERT_TRUE(event.has_value());
  EXPECT_EQ(event->data.data(), begin + 6);
}

ErrorCode code_of(SseDecoder& decoder, const std::string& block, int times) {
  try {
    for (int i = 0; i < times; ++i) {
      decoder.feed(std::string_view(block));
      while (decoder.next()) {
      }
    }
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(SseDecoder, RefusesALineWithoutEnd) {
  SseDecoder decoder(Limits{.line_bytes = 1000});
  EXPECT_EQ(code_of(decoder, "data: xxxx", 101), ErrorCode::limit_exceeded);
}

TEST(SseDecoder, RefusesAnEventOfTooManyLines) {
  SseDecoder decoder(Limits{.event_bytes = 1000});
  EXPECT_EQ(code_of(decoder, "data: xxxxxxxxx\n", 101), ErrorCode::limit_exceeded);
}

TEST(SseDecoder, AcceptsExactlyTheLimit) {
  SseDecoder decoder(Limits{.line_bytes = 16, .event_bytes = 10});
  EXPECT_EQ(code_of(decoder, "data: 0123456789\n\n", 3), ErrorCode::internal);
  EXPECT_EQ(code_of(decoder, "data:0123456789a\n\n", 1), ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace baton
